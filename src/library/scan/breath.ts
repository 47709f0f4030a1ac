import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of synchronous work after which waiting messages get a turn. */
const stretchMs = 20;

/** To be called between two pieces of synchronous work; where it returns a promise, that must be awaited. */
export type Breathe = () => Promise<void> | undefined;

/**
 * Synchronous file calls are the fastest way to list a local disk, but no message comes in while they run. This ends
 * each stretch of them: reports that the work goes on, waits for as long as that wants it to rest, and throws when it was
 * cancelled.
 */
export function breather(alive: () => Promise<void> | undefined, signal?: AbortSignal): Breathe {
  let since = performance.now();

  async function pause() {
    await alive();
    await nextTurn();
    signal?.throwIfAborted();
    since = performance.now();
  }

  return () => (performance.now() - since < stretchMs ? undefined : pause());
}
