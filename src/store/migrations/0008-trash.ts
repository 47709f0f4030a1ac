import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table removal (
    id integer primary key autoincrement,
    task text not null,
    at integer not null,
    what text not null
  ) strict`,
  'create index removal_at on removal (at)',

  `create table removed_row (
    id integer primary key autoincrement,
    removal_id integer not null references removal on delete cascade,
    statement text not null,
    keeps text
  ) strict`,
  'create index removed_row_removal on removed_row (removal_id)',
  'create index removed_row_keeps on removed_row (keeps) where keeps is not null',
];

/** Rows that were taken out of the library can be put back for a while. */
export const trash: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
