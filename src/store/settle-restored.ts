import type { Kysely } from 'kysely';
import type { RestoredDatabase, Settled } from '../domain/restore.ts';
import { executeMany } from './batch-query.ts';
import type { Schema } from './schema.ts';

/** Rows that are looked at together: a server that is at work meanwhile is held up by no more. */
const rowsInPage = 1_000;

export function restoredDatabase(db: Kysely<Schema>): RestoredDatabase {
  return {
    forgetLostArtifacts: isThere => forgetLostArtifacts(db, isThere),
    askForLostArtwork: isThere => askForLostArtwork(db, isThere),
  };
}

async function forgetLostArtifacts(
  db: Kysely<Schema>,
  isThere: (path: string) => Promise<boolean>,
): Promise<Settled> {
  const inOrder = db
    .selectFrom('artifact')
    .select(['part_id as id', 'kind', 'path'])
    .orderBy('part_id')
    .orderBy('kind')
    .limit(rowsInPage);
  const page = (after: { id: number; kind: string } | undefined) =>
    after
      ? inOrder
          .where(({ eb, refTuple, tuple }) =>
            eb(refTuple('part_id', 'kind'), '>', tuple(after.id, after.kind as never)),
          )
          .execute()
      : inOrder.execute();
  return await settle(page, async artifacts => {
    const found = await Promise.all(artifacts.map(({ path }) => isThere(path)));
    const lost = artifacts.filter((_, index) => !found[index]);
    await db.transaction().execute(async trx => {
      await executeMany(trx, lost, of =>
        trx.deleteFrom('artifact').where('part_id', '=', of('id')).where('kind', '=', of('kind')),
      );
    });
    return lost.length;
  });
}

async function askForLostArtwork(db: Kysely<Schema>, isThere: (hash: string) => boolean): Promise<Settled> {
  const page = async (after: { blob: string } | undefined) => {
    const rows = await db
      .selectFrom('item_artwork')
      .select('blob')
      .distinct()
      .where('blob', '>', after?.blob ?? '')
      .orderBy('blob')
      .limit(rowsInPage)
      .execute();
    return rows.flatMap(({ blob }) => (blob === null ? [] : { blob }));
  };
  return await settle(page, async blobs => {
    const lost = blobs.filter(({ blob }) => !isThere(blob));
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
    return lost.length;
  });
}

/** Goes through all pages, each of what comes after the last of the one before. `act` returns how many were lost. */
async function settle<Row>(
  page: (after: Row | undefined) => Promise<readonly Row[]>,
  act: (rows: readonly Row[]) => Promise<number>,
): Promise<Settled> {
  let [seen, lost] = [0, 0];
  for (let after: Row | undefined; ; ) {
    const rows = await page(after);
    if (rows.length === 0) return { there: seen - lost, lost };
    seen += rows.length;
    lost += await act(rows);
    after = rows.at(-1);
  }
}
