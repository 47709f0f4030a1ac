import { type Kysely, sql } from 'kysely';
import type {
  Catalogue,
  CatalogueItem,
  Choice,
  ChoiceField,
  Hits,
  ItemPage,
  ItemQuery,
  Page,
  SectionExtent,
  TagField,
  TagHit,
} from '../domain/catalogue.ts';
import { type ItemType, itemTypes } from '../domain/library.ts';
import { readChoices } from './catalogue-choices.ts';
import { readItems } from './catalogue-items.ts';
import { countIds, selectIds } from './catalogue-select.ts';
import { findTags } from './catalogue-tags.ts';
import { matchFor } from './catalogue-words.ts';
import type { Schema } from './schema.ts';

/** Hits that are weighed for a type: enough for the best to be among them, few enough to be weighed at once. */
const weighed = 1_000;

/** Reads the library for clients. Each answer is one moment of it; give it a connection of its own, for which no writer waits. */
export class SqliteCatalogue implements Catalogue {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  page(query: ItemQuery, page: Page): Promise<ItemPage> {
    return this.#read(async db => {
      const { rows } = await selectIds(query, page).execute(db);
      const isWhole = page.start === 0 && rows.length < page.size;
      const total = isWhole ? rows.length : await count(db, query);
      const ids = rows.map(row => row.id);
      return { items: await readItems(db, ids, false), total };
    });
  }

  items(ids: readonly number[]): Promise<readonly CatalogueItem[]> {
    return this.#read(db => readItems(db, ids, true));
  }

  choices(sectionId: number, type: ItemType, field: ChoiceField): Promise<readonly Choice[]> {
    return this.#read(db => readChoices(db, sectionId, type, field));
  }

  extents(): Promise<ReadonlyMap<number, SectionExtent>> {
    return this.#read(async db => {
      const rows = await db
        .selectFrom('part_tally')
        .innerJoin('root', 'root.id', 'part_tally.root_id')
        .select(({ fn }) => [
          'root.section_id',
          fn.sum<number>('bytes').as('bytes'),
          fn.sum<number>('duration_ms').as('durationMs'),
        ])
        .where('files', '>', 0)
        .groupBy('root.section_id')
        .execute();
      return new Map(rows.map(({ section_id, ...extent }) => [section_id, extent]));
    });
  }

  search(text: string, limit: number, sectionId?: number): Promise<readonly Hits[]> {
    return this.#read(async db => {
      const found: { type: ItemType; ids: readonly number[] }[] = [];
      for (const type of itemTypes) {
        const ids = await searchType(db, { text, type, sectionId }, limit);
        if (ids.length > 0) found.push({ type, ids });
      }
      const items = await readItems(
        db,
        found.flatMap(({ ids }) => ids),
        false,
      );
      return found.map(({ type }) => ({ type, items: items.filter(item => item.type === type) }));
    });
  }

  searchTags(
    text: string,
    kinds: readonly TagField[],
    limit: number,
    sectionId?: number,
  ): Promise<readonly TagHit[]> {
    return this.#read(db => findTags(db, text, kinds, limit, sectionId));
  }

  #read<T>(reading: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.#db.transaction().setAccessMode('read only').execute(reading);
  }
}

async function count(db: Kysely<Schema>, query: ItemQuery): Promise<number> {
  const { sectionId, type, sort: _, ...narrower } = query;
  // All of a type are counted already.
  if (sectionId !== undefined && type !== undefined && Object.keys(narrower).length === 0) {
    const row = await db
      .selectFrom('item_tally')
      .select('items')
      .where('section_id', '=', sectionId)
      .where('type', '=', type)
      .executeTakeFirst();
    return row?.items ?? 0;
  }
  const { rows } = await countIds(query).execute(db);
  return rows[0]?.total ?? 0;
}

/** Titles that are the text come first, then those that begin with it, then the shorter ones. */
async function searchType(
  db: Kysely<Schema>,
  search: { readonly text: string; readonly type: ItemType; readonly sectionId: number | undefined },
  limit: number,
): Promise<number[]> {
  const match = matchFor(search);
  if (match === undefined) return [];
  const text = search.text.trim();
  const { rows } = await sql<{ id: number }>`select id from (
      select rowid from item_search where item_search match ${match} limit ${weighed}
    ) as hit join item on item.id = hit.rowid
    order by item.title = ${text} collate nocase desc,
      instr(lower(item.title), lower(${text})) = 1 desc, length(item.title), item.sort_key, item.id
    limit ${limit}`.execute(db);
  return rows.map(row => row.id);
}
