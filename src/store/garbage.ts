import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { GarbageCount, GarbageKind, GarbageStore, Removal } from '../domain/garbage.ts';
import type { Schema } from './schema.ts';
import { putBack, withTrash } from './trash.ts';

/** Examples that are told of each kind. */
const examplesTold = 20;

interface Garbage {
  readonly table: string;
  /** What a person knows it by. */
  readonly label: string;
  /** Holds for a row that is garbage. `since` as in {@link GarbageStore.survey}. */
  readonly where: (since: number) => RawBuilder<unknown>;
}

const garbage: Readonly<Record<GarbageKind, Garbage>> = {
  media: {
    table: 'media',
    label: "'media ' || id",
    where: () => sql`not exists (select 1 from part where part.media_id = media.id)`,
  },
  // Extras stay: they wait for the film that they belong to.
  item: {
    table: 'item',
    label: "type || ' ' || title",
    where: since => sql`updated_at < ${since} and type <> 'collection'
      and not exists (select 1 from media_item join part on part.media_id = media_item.media_id
        where media_item.item_id = item.id)
      and not exists (select 1 from item as child where child.parent_id = item.id and child.type <> 'clip')`,
  },
  folder: {
    table: 'folder',
    label: 'path',
    where: since => sql`gone_at < ${since}
      and not exists (select 1 from file where file.folder_id = folder.id)
      and not exists (select 1 from part where part.folder_id = folder.id)`,
  },
  unit: {
    table: 'unit',
    label: "task || ' ' || label",
    where: since => sql`updated_at < ${since} and state <> 'queued' and subject glob 'part:[0-9]*'
      and not exists (select 1 from part where part.id = cast(substr(subject, 6) as integer))`,
  },
  tag: {
    table: 'tag',
    label: "kind || ' ' || name",
    where: () => sql`not exists (select 1 from item_tag where item_tag.tag_id = tag.id)`,
  },
};

export class SqliteGarbageStore implements GarbageStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async survey(kinds: readonly GarbageKind[], unchangedSince: number): Promise<readonly GarbageCount[]> {
    const counts: GarbageCount[] = [];
    for (const kind of kinds) {
      const { table, label, where } = garbage[kind];
      const { rows } = await sql<{ count: number; all: number }>`
        select count(*) filter (where ${where(unchangedSince)}) as count, count(*) as "all"
        from ${sql.table(table)}`.execute(this.#db);
      const { rows: first } = await sql<{ label: string }>`
        select ${sql.raw(label)} as label from ${sql.table(table)} where ${where(unchangedSince)}
        limit ${examplesTold}`.execute(this.#db);
      const { count = 0, all = 0 } = rows[0] ?? {};
      counts.push({ kind, count, of: all, examples: first.map(row => row.label) });
    }
    return counts;
  }

  async collect(
    kinds: readonly GarbageKind[],
    unchangedSince: number,
    removal: Pick<Removal, 'task' | 'at' | 'what'>,
  ): Promise<number> {
    return await this.#db.transaction().execute(async trx => {
      let removed = 0;
      await withTrash(trx, removal, async () => {
        for (const kind of kinds) removed += await remove(trx, kind, unchangedSince);
      });
      return removed;
    });
  }

  async removals(): Promise<readonly Removal[]> {
    return await this.#db
      .selectFrom('removal')
      .innerJoin('removed_row', 'removed_row.removal_id', 'removal.id')
      .select(({ fn }) => [
        'removal.id',
        'removal.task',
        'removal.at',
        'removal.what',
        fn.countAll<number>().as('rows'),
      ])
      .groupBy('removal.id')
      .orderBy('removal.id', 'desc')
      .execute();
  }

  async putBack(id: number): Promise<Removal> {
    return await putBack(this.#db, id);
  }

  async emptyTrash(before: number): Promise<number> {
    return await this.#db.transaction().execute(async trx => {
      const old = trx.selectFrom('removal').select('id').where('at', '<', before);
      const { numDeletedRows } = await trx
        .deleteFrom('removed_row')
        .where('removal_id', 'in', old)
        .executeTakeFirstOrThrow();
      await trx.deleteFrom('removal').where('at', '<', before).execute();
      return Number(numDeletedRows);
    });
  }

  async blobsInUse(): Promise<ReadonlySet<string>> {
    const { rows } = await sql<{ hash: string }>`
      select blob as hash from item_artwork where blob is not null
      union select keeps from removed_row where keeps is not null`.execute(this.#db);
    return new Set(rows.map(({ hash }) => hash));
  }
}

/** Items may leave their parents empty in turn: a season its show. */
async function remove(trx: Transaction<Schema>, kind: GarbageKind, since: number): Promise<number> {
  const { table, where } = garbage[kind];
  let removed = 0;
  for (;;) {
    if (kind === 'item') await freeClips(trx, where(since));
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${where(since)}`.execute(trx);
    removed += Number(numAffectedRows ?? 0);
    if (kind !== 'item' || !numAffectedRows) return removed;
  }
}

/** Extras have media of their own: they outlive what they belong to, and join it again when it comes back. */
async function freeClips(trx: Transaction<Schema>, empty: RawBuilder<unknown>): Promise<void> {
  await sql`update item set parent_id = null
    where type = 'clip' and parent_id in (select id from item where ${empty})`.execute(trx);
}
