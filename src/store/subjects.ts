import type { Kysely } from 'kysely';
import type { ExternalIds, MetadataSource } from '../domain/metadata.ts';
import { type BelowSubject, type Subject, subjectTypes } from '../domain/subject.ts';
import { idList } from './id-list.ts';
import { namedOf } from './item-columns.ts';
import { collectPages, pageRows } from './pages.ts';
import { rankOf, strongestFields } from './precedence.ts';
import type { Schema } from './schema.ts';

/** Items whose names and ids travel in one answer. */
const itemsAtOnce = 500;

/** What providers said is no evidence of what they are to be asked: else a mistake would prove itself. */
const asked: MetadataSource = 'provider';

/** See `MetadataStore.subjects`. */
export async function readSubjects(db: Kysely<Schema>, sectionId: number): Promise<Subject[]> {
  const rows = await collectPages(after => subjectRows(db, sectionId, after));
  const below = await readShows(db, sectionId);
  const subjects: Subject[] = [];
  for (let start = 0; start < rows.length; start += itemsAtOnce) {
    const some = rows.slice(start, start + itemsAtOnce);
    const itemIds = some.map(({ id }) => id);
    const said = await strongestFields(db, itemIds, ['title', 'year'], asked);
    const ids = await readIds(db, itemIds);
    for (const row of some) {
      const named = namedOf(row);
      const fields = said.get(row.id);
      const title = (fields?.get('title')?.value ?? named.title) as string;
      const year = (fields?.get('year')?.value ?? named.year) as number | null;
      const { newest = 0, missing = 0 } = below.get(row.id) ?? {};
      subjects.push({
        id: row.id,
        type: row.type as Subject['type'],
        title,
        ...(year !== null && { year }),
        ids: ids.get(row.id) ?? {},
        ...(row.parent_id !== null && { parentId: row.parent_id }),
        addedAt: Math.max(row.added_at, newest),
        ...(row.originally_available_on !== null && { releasedOn: row.originally_available_on }),
        ...(row.version !== null && {
          asked: {
            version: row.version,
            at: row.refreshed_at ?? 0,
            ...(row.error !== null && { error: row.error }),
          },
        }),
        newBelow: missing,
      });
    }
  }
  return subjects;
}

/** See `MetadataStore.belowSubject`: two levels, in their order. */
export async function readBelow(db: Kysely<Schema>, itemId: number): Promise<BelowSubject[]> {
  const rows = await db
    .selectFrom('item')
    .leftJoin('item as parent', 'parent.id', 'item.parent_id')
    .leftJoin('item_refresh', join =>
      join.onRef('item_refresh.item_id', '=', 'item.id').on('item_refresh.source', '=', asked),
    )
    .select(['item.id', 'item.type', 'item.parent_id', 'item.title', 'item.idx', 'item_refresh.version'])
    .where(({ or, eb }) => or([eb('item.parent_id', '=', itemId), eb('parent.parent_id', '=', itemId)]))
    .where('item.type', 'in', ['season', 'episode', 'album'])
    .orderBy('item.idx')
    .orderBy('item.id')
    .execute();
  return rows.map(({ id, type, parent_id, title, idx, version }) => ({
    id,
    type,
    parentId: parent_id ?? itemId,
    title,
    ...(idx !== null && { index: idx }),
    ...(version !== null && { version }),
  }));
}

function subjectRows(db: Kysely<Schema>, sectionId: number, after: number) {
  return db
    .selectFrom('item')
    .leftJoin('item_refresh', join =>
      join.onRef('item_refresh.item_id', '=', 'item.id').on('item_refresh.source', '=', asked),
    )
    .select([
      'item.id',
      'item.type',
      'item.title',
      'item.year',
      'item.originally_available_on',
      'item.named',
      'item.parent_id',
      'item.added_at',
      'item_refresh.version',
      'item_refresh.refreshed_at',
      'item_refresh.error',
    ])
    .where('item.section_id', '=', sectionId)
    .where('item.type', 'in', subjectTypes)
    .where('item.id', '>', after)
    .orderBy('item.id')
    .limit(pageRows)
    .execute();
}

/** By show: when the newest of its episodes was added, and how many providers never spoke of. */
async function readShows(
  db: Kysely<Schema>,
  sectionId: number,
): Promise<Map<number, { newest: number; missing: number }>> {
  const rows = await db
    .selectFrom('item as episode')
    .innerJoin('item as season', 'season.id', 'episode.parent_id')
    .leftJoin('item_refresh', join =>
      join.onRef('item_refresh.item_id', '=', 'episode.id').on('item_refresh.source', '=', asked),
    )
    .select(({ fn }) => [
      'season.parent_id as id',
      fn.max('episode.added_at').as('newest'),
      fn.count<number>('episode.id').as('all'),
      fn.count<number>('item_refresh.item_id').as('described'),
    ])
    .where('episode.section_id', '=', sectionId)
    .where('episode.type', '=', 'episode')
    .groupBy('season.parent_id')
    .execute();
  return new Map(
    rows.map(({ id, newest, all, described }) => [id ?? 0, { newest, missing: all - described }] as const),
  );
}

async function readIds(db: Kysely<Schema>, itemIds: readonly number[]): Promise<Map<number, ExternalIds>> {
  const rows = await db
    .selectFrom('item_external_id')
    .select(['item_id', 'service', 'source', 'value'])
    .where('item_id', 'in', idList(itemIds))
    .where('source', '<>', asked)
    .execute();
  const weakestFirst = rows.sort((a, b) => rankOf(b.source) - rankOf(a.source));
  const items = Map.groupBy(weakestFirst, ({ item_id }) => item_id);
  return new Map(
    [...items].map(([id, ofItem]) => [
      id,
      Object.fromEntries(ofItem.map(({ service, value }) => [service, value])),
    ]),
  );
}
