import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const runsOfNights: Migration = {
  async up(db: Kysely<unknown>) {
    // Months of nights are counted without a look at their runs.
    await sql`create index run_night on run (service_day, state, failed)`.execute(db);
  },
};
