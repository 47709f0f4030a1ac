import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FolderListing, WalkBatch } from '../../domain/walk.ts';

/** A batch is one transaction of the store, which syncs the disk: large enough to make that cost little. */
const batchFiles = 2_000;
const batchFolders = 1_000;
/** Batches on the way at once: enough to keep both sides busy, few enough to keep little in memory. */
const mostOnTheWay = 3;

/** Gathers what was found into batches, and waits when the other side does not keep up. */
export class Outbox {
  readonly #take: (batch: WalkBatch) => Promise<void>;
  readonly #onTheWay = new Set<Promise<void>>();
  #listings: FolderListing[] = [];
  #gone: string[] = [];
  #files = 0;
  #failure: { error: unknown } | undefined;

  constructor(take: (batch: WalkBatch) => Promise<void>) {
    this.#take = take;
  }

  /** Returns a promise only when the caller has to wait. */
  add(listing: FolderListing): Promise<void> | undefined {
    this.#listings.push(listing);
    this.#files += listing.names.length;
    if (this.#files < batchFiles && this.#listings.length < batchFolders) return undefined;
    return this.#send();
  }

  addGone(path: string): Promise<void> | undefined {
    this.#gone.push(path);
    return this.#gone.length < batchFolders ? undefined : this.#send();
  }

  /** Resolves when everything was taken. */
  async finish(): Promise<void> {
    if (this.#listings.length > 0 || this.#gone.length > 0) await this.#send();
    await Promise.all(this.#onTheWay);
    this.#throwFailure();
  }

  async #send(): Promise<void> {
    const batch = { listings: this.#listings, gone: this.#gone };
    this.#listings = [];
    this.#gone = [];
    this.#files = 0;
    while (this.#onTheWay.size >= mostOnTheWay) await Promise.race(this.#onTheWay);
    this.#throwFailure();
    const sent = this.#take(batch)
      .catch(error => {
        this.#failure ??= { error };
      })
      .finally(() => this.#onTheWay.delete(sent));
    this.#onTheWay.add(sent);
    // What does not fit into a pipe at once leaves with the next turn, not in the middle of synchronous work.
    await nextTurn();
  }

  #throwFailure() {
    if (this.#failure) throw this.#failure.error;
  }
}
