import type { Kysely } from 'kysely';
import type { GoneItem, GoneItems } from '../domain/gone-items.ts';
import type { Schema } from './schema.ts';

/** Reads what a trigger on `item` writes, so that no way in which an item may go is forgotten. */
export class SqliteGoneItems implements GoneItems {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async last(): Promise<number> {
    const { id } = await this.#db
      .selectFrom('gone_item')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirstOrThrow();
    return id ?? 0;
  }

  async after(id: number, limit: number): Promise<readonly GoneItem[]> {
    const rows = await this.#db
      .selectFrom('gone_item')
      .selectAll()
      .where('id', '>', id)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id, item_id, section_id, parent_id, type, title, at }) => ({
      ...{ id, itemId: item_id, sectionId: section_id, type, title, goneAt: at },
      ...(parent_id !== null && { parentId: parent_id }),
    }));
  }
}
