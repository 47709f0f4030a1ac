import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // They could not be decoded before: what was kept of them as not to be seen is missing again, and made at night.
  `delete from analysis where kind in ('autoTags', 'blurHashes')
    and part_id in (select id from part where container = 'heif')`,
];

export const heicSeen: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
