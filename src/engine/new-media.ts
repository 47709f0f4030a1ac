/** Files mostly come in numbers: so long after the last one they are taken to be all there. */
const quietMs = 60_000;
/** Where they come on and on, those that are there do not wait longer than this. */
const longestMs = 600_000;

/** Follows media into the library, and tells of it when no more comes. Instants are milliseconds since 1970 UTC. */
export class NewMedia {
  #addedAt: number | undefined;
  /** What came, and is not told of yet. */
  #coming: { readonly firstAt: number; readonly lastAt: number } | undefined;

  /** When media was last added that may be looked at. */
  get addedAt(): number | undefined {
    return this.#addedAt;
  }

  /** When {@link settle} will tell of what came, if nothing more does. */
  get settlesAt(): number | undefined {
    return this.#coming && Math.min(this.#coming.lastAt + quietMs, this.#coming.firstAt + longestMs);
  }

  /** What was added before a restart is all there. */
  open(addedAt: number | undefined): void {
    this.#addedAt = addedAt;
  }

  /** A file came. True for the first one after a while. */
  note(at: number): boolean {
    const firstAt = this.#coming?.firstAt ?? at;
    const isFirst = this.#coming === undefined;
    this.#coming = { firstAt, lastAt: at };
    return isFirst;
  }

  /** Tells of what came, if that is all of it: by the time that has passed, or because somebody knows. */
  settle(at: number, isAll = false): void {
    if (!this.#coming || this.settlesAt === undefined) return;
    // Of a clock that was set back nobody waits until it is there again.
    const isSetBack = at < this.#coming.lastAt;
    if (at < this.settlesAt && !isSetBack && !isAll) return;
    this.#addedAt = isSetBack ? at : this.#coming.lastAt;
    this.#coming = undefined;
  }
}
