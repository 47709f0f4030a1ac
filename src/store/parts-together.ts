import { type Kysely, sql } from 'kysely';
import type { AnalysisKind } from '../domain/analysis.ts';
import type { PartTogether } from '../domain/analysis-store.ts';
import type { ItemType } from '../domain/library.ts';
import type { ChapterFacts } from '../domain/media.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

/** See `AnalysisStore`. */
export async function partsOf(db: Kysely<Schema>, type: ItemType): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('item')
    .innerJoin('media_item', 'media_item.item_id', 'item.id')
    .innerJoin('part', 'part.media_id', 'media_item.media_id')
    .where('item.type', '=', type)
    .select('part.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** See `AnalysisStore`. */
export async function undecided(
  db: Kysely<Schema>,
  decision: AnalysisKind,
  version: string,
  by: readonly AnalysisKind[],
): Promise<readonly number[]> {
  // Of all parts, by the index alone, which looking each of them up would not do; nearly all are decided on.
  const parts = await db
    .selectFrom('analysis')
    .select('part_id')
    .where('kind', 'in', [...by, decision])
    .groupBy('part_id')
    .having(({ fn, and, or, eb }) => {
      const known = fn.max('created_at').filterWhere('kind', 'in', by);
      const decided = fn
        .max('created_at')
        .filterWhere('kind', '=', decision)
        .filterWhere('version', '=', version);
      return and([eb(known, 'is not', null), or([eb(decided, 'is', null), eb(decided, '<', known)])]);
    })
    .execute();
  const rows = await db
    .selectFrom('part')
    .innerJoin('media_item', 'media_item.media_id', 'part.media_id')
    .innerJoin('item', 'item.id', 'media_item.item_id')
    .where('part.id', 'in', idList(parts.map(part => part.part_id)))
    .where('item.type', 'in', ['episode', 'movie'])
    .select(
      sql<number>`case item.type when 'episode' then coalesce(item.parent_id, item.id) else item.id end`.as(
        'id',
      ),
    )
    .distinct()
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** See `AnalysisStore`. */
export async function partsTogether(db: Kysely<Schema>, id: number): Promise<readonly PartTogether[]> {
  const rows = await db
    .selectFrom('item')
    .innerJoin('media_item', 'media_item.item_id', 'item.id')
    .innerJoin('part', 'part.media_id', 'media_item.media_id')
    .where('item.type', 'in', ['episode', 'movie'])
    .where(({ or, eb }) => or([eb('item.id', '=', id), eb('item.parent_id', '=', id)]))
    .select(['part.id as partId', 'item.id as itemId', 'part.duration_ms as durationMs'])
    .orderBy(sql`item.idx is null`)
    .orderBy('item.idx')
    .orderBy('item.originally_available_on')
    .orderBy('item.id')
    .orderBy('part.idx')
    .orderBy('part.id')
    .execute();
  // A file that holds several episodes comes with each of them.
  const parts = [...new Map(rows.toReversed().map(row => [row.partId, row])).values()].reverse();
  const chapters = await chaptersOf(
    db,
    parts.map(({ partId }) => partId),
  );
  return parts.map(({ partId, itemId, durationMs }) => ({
    partId,
    itemId,
    ...(durationMs !== null && { durationMs }),
    chapters: chapters.get(partId) ?? [],
  }));
}

async function chaptersOf(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<ReadonlyMap<number, readonly ChapterFacts[]>> {
  const rows = await db
    .selectFrom('chapter')
    .selectAll()
    .where('part_id', 'in', idList(partIds))
    .orderBy('part_id')
    .orderBy('idx')
    .execute();
  return new Map(
    [...Map.groupBy(rows, row => row.part_id)].map(([partId, all]) => [
      partId,
      all.map(({ start_ms, end_ms, title }) => ({
        startMs: start_ms,
        endMs: end_ms,
        ...(title !== null && { title }),
      })),
    ]),
  );
}

/** See `AnalysisStore.itemsOf`. */
export async function itemsOf(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await db
    .selectFrom('part')
    .innerJoin('media_item', 'media_item.media_id', 'part.media_id')
    .select(['part.id', 'media_item.item_id'])
    .where('part.id', 'in', idList(partIds))
    .orderBy('media_item.item_id')
    .execute();
  const parts = Map.groupBy(rows, row => row.id);
  return new Map([...parts].map(([id, ofPart]) => [id, ofPart.map(row => row.item_id)]));
}
