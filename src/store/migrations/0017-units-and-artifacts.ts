import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Units of a run are listed by their state, or all together, without a look at the others.
  'create index unit_of_run on unit (run_id, state, task, subject)',
  'drop index unit_run',
  // Derived files of a kind in the order of their parts, with the version that tells the fresh from the stale.
  'create index artifact_by_kind on artifact (kind, part_id, version)',
];

export const unitsAndArtifacts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
