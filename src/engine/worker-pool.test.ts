import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ButlerError } from '../domain/errors.ts';
import type { WalkBatch, WalkOrder } from '../domain/walk.ts';
import { WorkerProcess } from '../media/worker/worker-process.ts';
import { RunGate } from './gate.ts';
import { WorkerPool } from './worker-pool.ts';

const entry = fileURLToPath(new URL('../../test/support/worker-entry.ts', import.meta.url));
const never = new AbortController().signal;

let pool: WorkerPool;
afterEach(() => pool.stop());

/** With one place. */
function open(slowMs: number): void {
  pool = new WorkerPool(
    () => 1,
    () => new WorkerProcess(entry),
    slowMs,
  );
}

/** Has a worker do what its root says; see the entry. */
function walk(root: string, signal = never, take: (batch: WalkBatch) => Promise<void> = async () => {}) {
  const order: WalkOrder = {
    root,
    known: { paths: [], modified: new Float64Array(), topFiles: [] },
    checkEveryFile: false,
  };
  return pool.walk(order, take, signal, new RunGate(), { book: () => {} });
}

test('a walk that waits for its disk does not keep others from theirs', async () => {
  open(1);
  const abort = new AbortController();
  const slow = Promise.allSettled(Array.from({ length: 4 }, () => walk('waits', abort.signal)));
  // Four wait, and the fifth has the one place.
  await walk('batches');
  expect(pool.pids.length).toBeLessThanOrEqual(5);
  abort.abort(new ButlerError('cancelled', {}));
  expect((await slow).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  await walk('batches');
});

test('all that wait for a place give up when they are cancelled', async () => {
  open(60_000);
  const abort = new AbortController();
  const begun = Promise.withResolvers<void>();
  const first = walk('waits', abort.signal, async () => begun.resolve());
  const others = [walk('batches', abort.signal), walk('batches', abort.signal)];
  const all = Promise.allSettled([first, ...others]);
  await begun.promise;
  abort.abort(new ButlerError('cancelled', {}));
  for (const { status } of await all) expect(status).toBe('rejected');
  await walk('batches');
});

test('who waits for a place gives up alone, and leaves it to the next', async () => {
  open(60_000);
  const begun = Promise.withResolvers<void>();
  const work = new AbortController();
  const first = walk('waits', work.signal, async () => begun.resolve());
  await begun.promise;
  const abort = new AbortController();
  const second = walk('batches', abort.signal);
  const third = walk('batches');
  abort.abort(new ButlerError('cancelled', {}));
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  work.abort(new ButlerError('cancelled', {}));
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await third;
});
