import type { Selectable, Transaction } from 'kysely';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import { type SaidField, strongestFields } from './precedence.ts';
import type { Schema } from './schema.ts';
import { sortTitleOf } from './sort-title.ts';

/** What an item's name, or its files', say of what its columns hold. */
export interface Named {
  readonly title: string;
  readonly year: number | null;
  readonly originally_available_on: string | null;
}

type Columns = Named & { readonly sort_title: string };
type ItemRow = Pick<Selectable<Schema['item']>, keyof Columns | 'named'>;

/** The name's own say, which a stronger source may have driven out of the columns. */
export function namedOf(item: Named & { readonly named: string | null }): Named {
  if (item.named !== null) return JSON.parse(item.named) as Named;
  const { title, year, originally_available_on } = item;
  return { title, year, originally_available_on };
}

/** Brings title, sort title, year and date of the items in line with what their names and other sources say. */
export async function alignColumns(
  trx: Transaction<Schema>,
  itemIds: readonly number[],
  at: number,
): Promise<void> {
  const items = await trx
    .selectFrom('item')
    .select(['id', 'title', 'sort_title', 'year', 'originally_available_on', 'named'])
    .where('id', 'in', idList(itemIds))
    .execute();
  const said = await strongestFields(trx, itemIds, ['title', 'titleSort', 'year', 'originallyAvailableAt']);
  const changed = items.flatMap(item => {
    const aligned = align(namedOf(item), said.get(item.id) ?? new Map());
    return isSame(item, aligned) ? [] : [{ id: item.id, ...aligned }];
  });
  await executeMany(trx, changed, of =>
    trx
      .updateTable('item')
      .set({
        title: of('title'),
        sort_title: of('sort_title'),
        year: of('year'),
        originally_available_on: of('originally_available_on'),
        named: of('named'),
        updated_at: at,
      })
      .where('id', '=', of('id')),
  );
}

/** A locked field of which the user says nothing is empty; but a title there must be. */
function align(named: Named, said: ReadonlyMap<string, SaidField>): ItemRow {
  const title = (said.get('title')?.value ?? named.title) as string;
  const columns: Columns = {
    title,
    sort_title: (said.get('titleSort')?.value ?? sortTitleOf(title)) as string,
    year: valueOr(said.get('year'), named.year),
    originally_available_on: valueOr(said.get('originallyAvailableAt'), named.originally_available_on),
  };
  const isNamed =
    columns.title === named.title &&
    columns.year === named.year &&
    columns.originally_available_on === named.originally_available_on;
  return { ...columns, named: isNamed ? null : JSON.stringify(named) };
}

function valueOr<T>(said: SaidField | undefined, named: T): T {
  return said === undefined ? named : (said.value as T);
}

function isSame(before: ItemRow, after: ItemRow): boolean {
  return (Object.keys(after) as (keyof ItemRow)[]).every(name => before[name] === after[name]);
}
