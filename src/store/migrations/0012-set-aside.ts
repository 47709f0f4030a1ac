import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const setAside: Migration = {
  async up(db: Kysely<unknown>) {
    // Few of many units are set aside: they are found without a look at the others, in the order in which they are listed.
    await sql`create index unit_set_aside on unit (task, cast(substr(subject, 6) as integer))
      where state = 'quarantined'`.execute(db);
  },
};
