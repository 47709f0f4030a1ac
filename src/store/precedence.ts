import type { Kysely } from 'kysely';
import { type FieldName, type LockName, type MetadataSource, metadataSources } from '../domain/metadata.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

const ranks = new Map(metadataSources.map((source, rank) => [source, rank]));

/** The lower, the stronger. */
export function rankOf(source: MetadataSource): number {
  return ranks.get(source) ?? metadataSources.length;
}

/** Null where a field is locked and nothing is said of it. */
export interface SaidField {
  readonly value: string | number | null;
}

/** What the strongest source says of each field, by item, `but` one source; of a locked one, what the user does. */
export async function strongestFields(
  db: Kysely<Schema>,
  itemIds: readonly number[],
  fields?: readonly FieldName[],
  but?: MetadataSource,
): Promise<Map<number, Map<string, SaidField>>> {
  const locked = await locksOf(db, itemIds);
  const rows = await db
    .selectFrom('item_field')
    .select(['item_id', 'field', 'source', 'value'])
    .where('item_id', 'in', idList(itemIds))
    .$if(fields !== undefined, query => query.where('field', 'in', fields ?? []))
    .$if(but !== undefined, query => query.where('source', '<>', but ?? 'name'))
    .execute();
  const items = new Map<number, Map<string, SaidField & { rank: number }>>();
  const fieldsOf = (itemId: number) => {
    const known = items.get(itemId) ?? new Map<string, SaidField & { rank: number }>();
    items.set(itemId, known);
    return known;
  };
  for (const [itemId, names] of locked) {
    for (const name of names) fieldsOf(itemId).set(name, { value: null, rank: rankOf('user') });
  }
  for (const { item_id, field, source, value } of rows) {
    const known = fieldsOf(item_id);
    const rank = rankOf(source);
    // The user comes first of all: equal ranks are the user's own value in place of a lock's nothing.
    if (rank <= (known.get(field)?.rank ?? metadataSources.length)) known.set(field, { value, rank });
  }
  return items;
}

/** By item, of those that have any. */
export async function locksOf(
  db: Kysely<Schema>,
  itemIds: readonly number[],
): Promise<Map<number, Set<LockName>>> {
  const rows = await db
    .selectFrom('item_lock')
    .select(['item_id', 'name'])
    .where('item_id', 'in', idList(itemIds))
    .execute();
  const locks = new Map<number, Set<LockName>>();
  for (const { item_id, name } of rows) locks.set(item_id, (locks.get(item_id) ?? new Set()).add(name));
  return locks;
}
