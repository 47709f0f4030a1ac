import type { Kysely } from 'kysely';
import type { TrackLength } from '../domain/analysis-store.ts';
import type { Schema } from './schema.ts';

/** See `AnalysisStore`. */
export async function recordings(db: Kysely<Schema>, version: string): Promise<readonly TrackLength[]> {
  const rows = await db
    .selectFrom('analysis as known')
    .innerJoin('part', 'part.id', 'known.part_id')
    .leftJoin('analysis as compared', join =>
      join
        .onRef('compared.part_id', '=', 'known.part_id')
        .on('compared.kind', '=', 'sameRecording')
        .on('compared.version', '=', version)
        .onRef('compared.created_at', '>=', 'known.created_at'),
    )
    .where('known.kind', '=', 'music')
    .where('part.duration_ms', 'is not', null)
    .select(['part.id', 'part.duration_ms', 'compared.kind'])
    .orderBy('part.duration_ms')
    .orderBy('part.id')
    .execute();
  return rows.map(({ id, duration_ms, kind }) => ({
    partId: id,
    durationMs: duration_ms ?? 0,
    isCompared: kind !== null,
  }));
}
