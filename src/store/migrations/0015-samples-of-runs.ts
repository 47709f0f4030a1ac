import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const samplesOfRuns: Migration = {
  async up(db: Kysely<unknown>) {
    // Apart from the runs, of which lists are read: it is larger than all else that is known of one.
    await sql`create table run_samples (
      run_id integer primary key references run on delete cascade,
      body text not null
    ) strict`.execute(db);
  },
};
