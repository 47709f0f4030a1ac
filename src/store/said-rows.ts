import { sql, type Transaction } from 'kysely';
import type {
  Artwork,
  ArtworkKind,
  ExternalIds,
  FieldName,
  FieldValues,
  MetadataSource,
  Said,
  Tag,
} from '../domain/metadata.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

export type ItemSaid = Said & { readonly itemId: number };

/** Puts what a source says of items, which must be there, in place of what it said before. */
export async function writeSaid(
  trx: Transaction<Schema>,
  source: MetadataSource,
  said: readonly ItemSaid[],
): Promise<void> {
  await writeFields(trx, source, said);
  await writeTags(trx, source, said);
  await writeIds(trx, source, said);
  await writeArtwork(trx, source, said);
}

/** What a source says of one item. */
export async function readSaid(
  trx: Transaction<Schema>,
  source: MetadataSource,
  itemId: number,
): Promise<Required<Said>> {
  const fields = await trx
    .selectFrom('item_field')
    .select(['field', 'value'])
    .where('item_id', '=', itemId)
    .where('source', '=', source)
    .execute();
  const tags = await trx
    .selectFrom('item_tag')
    .innerJoin('tag', 'tag.id', 'item_tag.tag_id')
    .select(['tag.kind', 'tag.name', 'item_tag.role'])
    .where('item_tag.item_id', '=', itemId)
    .where('item_tag.source', '=', source)
    .orderBy('item_tag.position')
    .execute();
  const ids = await trx
    .selectFrom('item_external_id')
    .select(['service', 'value'])
    .where('item_id', '=', itemId)
    .where('source', '=', source)
    .execute();
  const artwork = await trx
    .selectFrom('item_artwork')
    .select(['kind', 'file', 'blob'])
    .where('item_id', '=', itemId)
    .where('source', '=', source)
    .orderBy('position')
    .execute();
  return {
    fields: Object.fromEntries(fields.map(({ field, value }) => [field, value])),
    tags: tags.map(toTag),
    ids: Object.fromEntries(ids.map(({ service, value }) => [service, value])),
    artwork: artwork.map(toArtwork),
  };
}

export function toTag({ kind, name, role }: { kind: Tag['kind']; name: string; role: string | null }): Tag {
  return { kind, name, ...(role !== null && { role }) };
}

export function toArtwork(row: { kind: ArtworkKind; file: string | null; blob: string | null }): Artwork {
  const { kind, file, blob } = row;
  return file !== null ? { kind, file } : { kind, blob: blob ?? '' };
}

async function writeFields(trx: Transaction<Schema>, source: MetadataSource, said: readonly ItemSaid[]) {
  const spoken = said.filter(({ fields }) => fields !== undefined);
  await forget(trx, 'item_field', source, spoken);
  const rows = spoken.flatMap(({ itemId, fields = {} }) =>
    entriesOf(fields).map(([field, value]) => ({ item_id: itemId, field, value })),
  );
  await executeMany(trx, rows, of =>
    trx
      .insertInto('item_field')
      .values({ item_id: of('item_id'), field: of('field'), source, value: of('value') }),
  );
}

function entriesOf(fields: Partial<FieldValues>): [FieldName, string | number][] {
  const entries = Object.entries(fields) as [FieldName, string | number | undefined][];
  return entries.filter((entry): entry is [FieldName, string | number] => entry[1] !== undefined);
}

async function writeTags(trx: Transaction<Schema>, source: MetadataSource, said: readonly ItemSaid[]) {
  const spoken = said.filter(({ tags }) => tags !== undefined);
  await forget(trx, 'item_tag', source, spoken);
  const ids = await keepTags(
    trx,
    spoken.flatMap(({ tags = [] }) => tags),
  );
  const rows = spoken.flatMap(({ itemId, tags = [] }) =>
    tags.map((tag, position) => ({
      item_id: itemId,
      position,
      tag_id: ids.get(keyOf(tag)) as number,
      role: tag.role ?? null,
    })),
  );
  await executeMany(trx, rows, of =>
    trx.insertInto('item_tag').values({
      item_id: of('item_id'),
      source,
      position: of('position'),
      tag_id: of('tag_id'),
      role: of('role'),
    }),
  );
}

