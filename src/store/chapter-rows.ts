import type { Kysely } from 'kysely';
import type { ChapterFacts } from '../domain/media.ts';
import type { Schema } from './schema.ts';

/** The chapters of a part as its file has them, in their order. */
export async function readChapters(db: Kysely<Schema>, partId: number): Promise<readonly ChapterFacts[]> {
  const rows = await db
    .selectFrom('chapter')
    .select(['start_ms', 'end_ms', 'title'])
    .where('part_id', '=', partId)
    .orderBy('idx')
    .execute();
  return rows.map(({ start_ms, end_ms, title }) => ({
    startMs: start_ms,
    endMs: end_ms,
    ...(title !== null && { title }),
  }));
}

export async function readPartIds(db: Kysely<Schema>, mediaId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('part')
    .select('id')
    .where('media_id', '=', mediaId)
    .orderBy('idx')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
