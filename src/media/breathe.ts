import { setImmediate as nextTurn } from 'node:timers/promises';
import { ButlerError } from '../domain/errors.ts';
import type { Breathe } from '../domain/worker.ts';

/** Milliseconds of synchronous work after which waiting messages get a turn. */
const stretchMs = 20;

/**
 * FFmpeg is fastest when it is called synchronously, and so is a local disk, but no message comes in meanwhile. This
 * ends each stretch of such work: tells that it goes on, waits for as long as that wants it to rest, and throws
 * `cancelled` when the signal has aborted meanwhile.
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
