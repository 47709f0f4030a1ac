import type { Kysely } from 'kysely';
import {
  type Artwork,
  type ExternalIds,
  type ItemMetadata,
  type LockName,
  type MetadataSource,
  type Tag,
  type TagKind,
  unitedTagKinds,
} from '../domain/metadata.ts';
import { idList } from './id-list.ts';
import { locksOf, rankOf, strongestFields } from './precedence.ts';
import { toArtwork, toTag } from './said-rows.ts';
import type { Schema } from './schema.ts';

/** Items whose rows travel in one answer. */
const itemsAtOnce = 200;

/** See `MetadataStore.metadataOf`. */
export async function readMetadata(
  db: Kysely<Schema>,
  itemIds: readonly number[],
): Promise<Map<number, ItemMetadata>> {
  const items = new Map<number, ItemMetadata>();
  for (let start = 0; start < itemIds.length; start += itemsAtOnce) {
    for (const [id, item] of await readSome(db, itemIds.slice(start, start + itemsAtOnce)))
      items.set(id, item);
  }
  return items;
}

async function readSome(db: Kysely<Schema>, wanted: readonly number[]): Promise<Map<number, ItemMetadata>> {
  const rows = await db.selectFrom('item').select('id').where('id', 'in', idList(wanted)).execute();
  const ids = rows.map(({ id }) => id);
  const locks = await locksOf(db, ids);
  const fields = await strongestFields(db, ids);
  const tags = await readTags(db, ids, locks);
  const externalIds = await readIds(db, ids);
  const artwork = await readArtwork(db, ids, locks);
  return new Map(
    ids.map(id => [
      id,
      {
        fields: Object.fromEntries(
          [...(fields.get(id) ?? [])].flatMap(([field, { value }]) =>
            value === null ? [] : [[field, value]],
          ),
        ),
        tags: tags.get(id) ?? [],
        ids: externalIds.get(id) ?? {},
        artwork: artwork.get(id) ?? [],
        locked: locks.get(id) ?? new Set<LockName>(),
      },
    ]),
  );
}

type Locks = ReadonlyMap<number, ReadonlySet<LockName>>;

/** The tags of each item, in the order of their sources. */
export async function readTags(
  db: Kysely<Schema>,
  itemIds: readonly number[],
  locks: Locks,
): Promise<Map<number, Tag[]>> {
  const rows = await db
    .selectFrom('item_tag')
    .innerJoin('tag', 'tag.id', 'item_tag.tag_id')
    .select(['item_tag.item_id', 'item_tag.source', 'tag.id', 'tag.kind', 'tag.name', 'item_tag.role'])
    .where('item_tag.item_id', 'in', idList(itemIds))
    .orderBy('item_tag.item_id')
    .orderBy('item_tag.position')
    .execute();
  return group(strongestFirst(rows, locks), ofItem => {
    const speaker = new Map<TagKind, MetadataSource>();
    const seen = new Set<string>();
    return ofItem.flatMap(row => {
      if (!speaker.has(row.kind)) speaker.set(row.kind, row.source);
      if (!unitedTagKinds.has(row.kind) && speaker.get(row.kind) !== row.source) return [];
      const key = `${row.id} ${row.role ?? ''}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [toTag(row)];
    });
  });
}

async function readArtwork(
  db: Kysely<Schema>,
  itemIds: readonly number[],
  locks: Locks,
): Promise<Map<number, Artwork[]>> {
  const rows = await db
    .selectFrom('item_artwork')
    .select(['item_id', 'source', 'kind', 'file', 'blob'])
    .where('item_id', 'in', idList(itemIds))
    .orderBy('item_id')
    .orderBy('position')
    .execute();
  return group(strongestFirst(rows, locks), ofItem => ofItem.map(toArtwork));
}

async function readIds(db: Kysely<Schema>, itemIds: readonly number[]): Promise<Map<number, ExternalIds>> {
  const rows = await db
    .selectFrom('item_external_id')
    .select(['item_id', 'service', 'source', 'value'])
    .where('item_id', 'in', idList(itemIds))
    .execute();
  const weakestFirst = rows.sort((a, b) => rankOf(b.source) - rankOf(a.source));
  return group(weakestFirst, ofItem =>
    Object.fromEntries(ofItem.map(({ service, value }) => [service, value])),
  );
}

interface SourcedRow {
  readonly item_id: number;
  readonly source: MetadataSource;
  readonly kind: LockName;
}

/** In the order of their sources, and among themselves as before. Of what is locked, the user's alone. */
function strongestFirst<Row extends SourcedRow>(rows: readonly Row[], locks: Locks): Row[] {
  return rows
    .filter(({ item_id, source, kind }) => source === 'user' || !locks.get(item_id)?.has(kind))
    .sort((a, b) => rankOf(a.source) - rankOf(b.source));
}

function group<Row extends { readonly item_id: number }, T>(
  rows: readonly Row[],
  make: (ofItem: readonly Row[]) => T,
): Map<number, T> {
  const items = Map.groupBy(rows, row => row.item_id);
  return new Map([...items].map(([id, ofItem]) => [id, make(ofItem)]));
}
