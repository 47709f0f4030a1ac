import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What each night came to. Several windows may open on one day. */
const statement = `create table report (
    id integer primary key,
    service_day text not null,
    window_id text not null,
    made_at integer not null,
    body text not null,
    unique (service_day, window_id)
  ) strict`;

export const reports: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(statement).execute(db);
  },
};
