import type { Kysely } from 'kysely';
import type { SeenFeed, UpdateStore } from '../domain/updates.ts';
import type { Schema } from './schema.ts';

/** The last feed of each signer, as JSON: it is read whole. */
export class SqliteUpdateStore implements UpdateStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async findFeed(signer: string): Promise<SeenFeed | undefined> {
    const row = await this.#db
      .selectFrom('update_feed')
      .select('seen')
      .where('signer', '=', signer)
      .executeTakeFirst();
    return row && (JSON.parse(row.seen) as SeenFeed);
  }

  async keepFeed(signer: string, feed: SeenFeed): Promise<void> {
    const values = { seen: JSON.stringify(feed) };
    await this.#db
      .insertInto('update_feed')
      .values({ signer, ...values })
      .onConflict(conflict => conflict.column('signer').doUpdateSet(values))
      .execute();
  }
}
