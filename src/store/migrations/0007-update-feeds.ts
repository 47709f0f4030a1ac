import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which feed of releases was the last one, for each who signs them. */
const statement =
  'create table update_feed (signer text primary key, seen text not null) strict, without rowid';

export const updateFeeds: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(statement).execute(db);
  },
};
