import { type Kysely, sql } from 'kysely';
import type { Ancestor, CatalogueItem } from '../domain/catalogue.ts';
import type { ItemMetadata } from '../domain/metadata.ts';
import { readMedia } from './catalogue-parts.ts';
import { idList } from './id-list.ts';
import { readMetadata } from './metadata-reading.ts';
import type { Schema } from './schema.ts';

/** The items with these ids, in that order; those that are not there, or in a section that is no more, are left out. */
export async function readItems(
  db: Kysely<Schema>,
  ids: readonly number[],
  isDetailed: boolean,
): Promise<CatalogueItem[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await itemRows(db, ids)).map(row => [row.id, row]));
  const found = ids.flatMap(id => rows.get(id) ?? []);
  const withFiles = found.filter(row => !containers.has(row.type)).map(row => row.id);
  const media = withFiles.length > 0 ? await readMedia(db, withFiles, isDetailed) : new Map();
  const counts = await countBelow(
    db,
    found.filter(row => containers.has(row.type)).map(row => row.id),
  );
  const collections = await readCollections(
    db,
    found.filter(row => row.type === 'collection').map(row => row.id),
  );
  const metadata = await readMetadata(db, [
    ...new Set(found.flatMap(row => [row.id, row.parent_id ?? [], row.grandparent_id ?? []].flat())),
  ]);
  const metadataOf = (id: number) => metadata.get(id) ?? noMetadata;
  return found.map(row =>
    toItem(row, metadataOf, collections.get(row.id) ?? counts(row.id), media.get(row.id) ?? []),
  );
}

const containers: ReadonlySet<string> = new Set([
  'show',
  'season',
  'artist',
  'album',
  'photoalbum',
  'collection',
]);

const noMetadata: ItemMetadata = { fields: {}, tags: [], ids: {}, artwork: [], locked: new Set() };

function itemRows(db: Kysely<Schema>, ids: readonly number[]) {
  return db
    .selectFrom('item')
    .innerJoin('section', 'section.id', 'item.section_id')
    .leftJoin('item as parent', 'parent.id', 'item.parent_id')
    .leftJoin('item as grandparent', 'grandparent.id', 'parent.parent_id')
    .select([
      'item.id',
      'item.section_id',
      'section.title as section_title',
      'item.type',
      'item.title',
      'item.sort_title',
      'item.idx',
      'item.year',
      'item.originally_available_on',
      'item.taken_on',
      'item.added_at',
      'item.updated_at',
      'item.parent_id',
      'parent.title as parent_title',
      'parent.idx as parent_idx',
      'parent.year as parent_year',
      'parent.parent_id as grandparent_id',
      'grandparent.title as grandparent_title',
      'grandparent.year as grandparent_year',
    ])
    .where('item.id', 'in', idList(ids))
    .where('section.removed_at', 'is', null)
    .execute();
}

type ItemRow = Awaited<ReturnType<typeof itemRows>>[number];

function toItem(
  row: ItemRow,
  metadataOf: (id: number) => ItemMetadata,
  counts: Counts & Pick<CatalogueItem, 'collection'>,
  media: CatalogueItem['media'],
): CatalogueItem {
  const parent = toAncestor(row.parent_id, row.parent_title, row.parent_year, row.parent_idx, metadataOf);
  const grandparent = toAncestor(
    row.grandparent_id,
    row.grandparent_title,
    row.grandparent_year,
    null,
    metadataOf,
  );
  return {
    id: row.id,
    section: { id: row.section_id, title: row.section_title },
    type: row.type,
    title: row.title,
    sortTitle: row.sort_title,
    ...(row.idx !== null && { index: row.idx }),
    ...(row.year !== null && { year: row.year }),
    ...(row.originally_available_on !== null && { originallyAvailableOn: row.originally_available_on }),
    ...(row.taken_on !== null && { takenOn: row.taken_on }),
    addedAt: row.added_at,
    updatedAt: row.updated_at,
    ...(parent && { parent }),
    ...(grandparent && { grandparent }),
    ...counts,
    metadata: metadataOf(row.id),
    media,
  };
}

function toAncestor(
  id: number | null,
  title: string | null,
  year: number | null,
  index: number | null,
  metadataOf: (id: number) => ItemMetadata,
): Ancestor | undefined {
  if (id === null || title === null) return undefined;
  return {
    id,
    title,
    ...(index !== null && { index }),
    ...(year !== null && { year }),
    metadata: metadataOf(id),
  };
}

type Counts = Pick<CatalogueItem, 'childCount' | 'leafCount'>;

/** How much lies below items. */
async function countBelow(db: Kysely<Schema>, ids: readonly number[]): Promise<(id: number) => Counts> {
  if (ids.length === 0) return () => ({ childCount: 0, leafCount: 0 });
  const children = await db
    .selectFrom('item')
    .select(({ fn }) => ['parent_id as id', fn.countAll<number>().as('count')])
    .where('parent_id', 'in', idList(ids))
    .where('type', '<>', 'clip')
    .groupBy('parent_id')
    .execute();
  const leaves = await db
    .selectFrom('item as child')
    .innerJoin('item as leaf', 'leaf.parent_id', 'child.id')
    .select(({ fn }) => ['child.parent_id as id', fn.countAll<number>().as('count')])
    .where('child.parent_id', 'in', idList(ids))
    .where('leaf.type', '<>', 'clip')
    .groupBy('child.parent_id')
    .execute();
  const childCounts = new Map(children.map(({ id, count }) => [id, count]));
  const leafCounts = new Map(leaves.map(({ id, count }) => [id, count]));
  return id => {
    const childCount = childCounts.get(id) ?? 0;
    // Children without any of their own are the leaves themselves.
    return { childCount, leafCount: leafCounts.get(id) ?? childCount };
  };
}

/** Of the members in their order, or of what they belong to, the first that has a picture. */
const cover = sql<number | null>`(
  select picture.item_id from collection_member as member
  join item on item.id = member.item_id
  join item_artwork as picture on picture.item_id in (item.id, item.parent_id) and picture.kind in ('poster', 'thumb')
  where member.collection_id = collection.item_id order by member.position limit 1
)`;

/** How many members collections have, what those are, and whose picture may stand for them. */
async function readCollections(
  db: Kysely<Schema>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Counts & Required<Pick<CatalogueItem, 'collection'>>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('collection')
    .leftJoin('collection_member', 'collection_member.collection_id', 'collection.item_id')
    .select(({ fn }) => [
      'collection.item_id as id',
      'collection.member_type as of',
      'collection.origin',
      cover.as('cover'),
      fn.count<number>('collection_member.item_id').as('count'),
    ])
    .where('collection.item_id', 'in', idList(ids))
    .groupBy('collection.item_id')
    .execute();
  return new Map(
    rows.map(({ id, of, origin, cover, count }) => {
      const collection = { of, isMade: origin === 'made', ...(cover !== null && { coverOf: cover }) };
      return [id, { collection, childCount: count, leafCount: count }];
    }),
  );
}
