import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Choice, ChoiceField } from '../domain/catalogue.ts';
import type { ItemType } from '../domain/library.ts';
import { plainExpression, resolution } from './catalogue-where.ts';
import type { Schema } from './schema.ts';

/** See `Catalogue.choices`. */
export async function readChoices(
  db: Kysely<Schema>,
  sectionId: number,
  type: ItemType,
  field: ChoiceField,
): Promise<Choice[]> {
  const items = sql`item.section_id = ${sectionId} and item.type = ${type}`;
  const { rows } = await choose(field, items).execute(db);
  return rows.map(({ key, title, count }) => ({ key: String(key), title: String(title), count }));
}

type Choosing = RawBuilder<{ key: string | number; title: string | number; count: number }>;

function choose(field: ChoiceField, items: RawBuilder<unknown>): Choosing {
  switch (field) {
    case 'firstCharacter':
      return ofItems(
        sql`case when substr(item.sort_key, 1, 1) between '0' and '9' then '#'
        else upper(substr(item.sort_key, 1, 1)) end`,
        items,
        sql`value`,
      );
    case 'year':
    case 'decade':
      return ofItems(plainExpression(field, 'item'), items, sql`value desc`);
    case 'studio':
    case 'contentRating':
      return ofItems(plainExpression(field, 'item'), items, sql`value collate nocase`);
    case 'resolution':
      return ofFiles(resolution, sql``, items);
    case 'audioLanguage':
      return ofFiles(sql`stream.language`, streams('audio'), items);
    case 'subtitleLanguage':
      return ofFiles(sql`stream.language`, streams('subtitle'), items);
    default:
      // From the tags on: of a kind there are fewer than items. Two sources may say the same of one.
      return sql`select tag.id as key, tag.name as title, count(distinct item.id) as count
        from tag cross join item_tag on item_tag.tag_id = tag.id cross join item on item.id = item_tag.item_id
        where tag.kind = ${field} and ${items} group by tag.id order by tag.name collate nocase, tag.id`;
  }
}

function ofItems(
  value: RawBuilder<unknown>,
  items: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Choosing {
  return sql`select value as key, value as title, count(*) as count
    from (select ${value} as value from item where ${items})
    where value is not null and value <> '' group by value order by ${order}`;
}

function ofFiles(
  value: RawBuilder<unknown>,
  more: RawBuilder<unknown>,
  items: RawBuilder<unknown>,
): Choosing {
  return sql`select value as key, value as title, count(distinct id) as count
    from (
      select ${value} as value, item.id from item
      join media_item on media_item.item_id = item.id join part on part.media_id = media_item.media_id ${more}
      where ${items}
    )
    where value is not null group by value order by value`;
}

function streams(kind: 'audio' | 'subtitle'): RawBuilder<unknown> {
  return sql`join stream on stream.part_id = part.id and stream.kind = ${kind}`;
}
