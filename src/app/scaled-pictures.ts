import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PictureOrder, PictureSize } from '../domain/picture.ts';
import type { Pictures } from '../http/plex/browse/photo-routes.ts';

/** Who scales, in a process of its own: pictures are as hostile as films. */
export interface PictureWorker {
  scalePicture(order: PictureOrder, signal: AbortSignal): Promise<Uint8Array>;
  readonly usable: boolean;
  stop(): Promise<void>;
}

/** A worker that nobody asked for so long has no use. */
const idleMs = 15_000;
/** A picture that takes longer is none to be looked at in a list. */
const mostMs = 10_000;

/**
 * Pictures as large as they are shown, kept in the cache, which is cleaned of what was not used lately and of what is too
 * much. They are scaled one after the other, each once however many ask for it.
 */
export class ScaledPictures implements Pictures {
  readonly #folder: string;
  readonly #start: () => PictureWorker;
  readonly #idleMs: number;
  readonly #onTheWay = new Map<string, Promise<string | undefined>>();
  #worker: PictureWorker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  /**
   * @param cache absolute path of the folder for caches
   * @param mostIdleMs after which a worker that nobody asked is ended
   */
  constructor(cache: string, start: () => PictureWorker, mostIdleMs = idleMs) {
    this.#folder = join(cache, 'pictures');
    this.#start = start;
    this.#idleMs = mostIdleMs;
  }

  async find(path: string, size: PictureSize): Promise<string | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const { width, height, fills, enlarges, format } = size;
    const source = [path, found.size, found.mtimeMs, found.ino, width, height, fills, enlarges];
    const name = createHash('sha1').update(source.join('\n')).digest('hex');
    const kept = join(this.#folder, name.slice(0, 2), `${name}.${format === 'png' ? 'png' : 'jpg'}`);
    const making = this.#onTheWay.get(kept) ?? this.#findOrMake(kept, { path, ...size });
    this.#onTheWay.set(kept, making);
    return await making.finally(() => this.#onTheWay.delete(kept));
  }

  /** Ends the worker; what still waits is not scaled any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#rest();
  }

  async #rest(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.stop();
  }

  async #findOrMake(kept: string, order: PictureOrder): Promise<string | undefined> {
    if (await stat(kept).catch(() => undefined)) return kept;
    const scaled = this.#last.then(() => this.#scale(order));
    this.#last = scaled.catch(() => {});
    const content = await scaled.catch(() => undefined);
    if (!content) return undefined;
    await this.#keep(kept, content);
    return kept;
  }

  async #scale(order: PictureOrder): Promise<Uint8Array | undefined> {
    if (this.#isClosed) return undefined;
    clearTimeout(this.#idle);
    if (!this.#worker?.usable) this.#worker = this.#start();
    try {
      return await this.#worker.scalePicture(order, AbortSignal.timeout(mostMs));
    } finally {
      this.#idle = setTimeout(() => void this.#rest(), this.#idleMs).unref();
    }
  }

  /** What a crash leaves half written is no picture yet. That it can be made again saves the wait for the disk. */
  async #keep(kept: string, content: Uint8Array): Promise<void> {
    const partial = `${kept}.${randomUUID()}.partial`;
    await mkdir(dirname(kept), { recursive: true });
    try {
      await writeFile(partial, content);
      await rename(partial, kept);
    } finally {
      await rm(partial, { force: true });
    }
  }
}
