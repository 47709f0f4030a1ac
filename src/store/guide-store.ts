import { type Kysely, sql, type Transaction } from 'kysely';
import type {
  ChannelMember,
  GuideChannel,
  GuideSource,
  GuideStore,
  KnownShow,
  SourceChannel,
  SourceProgramme,
} from '../domain/guide.ts';
import { executeMany } from './batch-query.ts';
import { collectPages, pageRows } from './pages.ts';
import type { GuideProgrammeTable, Schema } from './schema.ts';

/** The programme guide. An import grows in small transactions, and is shown by one. */
export class SqliteGuideStore implements GuideStore {
  readonly #db: Kysely<Schema>;
  readonly #reading: Kysely<Schema>;

  /** `reading` serves clients, so that they wait for no import. */
  constructor(db: Kysely<Schema>, reading: Kysely<Schema>) {
    this.#db = db;
    this.#reading = reading;
  }

  async sources(addresses: readonly string[]): Promise<readonly GuideSource[]> {
    const sources: GuideSource[] = [];
    for (const address of addresses) {
      await this.#db
        .insertInto('guide_source')
        .values({ address })
        .onConflict(conflict => conflict.doNothing())
        .execute();
      const { id, import_id, version } = await this.#db
        .selectFrom('guide_source')
        .select(['id', 'import_id', 'version'])
        .where('address', '=', address)
        .executeTakeFirstOrThrow();
      const isImported = import_id !== null && version !== null;
      sources.push({ id, address, ...(isImported && { import: { id: import_id, version } }) });
    }
    return sources;
  }

  async beginImport(at: number): Promise<number> {
    const { id } = await this.#db
      .insertInto('guide_import')
      .values({ started_at: at, channels: '[]' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  async keepChannels(importId: number, channels: readonly SourceChannel[]): Promise<void> {
    await this.#db
      .updateTable('guide_import')
      .set({ channels: JSON.stringify(channels) })
      .where('id', '=', importId)
      .execute();
  }

  async addProgrammes(importId: number, programmes: Uint8Array): Promise<void> {
    await sql`
      insert or replace into guide_programme (
        import_id, channel, starts_at, ends_at, title, subtitle, description, categories, season, episode, show_id)
      select ${importId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
        value ->> 6, value ->> 7, value ->> 8, value ->> 9
      from json_each(cast(${programmes} as text))`.execute(this.#db);
  }

  async channels(importId: number): Promise<readonly SourceChannel[]> {
    const { channels } = await this.#db
      .selectFrom('guide_import')
      .select('channels')
      .where('id', '=', importId)
      .executeTakeFirstOrThrow();
    return JSON.parse(channels) as readonly SourceChannel[];
  }

  async publish(
    sources: readonly { readonly id: number; readonly importId: number; readonly version: string }[],
    channels: readonly GuideChannel[],
    at: number,
  ): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      await deleteSourcesBut(
        trx,
        sources.map(({ id }) => id),
      );
      for (const { id, importId, version } of sources) {
        await trx
          .updateTable('guide_source')
          .set({ import_id: importId, version, imported_at: at })
          .where('id', '=', id)
          .where(({ eb, or }) => or([eb('import_id', 'is', null), eb('import_id', '!=', importId)]))
          .execute();
      }
      await trx.deleteFrom('guide_channel').execute();
      const rows = channels.map(({ key, names, icon, members }, place) => ({
        id: place + 1,
        key,
        names: JSON.stringify(names),
        icon: icon ?? null,
        members: JSON.stringify(members),
      }));
      await executeMany(trx, rows, of =>
        trx.insertInto('guide_channel').values({
          id: of('id'),
          key: of('key'),
          names: of('names'),
          icon: of('icon'),
          members: of('members'),
        }),
      );
    });
  }

  async prune(signal?: AbortSignal): Promise<void> {
    const unseen = await this.#db
      .selectFrom('guide_import')
      .select('id')
      .where('id', 'not in', ({ selectFrom }) =>
        selectFrom('guide_source')
          .select('import_id')
          .where('import_id', 'is not', null)
          .$castTo<{ import_id: number }>(),
      )
      .execute();
    for (const { id } of unseen) {
      while ((await this.#removeSome(id)) > 0) signal?.throwIfAborted();
      await this.#db.deleteFrom('guide_import').where('id', '=', id).execute();
    }
  }

  async knownShows(): Promise<readonly KnownShow[]> {
    const rows = await collectPages(after =>
      this.#db
        .selectFrom('item')
        .select(['id', 'title', 'year'])
        .where('type', '=', 'show')
        .where('id', '>', after)
        .orderBy('id')
        .limit(pageRows)
        .execute(),
    );
    return rows.map(({ id, title, year }) => ({ id, title, ...(year !== null && { year }) }));
  }

  async listChannels({
    limit,
    after = 0,
  }: {
    readonly limit: number;
    readonly after?: number | undefined;
  }): Promise<readonly (GuideChannel & { readonly id: number })[]> {
    const rows = await this.#reading
      .selectFrom('guide_channel')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id, key, names, icon, members }) => ({
      id,
      key,
      names: JSON.parse(names) as string[],
      ...(icon !== null && { icon }),
      members: JSON.parse(members) as ChannelMember[],
    }));
  }

  async programmes(
    key: string,
    spanFor: (sources: number) => { readonly from: number; readonly to: number },
  ): Promise<readonly (readonly SourceProgramme[])[] | undefined> {
    return await this.#reading
      .transaction()
      .setAccessMode('read only')
      .execute(async trx => {
        const channel = await trx
          .selectFrom('guide_channel')
          .select('members')
          .where('key', '=', key.toLowerCase())
          .executeTakeFirst();
        if (!channel) return undefined;
        const members = JSON.parse(channel.members) as ChannelMember[];
        const { from, to } = spanFor(members.length);
        const sources: SourceProgramme[][] = [];
        for (const member of members) sources.push(await readProgrammes(trx, member, from, to));
        return sources;
      });
  }

  async #removeSome(importId: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('guide_programme')
      .where('import_id', '=', importId)
      .where(
        sql<boolean>`(channel, starts_at) in (
          select channel, starts_at from guide_programme where import_id = ${importId} limit ${pageRows})`,
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

async function deleteSourcesBut(trx: Transaction<Schema>, ids: readonly number[]): Promise<void> {
  let query = trx.deleteFrom('guide_source');
  if (ids.length > 0) query = query.where('id', 'not in', ids);
  await query.execute();
}

/** Of a show that is no longer there a programme is no episode. */
async function readProgrammes(
  trx: Transaction<Schema>,
  { importId, channel }: ChannelMember,
  from: number,
  to: number,
): Promise<SourceProgramme[]> {
  const rows = await trx
    .selectFrom('guide_programme')
    .leftJoin('item', join =>
      join.onRef('item.id', '=', 'guide_programme.show_id').on('item.type', '=', 'show'),
    )
    .selectAll('guide_programme')
    .select('item.id as found_show_id')
    .where('guide_programme.import_id', '=', importId)
    .where('guide_programme.channel', '=', channel)
    .where('guide_programme.starts_at', '>=', from)
    .where('guide_programme.starts_at', '<', to)
    .orderBy('guide_programme.starts_at')
    .execute();
  return rows.map(row => toProgramme({ ...row, show_id: row.found_show_id }));
}

function toProgramme(row: GuideProgrammeTable): SourceProgramme {
  return {
    channel: row.channel,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    title: row.title,
    subtitle: row.subtitle,
    description: row.description,
    categories: row.categories,
    season: row.season,
    episode: row.episode,
    showId: row.show_id,
  };
}
