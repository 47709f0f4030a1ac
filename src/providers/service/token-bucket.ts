/** How often a service may be asked. */
export interface Rate {
  readonly perSecond: number;
  /** How many requests may follow each other at once after a rest; at least 1. */
  readonly burst: number;
}

/** Spaces requests: in any span of t seconds at most `burst + t × perSecond` of them. */
export class TokenBucket {
  readonly #spacingMs: number;
  readonly #slackMs: number;
  /** When the bucket would be full again. */
  #fullAt = Number.NEGATIVE_INFINITY;

  constructor({ perSecond, burst }: Rate) {
    this.#spacingMs = 1000 / perSecond;
    this.#slackMs = (burst - 1) * this.#spacingMs;
  }

  /** Takes the next turn, and returns in how many milliseconds from `now` it comes. */
  take(now: number): number {
    const turn = Math.max(now, this.#fullAt - this.#slackMs);
    this.#fullAt = Math.max(turn, this.#fullAt) + this.#spacingMs;
    return turn - now;
  }
}
