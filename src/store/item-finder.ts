import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CatalogueItem } from '../domain/catalogue.ts';
import type { Product } from '../domain/coverage.ts';
import type { ItemFinder, ItemSearch, ItemsAfter, PartDetails } from '../domain/item-finder.ts';
import { artifactKinds } from '../domain/library.ts';
import { unitAttempts } from '../domain/run.ts';
import type { TaskName } from '../domain/task.ts';
import { SqliteAnalysisStore } from './analysis-store.ts';
import { readItems } from './catalogue-items.ts';
import { matching } from './catalogue-words.ts';
import { idList } from './id-list.ts';
import { findKin, findLackingItems, type Lacking, selectLacking } from './lacking.ts';
import { parseStanding } from './part-abilities.ts';
import type { Schema } from './schema.ts';

/** Items that one query looks at: few enough for whoever reads beside it not to notice. */
const itemsAtOnce = 1_000;
/** Looking at a file costs as little as this part of looking at an item, in its order. */
const shareOfItem = 0.1;

/** Give it a connection for reading, for which no writer waits. */
export class SqliteItemFinder implements ItemFinder {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async find(search: ItemSearch, { limit, after }: ItemsAfter): Promise<readonly CatalogueItem[]> {
    const ids = await (search.lacking
      ? this.#findLacking(search, search.lacking, { limit, after })
      : this.#candidates(search, after, limit));
    return await readItems(this.#db, ids, false);
  }

  /**
   * Where few files lack it, those files are found and their items put in order; where many do, the items are gone
   * through in order until there are enough. Either is done in pieces, which nobody notices who reads meanwhile.
   */
  async #findLacking(search: ItemSearch, lacking: Lacking, { limit, after }: ItemsAfter): Promise<number[]> {
    const kin = await findKin(this.#db, lacking, search);
    const count = kin.reduce((sum, { lacking }) => sum + lacking, 0);
    if (count === 0) return [];
    if (count * shareOfItem <= limit) {
      const among = await findLackingItems(this.#db, kin, lacking);
      return await this.#candidates(search, after, limit, among);
    }
    const found: number[] = [];
    const sections = new Set(kin.map(({ sectionId }) => sectionId));
    for (const sectionId of [...sections].toSorted((a, b) => a - b)) {
      let candidates: readonly number[] = [];
      do {
        const last = candidates.at(-1) ?? after;
        candidates = await this.#candidates({ ...search, sectionId }, last, itemsAtOnce);
        found.push(...(await selectLacking(this.#db, candidates, kin, lacking)));
        if (found.length >= limit) return found.slice(0, limit);
      } while (candidates.length === itemsAtOnce);
    }
    return found;
  }

  /** In the order of the index `item_sort_key`. */
  async #candidates(
    { sectionId, type, parentId, text }: ItemSearch,
    after: number | undefined,
    limit: number,
    among?: readonly number[],
  ) {
    // What a removed section had is forgotten in pieces, and shown no more.
    const conditions: RawBuilder<unknown>[] = [
      sql`item.section_id not in (select id from section where removed_at is not null)`,
    ];
    if (among) conditions.push(sql`item.id in ${idList(among)}`);
    if (sectionId !== undefined) conditions.push(sql`item.section_id = ${sectionId}`);
    if (type !== undefined) conditions.push(sql`item.type = ${type}`);
    if (parentId !== undefined)
      conditions.push(sql`item.id in (select id from item where parent_id = ${parentId})`);
    if (text !== undefined) conditions.push(sql`item.id in ${matching({ text, type, sectionId })}`);
    if (after !== undefined)
      conditions.push(sql`(item.section_id, item.type, item.sort_key, item.id) >
        (select section_id, type, sort_key, id from item where id = ${after})`);
    const { rows } = await sql<{ id: number }>`select item.id from item
      where ${sql.join(conditions, sql` and `)}
      order by item.section_id, item.type, item.sort_key, item.id limit ${limit}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  async parts(ids: readonly number[]): Promise<ReadonlyMap<number, PartDetails>> {
    const rows = await this.#db
      .selectFrom('part')
      .innerJoin('root', 'root.id', 'part.root_id')
      .select(['part.id', 'part.standing', 'root.offline_because'])
      .where('part.id', 'in', idList(ids))
      .execute();
    const made = Map.groupBy(await this.#made(ids), row => row.part_id);
    const failures = Map.groupBy(await this.#failures(ids), row => row.subject);
    const deep = new Map(
      (await new SqliteAnalysisStore(this.#db).findAll(ids, 'deep')).map(({ partId, value }) => [
        partId,
        value,
      ]),
    );
    return new Map(
      rows.map(({ id, standing, offline_because }): [number, PartDetails] => {
        const facts = deep.get(id);
        return [
          id,
          {
            ...parseStanding(standing, offline_because === null),
            made: (made.get(id) ?? []).map(({ kind, version, bytes, created_at }) => ({
              ...{ kind, version, madeAt: created_at },
              ...(bytes !== null && { bytes }),
            })),
            failures: (failures.get(`part:${id}`) ?? []).map(row => ({
              task: row.task,
              error: row.error,
              attempts: row.attempts,
              isSetAside: row.attempts >= unitAttempts,
              at: row.updated_at,
            })),
            ...(facts && { deep: facts }),
          },
        ];
      }),
    );
  }

  async #made(ids: readonly number[]) {
    const { rows } = await sql<{
      part_id: number;
      kind: Product['kind'];
      version: string;
      bytes: number | null;
      created_at: number;
    }>`select part_id, kind, version, bytes, created_at from artifact where part_id in ${idList(ids)}
      union all select part_id, kind, version, null, created_at from analysis
        where part_id in ${idList(ids)} and kind not in (${sql.join(artifactKinds)})
      order by 1, 2`.execute(this.#db);
    return rows;
  }

  async #failures(ids: readonly number[]) {
    const subjects = JSON.stringify(ids.map(id => `part:${id}`));
    const { rows } = await sql<{
      task: TaskName;
      subject: string;
      error: string;
      attempts: number;
      updated_at: number;
    }>`select task, subject, error, attempts, updated_at from unit
      where subject in (select value from json_each(${subjects})) and error is not null order by task`.execute(
      this.#db,
    );
    return rows;
  }

  async partsBelow(itemId: number): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`with recursive below (id) as (
        select id from item where id = ${itemId}
        union select item.id from item join below on item.parent_id = below.id
      )
      select distinct part.id from below
      join media_item on media_item.item_id = below.id
      join part on part.media_id = media_item.media_id order by part.id`.execute(this.#db);
    return rows.map(({ id }) => id);
  }
}
