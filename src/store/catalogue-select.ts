import { type RawBuilder, sql } from 'kysely';
import type { Condition, ItemQuery, ItemSort, Level, Page } from '../domain/catalogue.ts';
import { ofFiles, plainExpression, toWhere } from './catalogue-where.ts';

/** The ids that a query finds, of one page, in order. */
export function selectIds(query: ItemQuery, page: Page): RawBuilder<{ id: number }> {
  return sql<{ id: number }>`select item.id from ${tablesOf(query)} where ${whereOf(query)}
    order by ${orderOf(query)} limit ${page.size} offset ${page.start}`;
}

/** How many there are of them in all. */
export function countIds(query: ItemQuery): RawBuilder<{ total: number }> {
  return sql<{ total: number }>`select count(*) as total from ${tablesOf({ ...query, sort: [] })}
    where ${whereOf(query)}`;
}

/** The tables of the levels that the query looks at. */
function tablesOf({ where, sort, memberOf }: ItemQuery): RawBuilder<unknown> {
  const items =
    memberOf === undefined
      ? sql`item`
      : sql`collection_member as member join item on item.id = member.item_id`;
  const levels = new Set<Level>([...sort.map(({ level }) => level), ...(where ? levelsOf(where) : [])]);
  const parent = sql` left join item as parent on parent.id = item.parent_id`;
  const grandparent = sql` left join item as grandparent on grandparent.id = parent.parent_id`;
  if (levels.has('grandparent')) return sql`${items}${parent}${grandparent}`;
  return levels.has('parent') ? sql`${items}${parent}` : items;
}

function levelsOf(condition: Condition): Level[] {
  if ('all' in condition) return condition.all.flatMap(levelsOf);
  if ('any' in condition) return condition.any.flatMap(levelsOf);
  return [condition.level];
}

function whereOf({
  sectionId,
  type,
  parentId,
  memberOf,
  grandparentId,
  where,
}: ItemQuery): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [];
  if (sectionId !== undefined) conditions.push(sql`item.section_id = ${sectionId}`);
  if (parentId !== undefined) conditions.push(sql`item.parent_id = ${parentId}`);
  if (memberOf !== undefined) conditions.push(sql`member.collection_id = ${memberOf}`);
  if (grandparentId !== undefined)
    conditions.push(sql`item.parent_id in (select id from item where parent_id = ${grandparentId})`);
  if (type !== undefined) conditions.push(sql`item.type = ${type}`);
  else if (parentId !== undefined || grandparentId !== undefined) conditions.push(sql`item.type <> 'clip'`);
  if (where) conditions.push(toWhere(where));
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Ids come last, so that no two pages have an item in common. */
function orderOf({ sort: sorts, memberOf }: ItemQuery): RawBuilder<unknown> {
  if (memberOf !== undefined && sorts.length === 0) return sql`member.position, item.id`;
  const given = sorts.flatMap(sort => toOrder(sort));
  const byTitle = sorts.some(({ field, level }) => field === 'titleSort' && level === 'item');
  // Ties go the way of the last order given: an index then serves for both.
  const direction = sorts.at(-1)?.descending && isIndexed(sorts) ? sql` desc` : sql``;
  const ties = byTitle || isIndexed(sorts) ? [] : [sql`item.sort_key`];
  return sql.join([...given, ...ties, sql`item.id${direction}`]);
}

/** Whether an index has exactly this order. */
function isIndexed(sorts: readonly ItemSort[]): boolean {
  const [sort, ...others] = sorts;
  if (!sort || others.length > 0 || sort.level !== 'item') return false;
  return sort.field === 'titleSort' || sort.field === 'addedAt';
}

function toOrder({ field, level, descending }: ItemSort): RawBuilder<unknown>[] {
  const expression = sortExpression(field, level);
  if (field === 'random') return [expression];
  if (descending) return [sql`${expression} desc`];
  // SQLite takes what is absent for the least: only here it has to be told.
  return [mayBeAbsent.has(field) ? sql`${expression} nulls last` : expression];
}

const mayBeAbsent: ReadonlySet<string> = new Set([
  'originallyAvailableAt',
  'year',
  'index',
  'disc',
  'duration',
  'mediaHeight',
  'mediaBitrate',
  'rating',
  'audienceRating',
  'userRating',
] satisfies ItemSort['field'][]);

function sortExpression(field: ItemSort['field'], level: ItemSort['level']): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${level}.${name}`);
  switch (field) {
    case 'titleSort':
      return column('sort_key');
    case 'addedAt':
      return column('added_at');
    case 'updatedAt':
      return column('updated_at');
    case 'mediaHeight':
      return ofFiles(column('id'), sql`max(part.height)`);
    case 'mediaBitrate':
      return ofFiles(column('id'), sql`max(part.bitrate)`);
    case 'disc':
      return sql`(select json_extract(part_tags.music, '$.disc') from media_item
        join part on part.media_id = media_item.media_id join part_tags on part_tags.part_id = part.id
        where media_item.item_id = ${column('id')} limit 1)`;
    case 'random':
      return sql`random()`;
    default:
      return plainExpression(field, level);
  }
}
