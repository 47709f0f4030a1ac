import { setTimeout } from 'node:timers/promises';

/** How time passes for those who ask services. */
export interface Pace {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** Rejects with the signal's reason. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** For how long nothing may come of an answer. */
  readonly patienceMs: number;
}

export const realPace: Pace = {
  now: () => performance.now(),
  random: () => Math.random(),
  patienceMs: 15_000,
  async wait(ms, signal) {
    await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
  },
};
