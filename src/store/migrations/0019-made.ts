import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // When the last run of a task ended that made something that others read. Outlives the run.
  `create table made (
    task text not null,
    input text not null,
    at integer not null,
    primary key (task, input)
  ) strict, without rowid`,
];

export const made: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
