import type { Transaction } from 'kysely';
import type { CollectionChanges, PlannedCollection } from '../domain/collections.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';
import { sortTitleOf } from './sort-title.ts';

/** See `CollectionStore.sync`. */
export async function syncCollections(
  trx: Transaction<Schema>,
  sectionId: number,
  planned: readonly PlannedCollection[],
  at: number,
): Promise<CollectionChanges> {
  const present = await presentIds(trx, planned);
  const taken = await takenNames(trx, sectionId);
  const hidden = await hiddenRecipes(trx, sectionId);
  const wanted = planned
    .filter(({ recipe, type, title }) => !hidden.has(recipe) && !taken.has(nameOf(type, title)))
    .map(one => ({ ...one, members: [...new Set(one.members)].filter(id => present.has(id)) }));

  const known = await readMade(trx, sectionId);
  const recipes = new Set(wanted.map(({ recipe }) => recipe));
  const gone = [...known].filter(([recipe]) => !recipes.has(recipe)).map(([, { id }]) => id);
  await trx.deleteFrom('item').where('id', 'in', idList(gone)).execute();
  let [made, changed] = [0, 0];
  for (const one of wanted) {
    const before = known.get(one.recipe);
    if (before && isSame(before, one)) continue;
    if (before) {
      await rename(trx, before, one.title, at);
      changed++;
    } else {
      made++;
    }
    await writeMembers(trx, before?.id ?? (await insert(trx, sectionId, one, at)), one.members);
  }
  return { made, changed, removed: gone.length };
}

interface Made {
  readonly id: number;
  readonly title: string;
  readonly members: readonly number[];
}

async function readMade(trx: Transaction<Schema>, sectionId: number): Promise<ReadonlyMap<string, Made>> {
  const rows = await trx
    .selectFrom('collection')
    .innerJoin('item', 'item.id', 'collection.item_id')
    .select(['item.id', 'item.title', 'item.named', 'collection.recipe'])
    .where('item.section_id', '=', sectionId)
    .where('collection.origin', '=', 'made')
    .execute();
  const members = await trx
    .selectFrom('collection_member')
    .select(['collection_id', 'item_id'])
    .where('collection_id', 'in', idList(rows.map(({ id }) => id)))
    .orderBy('collection_id')
    .orderBy('position')
    .execute();
  const byCollection = Map.groupBy(members, row => row.collection_id);
  return new Map(
    rows.map(({ id, title, named, recipe }) => [
      recipe ?? '',
      {
        id,
        // What a person calls it stays; its own name is then kept beside.
        title: named === null ? title : (JSON.parse(named) as { title: string }).title,
        members: (byCollection.get(id) ?? []).map(row => row.item_id),
      },
    ]),
  );
}

function isSame(made: Made, { title, members }: PlannedCollection): boolean {
  return (
    made.title === title &&
    made.members.length === members.length &&
    made.members.every((id, place) => id === members[place])
  );
}

async function rename(trx: Transaction<Schema>, { id }: Made, title: string, at: number): Promise<void> {
  await trx.updateTable('item').set({ updated_at: at }).where('id', '=', id).execute();
  await trx
    .updateTable('item')
    .set({ title, sort_title: sortTitleOf(title) })
    .where('id', '=', id)
    .where('named', 'is', null)
    .execute();
  const named = JSON.stringify({ title, year: null, originally_available_on: null });
  await trx.updateTable('item').set({ named }).where('id', '=', id).where('named', 'is not', null).execute();
}

async function insert(
  trx: Transaction<Schema>,
  sectionId: number,
  { recipe, type, title }: PlannedCollection,
  at: number,
): Promise<number> {
  const { id } = await trx
    .insertInto('item')
    .values({
      section_id: sectionId,
      type: 'collection',
      key: `collection ${recipe}`,
      title,
      sort_title: sortTitleOf(title),
      added_at: at,
      updated_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('collection')
    .values({ item_id: id, origin: 'made', recipe, member_type: type })
    .execute();
  return id;
}

async function writeMembers(trx: Transaction<Schema>, id: number, members: readonly number[]): Promise<void> {
  await trx.deleteFrom('collection_member').where('collection_id', '=', id).execute();
  const rows = members.map((itemId, position) => ({ item_id: itemId, position }));
  await executeMany(trx, rows, of =>
    trx
      .insertInto('collection_member')
      .values({ collection_id: id, item_id: of('item_id'), position: of('position') }),
  );
}

/** Members that went while the plan was made. */
async function presentIds(
  trx: Transaction<Schema>,
  planned: readonly PlannedCollection[],
): Promise<ReadonlySet<number>> {
  const ids = new Set(planned.flatMap(({ members }) => members));
  const rows = await trx.selectFrom('item').select('id').where('id', 'in', idList(ids)).execute();
  return new Set(rows.map(({ id }) => id));
}

async function takenNames(trx: Transaction<Schema>, sectionId: number): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('collection')
    .innerJoin('item', 'item.id', 'collection.item_id')
    .select(['collection.member_type', 'item.title'])
    .where('item.section_id', '=', sectionId)
    .where('collection.origin', '=', 'byHand')
    .execute();
  return new Set(rows.map(({ member_type, title }) => nameOf(member_type, title)));
}

function nameOf(type: string, title: string): string {
  return `${type} ${title.toLowerCase()}`;
}

async function hiddenRecipes(trx: Transaction<Schema>, sectionId: number): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('hidden_collection')
    .select('recipe')
    .where('section_id', '=', sectionId)
    .execute();
  return new Set(rows.map(({ recipe }) => recipe));
}
