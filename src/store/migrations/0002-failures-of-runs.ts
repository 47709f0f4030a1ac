import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table run_failure (
    id integer primary key,
    run_id integer not null references run on delete cascade,
    subject text not null,
    label text not null,
    error text not null,
    attempts integer not null,
    quarantined integer not null,
    at integer not null,
    unique (subject, run_id)
  ) strict`,
  'create index run_failure_run on run_failure (run_id)',
  'create index decision_day on decision (service_day, task)',
];

/** Failures file by file, so that they outlive the queue, which knows of the last run only. */
export const failuresOfRuns: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
