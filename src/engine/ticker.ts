/** The planner is asked at least this often, so that no timer need be long. */
const longestMs = 30_000;

/** Calls `tick` now and then: at once when told that something changed, at a given instant, and every 30 s anyway. */
export class Ticker {
  readonly #tick: () => Promise<number | undefined>;
  readonly #now: () => number;
  readonly #report: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  /**
   * @param tick does what is due and returns the next instant at which something will be, if it knows one
   * @param report is told when a tick fails; the next one comes in time all the same
   */
  constructor(tick: () => Promise<number | undefined>, now: () => number, report: (error: unknown) => void) {
    this.#tick = tick;
    this.#now = now;
    this.#report = report;
  }

  start(): void {
    this.#stopped = false;
    this.poke();
  }

  /** Resolves when no tick is under way any more. Safe to call twice. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  /** Something changed: look again at once, or right after the tick that is under way. False while it is stopped. */
  poke(): boolean {
    if (this.#stopped) return false;
    if (this.#ticking) {
      this.#again = true;
      return true;
    }
    clearTimeout(this.#timer);
    // The tick may poke while it begins, and must be known to be under way by then.
    this.#ticking = Promise.resolve()
      .then(() => this.#run())
      .finally(() => {
        this.#ticking = undefined;
        if (this.#again) {
          this.#again = false;
          this.poke();
        }
      });
    return true;
  }

  async #run(): Promise<void> {
    const nextAt = await this.#tick().catch(error => {
      this.#report(error);
      return undefined;
    });
    const wait = nextAt === undefined ? longestMs : Math.min(longestMs, Math.max(0, nextAt - this.#now()));
    if (!this.#stopped) this.#timer = setTimeout(() => this.poke(), wait);
  }
}
