import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** When a file was last read and filed, in milliseconds since 1970 UTC; undefined in an empty library. */
export async function findMediaAdded(db: Kysely<Schema>): Promise<number | undefined> {
  const row = await db
    .selectFrom('part')
    .select(({ fn }) => fn.max('facts_at').as('at'))
    .where('facts_error', 'is', null)
    .executeTakeFirst();
  return row?.at ?? undefined;
}
