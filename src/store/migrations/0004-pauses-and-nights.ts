import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table pause (
    scope text primary key,
    sentence text not null,
    since_at integer not null,
    until_at integer
  ) strict, without rowid`,
  `create table night (
    service_day text not null,
    window_id text not null,
    opens_at integer not null,
    closes_at integer not null,
    cutoff_at integer not null,
    primary key (service_day, window_id)
  ) strict, without rowid`,
  'create index part_facts_at on part (facts_at) where facts_error is null',
];

/** What a restart must not forget: pauses by hand, nights whose report is still to be made, when media last came. */
export const pausesAndNights: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
