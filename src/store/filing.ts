import type { Transaction, Updateable } from 'kysely';
import { alignColumns, type Named, namedOf } from './item-columns.ts';
import { clipPrefix, type FilingPlan, type PlannedItem } from './item-plan.ts';
import { pruneItems, pruneMedia } from './item-prune.ts';
import { writeSaid } from './said-rows.ts';
import type { Schema } from './schema.ts';
import { sortTitleOf } from './sort-title.ts';

export interface FiledPart {
  readonly id: number;
  readonly section_id: number;
  readonly folder_id: number;
  readonly name: string;
  readonly media_id: number | null;
}

/** Makes a part media of the items that its plan names, and removes what it was filed under and nothing is left of. */
export async function filePart(
  trx: Transaction<Schema>,
  part: FiledPart,
  plan: FilingPlan,
  at: number,
): Promise<void> {
  const ids = await keepItems(trx, part.section_id, plan.items, at);
  const items = plan.leaves.flatMap(key => ids.get(key) ?? []);
  const edition = plan.edition ?? null;
  const found = (await findStack(trx, part, plan, items)) ?? (await findOwnMedia(trx, part));
  const mediaId = found ?? (await addMedia(trx, part, edition, items));
  await trx
    .updateTable('part')
    .set({ media_id: mediaId, idx: plan.partIndex ?? 1 })
    .where('id', '=', part.id)
    .execute();
  if (found !== undefined) {
    await trx
      .updateTable('media')
      .set({ edition, section_id: part.section_id })
      .where('id', '=', found)
      .execute();
    await linkItems(trx, found, items);
  }
  if (part.media_id !== null && part.media_id !== mediaId) await pruneMedia(trx, [part.media_id]);
}

/** Takes a part out of the library's items; it stays on record. */
export async function unfilePart(trx: Transaction<Schema>, part: FiledPart): Promise<void> {
  if (part.media_id === null) return;
  await trx.updateTable('part').set({ media_id: null }).where('id', '=', part.id).execute();
  await pruneMedia(trx, [part.media_id]);
}

