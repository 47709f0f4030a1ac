/** A number by what it is of. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Numbers that only rise, each by its labels. */
export class Count {
  readonly #samples = new Map<string, Sample>();

  get samples(): readonly Sample[] {
    return [...this.#samples.values()];
  }

  /** @param labels always the same names, in the same order */
  add(labels: Sample['labels'], by = 1): void {
    const key = Object.values(labels).join('\0');
    this.#samples.set(key, { labels, value: (this.#samples.get(key)?.value ?? 0) + by });
  }
}
