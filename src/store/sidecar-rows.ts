import type { Kysely, Transaction } from 'kysely';
import type { Sidecar } from '../domain/metadata.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

/** See `MetadataStore.keepSidecars`. Parts that are no more are passed over. */
export async function writeSidecars(
  trx: Transaction<Schema>,
  sidecars: ReadonlyMap<number, readonly Sidecar[]>,
): Promise<void> {
  const parts = await trx
    .selectFrom('part')
    .select('id')
    .where('id', 'in', idList(sidecars.keys()))
    .execute();
  await trx.deleteFrom('part_sidecar').where('part_id', 'in', idList(sidecars.keys())).execute();
  const rows = parts.flatMap(({ id }) =>
    (sidecars.get(id) ?? []).map((sidecar, position) => ({
      part_id: id,
      position,
      kind: sidecar.kind,
      file: sidecar.file,
      format: sidecar.format,
      language: sidecar.language ?? null,
      title: sidecar.title ?? null,
      is_forced: flag(sidecar.isForced),
      is_default: flag(sidecar.isDefault),
      is_sdh: flag(sidecar.isSdh),
    })),
  );
  await executeMany(trx, rows, of =>
    trx.insertInto('part_sidecar').values({
      part_id: of('part_id'),
      position: of('position'),
      kind: of('kind'),
      file: of('file'),
      format: of('format'),
      language: of('language'),
      title: of('title'),
      is_forced: of('is_forced'),
      is_default: of('is_default'),
      is_sdh: of('is_sdh'),
    }),
  );
}

/** See `MetadataStore.sidecarsOf`. */
export async function readSidecars(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<Map<number, Sidecar[]>> {
  const rows = await db
    .selectFrom('part_sidecar')
    .selectAll()
    .where('part_id', 'in', idList(partIds))
    .orderBy('part_id')
    .orderBy('position')
    .execute();
  const parts = Map.groupBy(rows, row => row.part_id);
  return new Map(
    [...parts].map(([id, ofPart]) => [
      id,
      ofPart.map(({ kind, file, format, language, title, is_forced, is_default, is_sdh }) => ({
        kind,
        file,
        format,
        ...(language !== null && { language }),
        ...(title !== null && { title }),
        isForced: is_forced === 1,
        isDefault: is_default === 1,
        isSdh: is_sdh === 1,
      })),
    ]),
  );
}

function flag(is: boolean): 0 | 1 {
  return is ? 1 : 0;
}
