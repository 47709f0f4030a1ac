/** How silence is judged. Durations in milliseconds. */
export interface SilenceLimits {
  /** Without a sign of life for so long, a worker counts as hung. */
  readonly mostMs: number;
  /** For how long the worker waited for a processor, all in all. */
  waitedMs(): number;
  onHung(): void;
}

/** Watches whether a worker with an order in hand gives signs of life, from its beginning until {@link end}. */
export class SilenceWatch {
  readonly #limits: SilenceLimits;
  readonly #timer: NodeJS.Timeout;
  /** How often the worker waits for this process, rather than the other way round. */
  #waits = 0;
  #isResting = false;
  #isOver = false;
  /** For how long the worker had waited for a processor, when it was last found silent. */
  #waitedMs: number | undefined;

  constructor(limits: SilenceLimits) {
    this.#limits = limits;
    this.#timer = setTimeout(() => this.#judge(), limits.mostMs / 2);
  }

  noteLife(): void {
    this.#waitedMs = undefined;
    // A timer that was cleared would start again.
    if (!this.#isOver) this.#timer.refresh();
  }

  /** It says nothing while it rests, and is not hung for that. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    this.noteLife();
  }

  /** Does what the worker waits for, which is silent meanwhile. */
  async whileItWaits(work: () => Promise<void> | undefined): Promise<void> {
    this.#waits++;
    try {
      await work();
    } finally {
      this.#waits--;
      this.noteLife();
    }
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** After half of the time first, to see at its end what the worker was doing meanwhile. */
  #judge(): void {
    if (this.#waits > 0 || this.#isResting) return;
    const { mostMs, waitedMs, onHung } = this.#limits;
    const before = this.#waitedMs;
    this.#waitedMs = waitedMs();
    const isStarved = before !== undefined && this.#waitedMs - before >= mostMs / 4;
    if (before === undefined || isStarved) this.#timer.refresh();
    else onHung();
  }
}
