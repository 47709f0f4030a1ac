import { setImmediate as nextTurn } from 'node:timers/promises';
import { ButlerError } from '../domain/errors.ts';

/** Milliseconds of synchronous work after which waiting messages get a turn. */
const stretchMs = 20;

/** To be called between two pieces of synchronous work; where it returns a promise, that must be awaited. */
export type Breathe = () => Promise<void> | undefined;

/**
 * FFmpeg is fastest when it is called synchronously, but no message comes in while it works. This ends each stretch of
 * such work: tells that it goes on, waits for as long as that wants it to rest, and throws `cancelled` when the signal
 * has aborted meanwhile.
 */
export function breather(
  signal: AbortSignal,
  alive: () => Promise<void> | undefined = () => undefined,
): Breathe {
  let since = performance.now();

  async function pause() {
    await alive();
    await nextTurn();
    if (signal.aborted) throw new ButlerError('cancelled', {});
    since = performance.now();
  }

  return () => (performance.now() - since < stretchMs ? undefined : pause());
}
