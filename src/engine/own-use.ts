import type { Ledger, Use } from '../domain/samples.ts';
import { shareOut, useSince } from './share-out.ts';

/**
 * What this process itself uses, for the runs that are at work: to each an equal part, as nobody can tell whose it was.
 * Looks only when it is asked to.
 */
export class OwnUse {
  readonly #read: () => Use;
  readonly #monotonic: () => number;
  readonly #atWork = new Set<Ledger>();
  #last: Use;
  #lastMs: number;

  /**
   * @param read what the process has used since it began
   * @param monotonic milliseconds of a clock that never jumps
   */
  constructor(read: () => Use, monotonic: () => number) {
    this.#read = read;
    this.#monotonic = monotonic;
    this.#last = read();
    this.#lastMs = monotonic();
  }

  /** What is used from now on is for this run too. */
  join(ledger: Ledger): void {
    this.settle();
    this.#atWork.add(ledger);
  }

  /** What was used up to now was for this run too. */
  leave(ledger: Ledger): void {
    this.settle();
    this.#atWork.delete(ledger);
  }

  /** Books what was used up to now. */
  settle(): void {
    const [last, lastMs] = [this.#last, this.#lastMs];
    this.#last = this.#read();
    this.#lastMs = this.#monotonic();
    shareOut([...this.#atWork], useSince(last, this.#last), this.#lastMs - lastMs);
  }
}
