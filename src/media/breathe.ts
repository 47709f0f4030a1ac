import { setImmediate as nextTurn } from 'node:timers/promises';
import { ButlerError } from '../domain/errors.ts';

/** Milliseconds of synchronous work after which waiting messages get a turn. */
const stretchMs = 20;

/** To be called between two pieces of synchronous work; where it returns a promise, that must be awaited. */
export type Breathe = () => Promise<void> | undefined;

/**
 * FFmpeg is fastest when it is called synchronously, but no message comes in while it works. This ends each stretch of
 * such work; it throws `cancelled` when the signal has aborted meanwhile, and waits for as long as `rest` does.
 */
export function breather(signal: AbortSignal, rest: () => Promise<void> | undefined = noRest): Breathe {
  let since = performance.now();

  async function pause() {
    await nextTurn();
    await rest();
    if (signal.aborted) throw new ButlerError('cancelled', {});
    since = performance.now();
  }

  return () => (performance.now() - since < stretchMs ? undefined : pause());
}

function noRest(): undefined {}
