import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

interface Piece {
  readonly work: (trx: Transaction<Schema>) => Promise<void>;
  readonly fail: (error: unknown) => void;
  readonly succeed: () => void;
}

/** Pieces of work in one transaction at most: others that use the database wait for it to end. */
const mostPieces = 32;

/**
 * Commits together what is asked for while a transaction is on its way: a commit waits for the disk, which takes the same
 * time for one piece of work as for many. Nothing waits for company, so that a piece that comes alone is as fast as ever.
 */
export class GroupCommit {
  readonly #db: Kysely<Schema>;
  #waiting: Piece[] = [];
  #isBusy = false;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Does a piece of work in a transaction that others may share, in the order of the calls. Resolves when it is committed.
   * The work is done again, alone, when the transaction fails; what it throws then is thrown here, and harms no other.
   */
  run<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let result: T;
    this.#waiting.push({
      work: async trx => {
        result = await work(trx);
      },
      succeed: () => resolve(result),
      fail: reject,
    });
    if (!this.#isBusy) void this.#commitAll();
    return promise;
  }

  async #commitAll(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, mostPieces));
    this.#isBusy = false;
  }

  async #commit(pieces: readonly Piece[]): Promise<void> {
    try {
      await this.#db.transaction().execute(async trx => {
        for (const piece of pieces) await piece.work(trx);
      });
      for (const piece of pieces) piece.succeed();
    } catch (error) {
      if (pieces.length > 1) for (const piece of pieces) await this.#commit([piece]);
      else for (const piece of pieces) piece.fail(error);
    }
  }
}
