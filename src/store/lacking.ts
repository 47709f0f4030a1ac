import { type Kysely, sql } from 'kysely';
import type { ItemSearch } from '../domain/item-finder.ts';
import { artifactKinds } from '../domain/library.ts';
import { idList } from './id-list.ts';
import { parseStanding } from './part-abilities.ts';
import type { Schema } from './schema.ts';

export type Lacking = NonNullable<ItemSearch['lacking']>;

/** Files of a root that stand alike, of each of which the product can be made. */
interface Kin {
  readonly sectionId: number;
  readonly rootId: number;
  readonly standing: number;
  /** How many of them lack it. */
  readonly lacking: number;
}

/** Files that one query looks at: a few milliseconds. */
const partsAtOnce = 20_000;

/** All files that can have the product and are there, in sections with such items, by where and how they stand. */
export async function findKin(
  db: Kysely<Schema>,
  { product, how }: Lacking,
  { sectionId, type }: Pick<ItemSearch, 'sectionId' | 'type'>,
): Promise<readonly Kin[]> {
  const rows = await db
    .selectFrom('part_tally')
    .innerJoin('root', 'root.id', 'part_tally.root_id')
    .innerJoin('section', 'section.id', 'root.section_id')
    .select(['section.id', 'root_id', 'standing', 'files'])
    .where('root.offline_because', 'is', null)
    .where('standing', '>', 0)
    .where('files', '>', 0)
    .$if(product.in !== undefined, query => query.where('section.type', 'in', product.in ?? []))
    .$if(sectionId !== undefined, query => query.where('section.id', '=', sectionId ?? 0))
    .$if(type !== undefined, query =>
      query.where('section.id', 'in', has =>
        has
          .selectFrom('item_tally')
          .select('section_id')
          .where('type', '=', type ?? 'movie')
          .where('items', '>', 0),
      ),
    )
    .execute();
  const made = await db
    .selectFrom('made_tally')
    .select(['root_id', 'standing', 'version', 'files'])
    .where('kind', '=', product.kind)
    .execute();
  return rows
    .filter(({ standing }) => parseStanding(standing, true).has.includes(product.of))
    .map(({ id: sectionId, root_id, standing, files }) => {
      const there = made.filter(one => one.root_id === root_id && one.standing === standing);
      const stale = there.filter(({ version }) => version !== product.version);
      const lacking = how === 'stale' ? sum(stale) : files - sum(there);
      return { sectionId, rootId: root_id, standing, lacking };
    });
}

/** The items of the files that lack it: for few of them. */
export async function findLackingItems(
  db: Kysely<Schema>,
  kin: readonly Kin[],
  lacking: Lacking,
): Promise<readonly number[]> {
  const { last } = await db
    .selectFrom('part')
    .select(({ fn }) => fn.coalesce(fn.max('id'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  const found = new Set<number>();
  for (const { rootId, standing } of kin.filter(({ lacking }) => lacking > 0)) {
    for (let after = 0; after < last; after += partsAtOnce) {
      const { rows } = await sql<{ id: number }>`select media_item.item_id as id
        from (
          select part.id, part.media_id from part indexed by part_standing
          where part.root_id = ${rootId} and part.standing = ${standing}
            and part.id > ${after} and part.id <= ${after + partsAtOnce} and ${lacks(lacking)}
        ) as part
        join media_item on media_item.media_id = part.media_id`.execute(db);
      for (const { id } of rows) found.add(id);
    }
  }
  return [...found];
}

/** Those of the items that have a file that lacks it, in their order. */
export async function selectLacking(
  db: Kysely<Schema>,
  ids: readonly number[],
  kin: readonly Kin[],
  lacking: Lacking,
): Promise<number[]> {
  const pairs = JSON.stringify(kin.map(({ rootId, standing }) => `${rootId} ${standing}`));
  const { rows } = await sql<{ id: number }>`select distinct media_item.item_id as id
    from ${idList(ids)} as wanted
    join media_item on media_item.item_id = wanted.value
    join part on part.media_id = media_item.media_id
    where part.root_id || ' ' || part.standing in (select value from json_each(${pairs}))
      and ${lacks(lacking)}`.execute(db);
  const found = new Set(rows.map(({ id }) => id));
  return ids.filter(id => found.has(id));
}

/** The condition on `part`, for which an index alone is asked. */
function lacks({ product: { kind, version }, how }: Lacking) {
  const isFile = artifactKinds.some(artifact => artifact === kind);
  const made = isFile
    ? sql`artifact as made indexed by artifact_by_kind`
    : sql`analysis as made indexed by analysis_by_kind`;
  return how === 'missing'
    ? sql`not exists (select 1 from ${made} where made.kind = ${kind} and made.part_id = part.id)`
    : sql`exists (select 1 from ${made} where made.kind = ${kind} and made.part_id = part.id
        and made.version <> ${version})`;
}

function sum(counts: readonly { readonly files: number }[]): number {
  return counts.reduce((total, { files }) => total + files, 0);
}
