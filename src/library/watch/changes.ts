/** Where changes come on and on, those that are there do not wait longer than this. */
const longestMs = 600_000;

interface Times {
  readonly firstAt: number;
  lastAt: number;
}

/** Gathers folders that changed until they are quiet: files that still grow are not worth a look. */
export class Changes {
  readonly #quietMs: number;
  readonly #folders = new Map<string, Times>();

  /** @param quietMs milliseconds without a change after which what was copied into a folder is taken to be there */
  constructor(quietMs = 5_000) {
    this.#quietMs = quietMs;
  }

  /** Something changed in a folder, at an instant of a clock that never goes back. True for the first one after a while. */
  note(folder: string, at: number): boolean {
    const isFirst = this.#folders.size === 0;
    const known = this.#folders.get(folder);
    if (known) known.lastAt = at;
    else this.#folders.set(folder, { firstAt: at, lastAt: at });
    return isFirst;
  }

  /** When {@link settle} will next return something, if nothing more changes. */
  get settlesAt(): number | undefined {
    let earliest: number | undefined;
    for (const times of this.#folders.values())
      earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, this.#settlesAt(times));
    return earliest;
  }

  /** Takes out the folders that are quiet, or have been changing for too long. */
  settle(at: number): readonly string[] {
    const settled: string[] = [];
    for (const [folder, times] of this.#folders) {
      if (this.#settlesAt(times) > at) continue;
      settled.push(folder);
      this.#folders.delete(folder);
    }
    return settled;
  }

  clear(): void {
    this.#folders.clear();
  }

  #settlesAt({ firstAt, lastAt }: Times): number {
    return Math.min(lastAt + this.#quietMs, firstAt + longestMs);
  }
}
