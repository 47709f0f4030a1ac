/** For so long at most, ms: somebody whose search takes longer comes too late. */
const mostMs = 10_000;

/**
 * Holds passes back for a moment while runs look for their units, so that what several of them want of a file is read
 * in one pass, also where somebody started them one by one.
 */
export class Gathering {
  readonly #onEnd: () => void;
  readonly #quietMs: number;
  #searching = 0;
  #quiet: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout | undefined;

  /** @param quietMs for how long units are held back after the last run was heard of: others may be on their way */
  constructor(onEnd: () => void, quietMs = 1_000) {
    this.#onEnd = onEnd;
    this.#quietMs = quietMs;
  }

  /** Whether passes should wait. */
  get isOn(): boolean {
    return this.#limit !== undefined;
  }

  /** A run looks for its units, until what this returns is disposed. */
  begin(): Disposable {
    this.#searching++;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#quiet = undefined;
      this.#endIfQuiet();
    }, this.#quietMs);
    this.#limit ??= setTimeout(() => this.#end(), mostMs);
    return {
      [Symbol.dispose]: () => {
        this.#searching--;
        this.#endIfQuiet();
      },
    };
  }

  #endIfQuiet(): void {
    if (this.#searching === 0 && this.#quiet === undefined && this.isOn) this.#end();
  }

  #end(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#limit);
    this.#quiet = undefined;
    this.#limit = undefined;
    this.#onEnd();
  }
}