/** Returns the id of each item by its key. */
async function keepItems(
  trx: Transaction<Schema>,
  sectionId: number,
  items: readonly PlannedItem[],
  at: number,
): Promise<Map<string, number>> {
  const present = await trx
    .selectFrom('item')
    .select([
      'id',
      'key',
      'parent_id',
      'title',
      'year',
      'idx',
      'originally_available_on',
      'taken_on',
      'named',
    ])
    .where('section_id', '=', sectionId)
    .where(
      'key',
      'in',
      items.map(item => item.key),
    )
    .execute();
  const ids = new Map(present.map(item => [item.key, item.id]));
  for (const item of items) {
    const found = present.find(({ key }) => key === item.key);
    const before = found && { ...found, ...namedOf(found) };
    const title = before && item.isStandIn ? before.title : item.title;
    const row = {
      parent_id:
        item.type === 'clip'
          ? await findOwner(trx, sectionId, item)
          : (ids.get(item.parentKey ?? '') ?? null),
      title,
      year: item.year ?? before?.year ?? null,
      idx: item.index ?? null,
      originally_available_on: item.airedOn ?? before?.originally_available_on ?? null,
      taken_on: item.takenOn ?? before?.taken_on ?? null,
    };
    if (!before) {
      const { id } = await trx
        .insertInto('item')
        .values({
          ...row,
          section_id: sectionId,
          type: item.type,
          key: item.key,
          sort_title: sortTitleOf(title),
          added_at: at,
          updated_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      ids.set(item.key, id);
      if (item.said) await writeSaid(trx, 'name', [{ itemId: id, ...item.said }]);
      if (item.type === 'movie' || item.type === 'show') await adoptClips(trx, sectionId, item.key, id);
    } else if (Object.entries(row).some(([name, value]) => before[name as keyof typeof row] !== value)) {
      await trx
        .updateTable('item')
        .set(
          before.named === null
            ? { ...row, sort_title: sortTitleOf(title), updated_at: at }
            : renamed(row, at),
        )
        .where('id', '=', before.id)
        .execute();
      await alignColumns(trx, [before.id], at);
    }
  }
  return ids;
}

/** What is set where other sources than the name have their say in the item's columns. */
function renamed(
  row: Named & Pick<Updateable<Schema['item']>, 'parent_id' | 'idx' | 'taken_on'>,
  at: number,
) {
  const { title, year, originally_available_on, ...rest } = row;
  const named: Named = { title, year, originally_available_on };
  return { ...rest, named: JSON.stringify(named), updated_at: at };
}

/** The film or show that a clip belongs to; null until it is there. */
async function findOwner(
  trx: Transaction<Schema>,
  sectionId: number,
  clip: PlannedItem,
): Promise<number | null> {
  const key = clip.parentKey ?? '';
  const owner = await trx
    .selectFrom('item')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('type', 'in', ['movie', 'show'])
    .where(({ or, and, eb }) =>
      or([eb('key', '=', key), and([eb('key', '>=', `${key}/`), eb('key', '<', after(`${key}/`))])]),
    )
    .orderBy('key')
    .limit(1)
    .executeTakeFirst();
  return owner?.id ?? null;
}

async function adoptClips(
  trx: Transaction<Schema>,
  sectionId: number,
  key: string,
  id: number,
): Promise<void> {
  const prefix = clipPrefix(key);
  await trx
    .updateTable('item')
    .set({ parent_id: id })
    .where('section_id', '=', sectionId)
    .where('parent_id', 'is', null)
    .where('key', '>=', prefix)
    .where('key', '<', after(prefix))
    .execute();
}

/** The first text that sorts after everything that begins with a prefix ending in `/`. */
function after(prefix: string): string {
  return `${prefix.slice(0, -1)}0`;
}

/** The media of which the part is one more file: `cd2` beside `cd1`, in the same folder and of the same edition. */
async function findStack(
  trx: Transaction<Schema>,
  part: FiledPart,
  plan: FilingPlan,
  items: readonly number[],
): Promise<number | undefined> {
  if (plan.partIndex === undefined) return undefined;
  const others = await trx
    .selectFrom('part')
    .innerJoin('media', 'media.id', 'part.media_id')
    .innerJoin('media_item', 'media_item.media_id', 'media.id')
    .select(['part.name', 'media.id', 'media.edition'])
    .where('media_item.item_id', '=', items[0] ?? 0)
    .where('part.folder_id', '=', part.folder_id)
    .where('part.id', '<>', part.id)
    .where('part.idx', '<>', plan.partIndex)
    .execute();
  return others.find(other => other.edition === (plan.edition ?? null) && isSameStack(other.name, part.name))
    ?.id;
}

/** Whether two names differ in one number, or in one letter, only. */
function isSameStack(a: string, b: string): boolean {
  const left = a.toLowerCase().split(/(\d+)/);
  const right = b.toLowerCase().split(/(\d+)/);
  if (left.length !== right.length) return false;
  const different = left.flatMap((text, index) => (text === right[index] ? [] : index));
  const [index] = different;
  if (index === undefined || different.length > 1) return false;
  const isNumber = index % 2 === 1;
  return isNumber || differInOneLetter(left[index] as string, right[index] as string);
}

function differInOneLetter(a: string, b: string): boolean {
  return a.length === b.length && [...a].filter((letter, index) => letter !== b[index]).length === 1;
}

/** The media that the part has alone. */
async function findOwnMedia(trx: Transaction<Schema>, part: FiledPart): Promise<number | undefined> {
  if (part.media_id === null) return undefined;
  const mate = await trx
    .selectFrom('part')
    .select('id')
    .where('media_id', '=', part.media_id)
    .where('id', '<>', part.id)
    .limit(1)
    .executeTakeFirst();
  return mate ? undefined : part.media_id;
}

async function addMedia(
  trx: Transaction<Schema>,
  part: FiledPart,
  edition: string | null,
  items: readonly number[],
): Promise<number> {
  const { id } = await trx
    .insertInto('media')
    .values({ section_id: part.section_id, edition })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertLinks(trx, id, items);
  return id;
}

async function insertLinks(
  trx: Transaction<Schema>,
  mediaId: number,
  items: readonly number[],
): Promise<void> {
  if (items.length === 0) return;
  await trx
    .insertInto('media_item')
    .values(items.map(item_id => ({ media_id: mediaId, item_id })))
    .execute();
}

async function linkItems(trx: Transaction<Schema>, mediaId: number, items: readonly number[]): Promise<void> {
  const before = await trx
    .selectFrom('media_item')
    .select('item_id')
    .where('media_id', '=', mediaId)
    .execute();
  const left = before.map(link => link.item_id).filter(id => !items.includes(id));
  const added = items.filter(id => !before.some(link => link.item_id === id));
  await insertLinks(trx, mediaId, added);
  if (left.length > 0) {
    await trx.deleteFrom('media_item').where('media_id', '=', mediaId).where('item_id', 'in', left).execute();
    await pruneItems(trx, left);
  }
}