/** Returns the id of each tag by its key; makes those that are new. */
async function keepTags(trx: Transaction<Schema>, tags: readonly Tag[]): Promise<Map<string, number>> {
  const distinct = new Map(tags.map(({ kind, name }) => [keyOf({ kind, name }), { kind, name }]));
  const ids = await findTags(trx, [...distinct.values()]);
  const missing = [...distinct.values()].filter(tag => !ids.has(keyOf(tag)));
  const rows = await executeMany<Pick<Tag, 'kind' | 'name'>, { id: number }>(trx, missing, of =>
    trx
      .insertInto('tag')
      .values({ kind: of('kind'), name: of('name') })
      // Two of them may differ in case only. An update that changes nothing, so that the id is returned.
      .onConflict(conflict => conflict.columns(['kind', 'name']).doUpdateSet({ kind: of('kind') }))
      .returning('id'),
  );
  for (const [index, tag] of missing.entries()) ids.set(keyOf(tag), rows[index]?.id ?? 0);
  return ids;
}

/** Ids of those that there are, by the key under which they were asked for. */
async function findTags(
  trx: Transaction<Schema>,
  tags: readonly Pick<Tag, 'kind' | 'name'>[],
): Promise<Map<string, number>> {
  const wanted = sql<{ kind: Tag['kind']; name: string }>`(
    select value ->> 'kind' as kind, value ->> 'name' as name from json_each(${JSON.stringify(tags)})
  )`.as<'wanted'>('wanted');
  const rows = await trx
    .selectFrom(wanted)
    .innerJoin('tag', join =>
      join.onRef('tag.kind', '=', 'wanted.kind').onRef('tag.name', '=', 'wanted.name'),
    )
    .select(['wanted.kind', 'wanted.name', 'tag.id'])
    .execute();
  return new Map(rows.map(({ id, ...tag }) => [keyOf(tag), id]));
}

function keyOf({ kind, name }: Pick<Tag, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

async function writeIds(trx: Transaction<Schema>, source: MetadataSource, said: readonly ItemSaid[]) {
  const spoken = said.filter(({ ids }) => ids !== undefined);
  await forget(trx, 'item_external_id', source, spoken);
  const rows = spoken.flatMap(({ itemId, ids = {} as ExternalIds }) =>
    Object.entries(ids).map(([service, value]) => ({ item_id: itemId, service, value })),
  );
  await executeMany(trx, rows, of =>
    trx
      .insertInto('item_external_id')
      .values({ item_id: of('item_id'), service: of('service'), source, value: of('value') }),
  );
}

async function writeArtwork(trx: Transaction<Schema>, source: MetadataSource, said: readonly ItemSaid[]) {
  const spoken = said.filter(({ artwork }) => artwork !== undefined);
  await forget(trx, 'item_artwork', source, spoken);
  const rows = spoken.flatMap(({ itemId, artwork = [] }) =>
    artwork.map((picture, position) => ({
      item_id: itemId,
      position,
      kind: picture.kind,
      file: 'file' in picture ? picture.file : null,
      blob: 'blob' in picture ? picture.blob : null,
    })),
  );
  await executeMany(trx, rows, of =>
    trx.insertInto('item_artwork').values({
      item_id: of('item_id'),
      source,
      position: of('position'),
      kind: of('kind'),
      file: of('file'),
      blob: of('blob'),
    }),
  );
}

async function forget(
  trx: Transaction<Schema>,
  table: 'item_field' | 'item_tag' | 'item_external_id' | 'item_artwork',
  source: MetadataSource,
  said: readonly ItemSaid[],
): Promise<void> {
  await trx
    .deleteFrom(table)
    .where('item_id', 'in', idList(said.map(({ itemId }) => itemId)))
    .where('source', '=', source)
    .execute();
}
