import type { Kysely, Transaction } from 'kysely';
import type {
  ItemMetadata,
  LockName,
  MetadataSource,
  Refreshed,
  Said,
  SaidOf,
  Sidecar,
} from '../domain/metadata.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';
import type { BelowSubject, Subject } from '../domain/subject.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import { alignColumns } from './item-columns.ts';
import { readMetadata } from './metadata-reading.ts';
import { collectPages, pageRows } from './pages.ts';
import { readSaid, writeSaid } from './said-rows.ts';
import type { Schema } from './schema.ts';
import { readSidecars, writeSidecars } from './sidecar-rows.ts';
import { readBelow, readSubjects } from './subjects.ts';

/** What is known of items, in SQLite. */
export class SqliteMetadataStore implements MetadataStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async keep(source: Exclude<MetadataSource, 'user'>, said: readonly SaidOf[], at: number): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      const present = await presentIds(
        trx,
        said.map(({ itemId }) => itemId),
      );
      const kept = said.filter(({ itemId }) => present.has(itemId));
      await writeSaid(trx, source, kept);
      await noteRefresh(trx, source, kept, at);
      await alignColumns(trx, [...present], at);
    });
  }

  async edit(itemId: number, said: Said, locks: readonly LockName[], at: number): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      if (!(await presentIds(trx, [itemId])).has(itemId)) return;
      const names = [...new Set([...namesIn(said), ...locks])];
      const others = without(await readSaid(trx, 'user', itemId), names);
      const user = {
        itemId,
        fields: { ...others.fields, ...said.fields },
        tags: [...others.tags, ...(said.tags ?? [])],
        ids: { ...others.ids, ...said.ids },
        artwork: [...others.artwork, ...(said.artwork ?? [])],
      };
      await writeSaid(trx, 'user', [user]);
      const rows = names.map(name => ({ name }));
      await executeMany(trx, rows, of =>
        trx
          .insertInto('item_lock')
          .values({ item_id: itemId, name: of('name') })
          .onConflict(conflict => conflict.doNothing()),
      );
      await touch(trx, [itemId], at);
      await alignColumns(trx, [itemId], at);
    });
  }

  async unlock(itemId: number, names: readonly LockName[], at: number): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      const others = without(await readSaid(trx, 'user', itemId), names);
      await writeSaid(trx, 'user', [{ itemId, ...others }]);
      await trx.deleteFrom('item_lock').where('item_id', '=', itemId).where('name', 'in', names).execute();
      await touch(trx, [itemId], at);
      await alignColumns(trx, [itemId], at);
    });
  }

  metadataOf(itemIds: readonly number[]): Promise<ReadonlyMap<number, ItemMetadata>> {
    return readMetadata(this.#db, itemIds);
  }

  async refreshed(source: MetadataSource, sectionId: number): Promise<ReadonlyMap<number, Refreshed>> {
    const rows = await collectPages(after =>
      this.#db
        .selectFrom('item')
        .innerJoin('item_refresh', 'item_refresh.item_id', 'item.id')
        .select(['item.id', 'item_refresh.version', 'item_refresh.refreshed_at as at', 'item_refresh.error'])
        .where('item.section_id', '=', sectionId)
        .where('item_refresh.source', '=', source)
        .where('item.id', '>', after)
        .orderBy('item.id')
        .limit(pageRows)
        .execute(),
    );
    return new Map(
      rows.map(({ id, version, at, error }) => [id, { version, at, ...(error !== null && { error }) }]),
    );
  }

  subjects(sectionId: number): Promise<readonly Subject[]> {
    return readSubjects(this.#db, sectionId);
  }

  belowSubject(itemId: number): Promise<readonly BelowSubject[]> {
    return readBelow(this.#db, itemId);
  }

  keepSidecars(sidecars: ReadonlyMap<number, readonly Sidecar[]>): Promise<void> {
    return this.#db.transaction().execute(trx => writeSidecars(trx, sidecars));
  }

  sidecarsOf(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly Sidecar[]>> {
    return readSidecars(this.#db, partIds);
  }
}

async function presentIds(trx: Transaction<Schema>, itemIds: readonly number[]): Promise<Set<number>> {
  const rows = await trx.selectFrom('item').select('id').where('id', 'in', idList(itemIds)).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Notes the state of the source; items of which that is another than before have changed. */
async function noteRefresh(
  trx: Transaction<Schema>,
  source: MetadataSource,
  said: readonly SaidOf[],
  at: number,
): Promise<void> {
  const before = await trx
    .selectFrom('item_refresh')
    .select(['item_id', 'version'])
    .where('item_id', 'in', idList(said.map(({ itemId }) => itemId)))
    .where('source', '=', source)
    .execute();
  const versions = new Map(before.map(({ item_id, version }) => [item_id, version]));
  await touch(
    trx,
    said.filter(({ itemId, version }) => versions.get(itemId) !== version).map(({ itemId }) => itemId),
    at,
  );
  await executeMany(trx, said, of =>
    trx
      .insertInto('item_refresh')
      .values({ item_id: of('itemId'), source, version: of('version'), refreshed_at: at, error: of('error') })
      .onConflict(conflict =>
        conflict
          .columns(['item_id', 'source'])
          .doUpdateSet({ version: of('version'), refreshed_at: at, error: of('error') }),
      ),
  );
}

async function touch(trx: Transaction<Schema>, itemIds: readonly number[], at: number): Promise<void> {
  await trx.updateTable('item').set({ updated_at: at }).where('id', 'in', idList(itemIds)).execute();
}

function namesIn({ fields = {}, tags = [], artwork = [] }: Said): LockName[] {
  return [...(Object.keys(fields) as LockName[]), ...[...tags, ...artwork].map(({ kind }) => kind)];
}

function without(said: Required<Said>, names: readonly LockName[]): Required<Said> {
  const isOther = (name: string) => !names.some(gone => gone === name);
  return {
    fields: Object.fromEntries(Object.entries(said.fields).filter(([field]) => isOther(field))),
    tags: said.tags.filter(({ kind }) => isOther(kind)),
    ids: said.ids,
    artwork: said.artwork.filter(({ kind }) => isOther(kind)),
  };
}
