import { type Kysely, sql } from 'kysely';
import type { TagField, TagHit } from '../domain/catalogue.ts';
import { escapeLike } from './catalogue-where.ts';
import type { Schema } from './schema.ts';

/** See `Catalogue.searchTags`. */
export async function findTags(
  db: Kysely<Schema>,
  text: string,
  kinds: readonly TagField[],
  limit: number,
  sectionId: number | undefined,
): Promise<TagHit[]> {
  const start = escapeLike(text.trim());
  if (start === '') return [];
  const found: TagHit[] = [];
  for (const kind of kinds) {
    const { rows } = await sql<TagHit>`
      select tag.id, tag.kind, tag.name, item.section_id as sectionId, count(distinct item.id) as count
      from (
        select id, kind, name from tag
        where kind = ${kind} and (name like ${`${start}%`} escape '\\' or name like ${`% ${start}%`} escape '\\')
        order by length(name), name, id limit ${limit}
      ) as tag
      join item_tag on item_tag.tag_id = tag.id
      join item on item.id = item_tag.item_id
      ${sectionId === undefined ? sql`` : sql`where item.section_id = ${sectionId}`}
      group by tag.id, item.section_id
      order by length(tag.name), tag.name, tag.id, item.section_id`.execute(db);
    found.push(...rows);
  }
  return found;
}
