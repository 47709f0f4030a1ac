import type { Kysely } from 'kysely';
import type { Analysable, Analysis, AnalysisKind, Marker, MarkerKind } from '../domain/analysis.ts';
import type { AnalysisStore, PartTogether, TrackLength } from '../domain/analysis-store.ts';
import type { ItemType, Part } from '../domain/library.ts';
import { idList } from './id-list.ts';
import { collectParts, selectReadable } from './part-rows.ts';
import { itemsOf, partsOf, partsTogether, undecided } from './parts-together.ts';
import { recordings } from './recordings.ts';
import type { Schema } from './schema.ts';

export class SqliteAnalysisStore implements AnalysisStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  partsToAnalyse(
    kind: AnalysisKind,
    version: string,
    of: Analysable,
    which?: 'missing' | 'stale',
  ): Promise<readonly Part[]> {
    const parts = selectReadable(this.#db, of).where(({ not, exists, selectFrom, or }) => {
      const one = selectFrom('analysis')
        .select('analysis.kind')
        .whereRef('analysis.part_id', '=', 'part.id')
        .where('analysis.kind', '=', kind);
      const missing = not(exists(one));
      const stale = exists(one.where('analysis.version', '<>', version));
      return which === 'missing' ? missing : which === 'stale' ? stale : or([missing, stale]);
    });
    return collectParts(parts);
  }

  async keep(analysis: Analysis, at: number): Promise<void> {
    const { partId, kind, version, value } = analysis;
    await this.#db
      .insertInto('analysis')
      .values({ part_id: partId, kind, version, value: JSON.stringify(value), created_at: at })
      .onConflict(conflict =>
        conflict.columns(['part_id', 'kind']).doUpdateSet(({ ref }) => ({
          version: ref('excluded.version'),
          value: ref('excluded.value'),
          created_at: ref('excluded.created_at'),
        })),
      )
      .execute();
  }

  async find<K extends AnalysisKind>(partId: number, kind: K): Promise<Analysis<K> | undefined> {
    const [found] = await this.findAll([partId], kind);
    return found;
  }

  async findAll<K extends AnalysisKind>(
    partIds: readonly number[],
    kind: K,
  ): Promise<readonly Analysis<K>[]> {
    const rows = await this.#db
      .selectFrom('analysis')
      .select(['part_id', 'version', 'value'])
      .where('part_id', 'in', idList(partIds))
      .where('kind', '=', kind)
      .execute();
    return rows.map(row => ({
      partId: row.part_id,
      kind,
      version: row.version,
      value: JSON.parse(row.value) as Analysis<K>['value'],
    }));
  }

  async albumsToSum(): Promise<readonly (readonly number[])[]> {
    const tracks = this.#db
      .selectFrom('item')
      .innerJoin('media_item', 'media_item.item_id', 'item.id')
      .innerJoin('part', 'part.media_id', 'media_item.media_id')
      .innerJoin('analysis as track', join =>
        join.onRef('track.part_id', '=', 'part.id').on('track.kind', '=', 'loudness'),
      )
      .leftJoin('analysis as album', join =>
        join.onRef('album.part_id', '=', 'part.id').on('album.kind', '=', 'albumLoudness'),
      )
      .where('item.type', '=', 'track')
      .where('item.parent_id', 'is not', null);
    const newest = await tracks
      .select('item.parent_id')
      .groupBy('item.parent_id')
      .having(({ eb, fn }) =>
        eb(fn.max('track.created_at'), '>', fn.coalesce(fn.min('album.created_at'), eb.val(-1))),
      )
      .execute();
    const partial = await tracks
      .select('item.parent_id')
      .groupBy('item.parent_id')
      .having(({ eb, fn }) => eb(fn.count('album.part_id'), '<', fn.count('track.part_id')))
      .execute();
    const albums = new Set([...newest, ...partial].map(({ parent_id }) => parent_id as number));
    if (albums.size === 0) return [];
    const rows = await tracks
      .select(['item.parent_id', 'part.id'])
      .where('item.parent_id', 'in', idList(albums))
      .orderBy('item.parent_id')
      .orderBy('part.id')
      .execute();
    return [...Map.groupBy(rows, row => row.parent_id).values()].map(parts => parts.map(({ id }) => id));
  }

  recordings(version: string): Promise<readonly TrackLength[]> {
    return recordings(this.#db, version);
  }

  async keepMarkers(
    partId: number,
    kind: MarkerKind,
    markers: readonly Omit<Marker, 'kind'>[],
  ): Promise<void> {
    await this.#db.transaction().execute(async trx => {
      await trx.deleteFrom('marker').where('part_id', '=', partId).where('kind', '=', kind).execute();
      const rows = markers.map(({ startMs, endMs, final }, idx) => ({
        part_id: partId,
        kind,
        idx,
        start_ms: Math.round(startMs),
        end_ms: Math.round(endMs),
        is_final: final ? (1 as const) : (0 as const),
      }));
      if (rows.length > 0) await trx.insertInto('marker').values(rows).execute();
    });
  }

  partsOf(type: ItemType): Promise<ReadonlySet<number>> {
    return partsOf(this.#db, type);
  }

  undecided(
    decision: AnalysisKind,
    version: string,
    by: readonly AnalysisKind[],
  ): Promise<readonly number[]> {
    return undecided(this.#db, decision, version, by);
  }

  itemsOf(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
    return itemsOf(this.#db, partIds);
  }

  partsTogether(id: number): Promise<readonly PartTogether[]> {
    return partsTogether(this.#db, id);
  }

  async markers(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly Marker[]>> {
    const rows = await this.#db
      .selectFrom('marker')
      .select(['part_id', 'kind', 'start_ms', 'end_ms', 'is_final'])
      .where('part_id', 'in', idList(partIds))
      .orderBy('part_id')
      .orderBy('start_ms')
      .execute();
    const found = Map.groupBy(rows, row => row.part_id);
    return new Map(
      [...found].map(([partId, all]) => [
        partId,
        all.map(({ kind, start_ms, end_ms, is_final }) => ({
          kind,
          startMs: start_ms,
          endMs: end_ms,
          ...(is_final === 1 && { final: true }),
        })),
      ]),
    );
  }
}
