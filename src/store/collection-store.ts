import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type {
  CollectionChanges,
  CollectionMaterial,
  CollectionStore,
  HiddenCollection,
  NewCollection,
  PlannedCollection,
} from '../domain/collections.ts';
import { executeMany } from './batch-query.ts';
import { readMaterial } from './collection-material.ts';
import { syncCollections } from './collection-sync.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';
import { sortTitleOf } from './sort-title.ts';

/** Collections, in SQLite. */
export class SqliteCollectionStore implements CollectionStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  material(sectionId: number): Promise<CollectionMaterial> {
    return readMaterial(this.#db, sectionId);
  }

  sync(sectionId: number, planned: readonly PlannedCollection[], at: number): Promise<CollectionChanges> {
    return this.#db.transaction().execute(trx => syncCollections(trx, sectionId, planned, at));
  }

  create({ sectionId, type, title, members }: NewCollection, at: number): Promise<number> {
    return this.#db.transaction().execute(async trx => {
      const { id } = await trx
        .insertInto('item')
        .values({
          section_id: sectionId,
          type: 'collection',
          key: `collection by hand ${randomUUID()}`,
          title,
          sort_title: sortTitleOf(title),
          added_at: at,
          updated_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('collection')
        .values({ item_id: id, origin: 'byHand', member_type: type })
        .execute();
      await this.#add(trx, id, members);
      return id;
    });
  }

  change(
    id: number,
    { add = [], remove = [] }: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
    at: number,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async trx => {
      const found = await trx
        .updateTable('collection')
        .set({ origin: 'byHand', recipe: null })
        .where('item_id', '=', id)
        .executeTakeFirst();
      if (found.numUpdatedRows === 0n) return false;
      await trx
        .deleteFrom('collection_member')
        .where('collection_id', '=', id)
        .where('item_id', 'in', idList(remove))
        .execute();
      await this.#add(trx, id, add);
      // Its key is free for another one to be made.
      const key = `collection by hand ${randomUUID()}`;
      await trx.updateTable('item').set({ key, updated_at: at }).where('id', '=', id).execute();
      return true;
    });
  }

  remove(id: number, at: number): Promise<boolean> {
    return this.#db.transaction().execute(async trx => {
      const found = await trx
        .selectFrom('collection')
        .innerJoin('item', 'item.id', 'collection.item_id')
        .select(['collection.recipe', 'item.section_id', 'item.title'])
        .where('item.id', '=', id)
        .executeTakeFirst();
      if (!found) return false;
      const { recipe, section_id, title } = found;
      if (recipe !== null)
        await trx
          .insertInto('hidden_collection')
          .values({ section_id, recipe, title, hidden_at: at })
          .onConflict(conflict => conflict.doNothing())
          .execute();
      await trx.deleteFrom('item').where('id', '=', id).execute();
      return true;
    });
  }

  async hidden(sectionId: number): Promise<readonly HiddenCollection[]> {
    return await this.#db
      .selectFrom('hidden_collection')
      .select(['id', 'title'])
      .where('section_id', '=', sectionId)
      .orderBy('title')
      .orderBy('id')
      .execute();
  }

  async show(sectionId: number, hiddenId: number): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('hidden_collection')
      .where('section_id', '=', sectionId)
      .where('id', '=', hiddenId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Behind those that it has already, in the order given. */
  async #add(trx: Transaction<Schema>, id: number, itemIds: readonly number[]): Promise<void> {
    const fitting = await trx
      .selectFrom('item as member')
      .innerJoin('collection', join => join.on('collection.item_id', '=', id))
      .innerJoin('item as own', 'own.id', 'collection.item_id')
      .select('member.id')
      .where('member.id', 'in', idList(itemIds))
      .whereRef('member.type', '=', 'collection.member_type')
      .whereRef('member.section_id', '=', 'own.section_id')
      .execute();
    const last = await trx
      .selectFrom('collection_member')
      .select(({ fn }) => fn.max('position').as('position'))
      .where('collection_id', '=', id)
      .executeTakeFirst();
    const first = (last?.position ?? -1) + 1;
    const ids = new Set(fitting.map(member => member.id));
    const rows = [...new Set(itemIds)]
      .filter(itemId => ids.has(itemId))
      .map((itemId, place) => ({ item_id: itemId, position: first + place }));
    await executeMany(trx, rows, of =>
      trx
        .insertInto('collection_member')
        .values({ collection_id: id, item_id: of('item_id'), position: of('position') })
        .onConflict(conflict => conflict.doNothing()),
    );
  }
}
