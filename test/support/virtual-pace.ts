import type { Pace } from '../../src/providers/service/pace.ts';

/** Time that passes at once when somebody waits. */
export class VirtualPace implements Pace {
  readonly patienceMs: number;
  /** How long each wait was, in milliseconds. */
  readonly waits: number[] = [];
  #now = 0;

  constructor(patienceMs = 5_000) {
    this.patienceMs = patienceMs;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
  }
}
