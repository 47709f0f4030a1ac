import { ButlerError } from '../../src/domain/errors.ts';
import { fileKinds } from '../../src/domain/library.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../../src/domain/walk.ts';
import { readNfos } from '../../src/library/sidecars/nfo/read.ts';
import { runPass } from '../../src/media/pass.ts';
import { scalePicture } from '../../src/media/pictures/scale-picture.ts';
import { serve } from '../../src/media/worker/worker.ts';

// The entry of a worker whose walks do what can go wrong in a worker; the root says what.
type Walk = (
  take: (batch: WalkBatch) => Promise<void>,
  alive: () => void,
  signal: AbortSignal,
) => Promise<void>;

const kept: Buffer[] = [];

const walks: Readonly<Record<string, Walk>> = {
  async batches(take) {
    await Promise.all([1, 2, 3].map(n => take(batch(n))));
  },
  /** Sends two batches at once, and then in which order they were taken. */
  async both(take) {
    const order: string[] = [];
    const noted = (n: number) => take(batch(n)).then(() => order.push(`folder ${n}`));
    await Promise.all([noted(1), noted(2)]);
    await take({ listings: [], gone: order });
  },
  async refuses() {
    throw new ButlerError('root-missing', { path: '/there' });
  },
  async fails() {
    throw new Error('Something\nbroke.');
  },
  async dies() {
    process.kill(process.pid, 'SIGKILL');
    await forever();
  },
  async crashes() {
    setImmediate(() => {
      throw new Error('A bug.');
    });
    await forever();
  },
  async hangs() {
    for (;;);
  },
  /** Sends one batch and waits until it is asked to end. */
  async waits(take, _alive, signal) {
    void take(batch(1));
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  },
  /** Sends one batch, and does not listen when it is asked to end. */
  async stubborn(take) {
    void take(batch(1));
    await forever();
  },
  /** Keeps more memory than a worker may keep. */
  async swells() {
    kept.push(Buffer.alloc(300_000_000, 1));
  },
  /** Sends the names of its environment. */
  async environment(take) {
    await take({ listings: [], gone: Object.keys(process.env) });
  },
};

function batch(n: number): WalkBatch {
  const listing = {
    path: `folder ${n}`,
    modified: n,
    names: ['a.mkv'],
    sizes: Float64Array.of(n),
    fileModified: Float64Array.of(n),
    kinds: Uint8Array.of(fileKinds.indexOf('video')),
  };
  return { listings: [listing], gone: [] };
}

function forever(): Promise<never> {
  return new Promise(() => {
    setInterval(() => {}, 1000);
  });
}

async function walk(order: WalkOrder, ...rest: Parameters<Walk>): Promise<WalkSummary> {
  await walks[order.root]?.(...rest);
  return {
    folders: 1,
    foldersListed: 1,
    files: 1,
    refused: [],
    passedOver: { count: 0, paths: [] },
    otherExtensions: {},
    device: 1,
  };
}

serve({ pass: runPass, walk, readNfos, scalePicture });
