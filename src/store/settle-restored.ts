import type { Kysely } from 'kysely';
import type { Settled } from '../domain/restore.ts';
import { executeMany } from './batch-query.ts';
import type { Schema } from './schema.ts';

/**
 * Forgets the derived files that are not there: their tasks then make them again. `isThere` is told the path below
 * the bundles folder.
 */
export async function forgetLostArtifacts(
  db: Kysely<Schema>,
  isThere: (path: string) => Promise<boolean>,
): Promise<Settled> {
  const artifacts = await db.selectFrom('artifact').select(['part_id as id', 'kind', 'path']).execute();
  const lost: Pick<(typeof artifacts)[number], 'id' | 'kind'>[] = [];
  for (const { id, kind, path } of artifacts) {
    if (!(await isThere(path))) lost.push({ id, kind });
  }
  await db.transaction().execute(async trx => {
    await executeMany(trx, lost, of =>
      trx.deleteFrom('artifact').where('part_id', '=', of('id')).where('kind', '=', of('kind')),
    );
  });
  return { there: artifacts.length - lost.length, lost: lost.length };
}

/**
 * Looks for the pictures that are kept by the hash of their content. What said that an item has one that is not there
 * is to be asked again, at the next refresh.
 */
export async function askForLostArtwork(
  db: Kysely<Schema>,
  isThere: (hash: string) => boolean,
): Promise<Settled> {
  const rows = await db
    .selectFrom('item_artwork')
    .select('blob')
    .distinct()
    .where('blob', 'is not', null)
    .execute();
  const blobs = rows.flatMap(({ blob }) => blob ?? []);
  const lost = blobs.filter(blob => !isThere(blob)).map(blob => ({ blob }));
  await db.transaction().execute(async trx => {
    await executeMany(trx, lost, of =>
      trx
        .deleteFrom('item_refresh')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('item_artwork')
              .select('item_artwork.item_id')
              .whereRef('item_artwork.item_id', '=', 'item_refresh.item_id')
              .whereRef('item_artwork.source', '=', 'item_refresh.source')
              .where('item_artwork.blob', '=', of('blob')),
          ),
        ),
    );
  });
  return { there: blobs.length - lost.length, lost: lost.length };
}
