import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work after which everybody else gets a turn. */
const sliceMs = 5;

/**
 * Does work that yields now and then, in slices between which the event loop serves others. Throws the signal's reason
 * when that has aborted meanwhile.
 */
export async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - since < sliceMs) continue;
    await nextTurn();
    signal.throwIfAborted();
    since = performance.now();
  }
}
