import { type Kysely, sql, type Transaction } from 'kysely';
import type { FolderListing, KnownFolders, WalkBatch } from '../domain/walk.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import { collectPages, pageRows } from './pages.ts';
import { addParts, markChanged } from './part-sync.ts';
import type { Schema } from './schema.ts';

/** Enough names to tell a root from another one. */
const topFilesLimit = 1_000;
/** A file as a listing tells it. */
interface FileRow {
  readonly folder_id: number;
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly kind: number;
}

export async function knownFolders(db: Kysely<Schema>, rootId: number): Promise<KnownFolders> {
  const folders = await collectPages(after =>
    db
      .selectFrom('folder')
      .select(['id', 'path', 'modified'])
      .where('root_id', '=', rootId)
      .where('gone_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute(),
  );
  const topFiles = await db
    .selectFrom('file')
    .innerJoin('folder', 'folder.id', 'file.folder_id')
    .select('file.name')
    .where('folder.root_id', '=', rootId)
    .where('folder.path', '=', '')
    .where('file.missing_at', 'is', null)
    .limit(topFilesLimit)
    .execute();
  return {
    paths: folders.map(folder => folder.path),
    modified: Float64Array.from(folders, folder => folder.modified),
    topFiles: topFiles.map(file => file.name),
  };
}

/**
 * See `LibraryStore.ingest`. One transaction: either the whole batch is on record, files and parts, or none of it, and
 * the folders are listed again.
 */
export async function ingest(
  db: Kysely<Schema>,
  rootId: number,
  batch: WalkBatch,
  at: number,
): Promise<{ added: number; changed: number }> {
  return db.transaction().execute(async trx => {
    await markGone(trx, rootId, batch.gone, at);
    const { newest } = await trx
      .selectFrom('folder')
      .select(({ fn }) => fn.coalesce(fn.max('id'), sql<number>`0`).as('newest'))
      .executeTakeFirstOrThrow();
    const ids = await keepFolders(trx, rootId, batch.listings);

    const unknown: FileRow[] = [];
    const known: { id: number; listing: FolderListing }[] = [];
    batch.listings.forEach((listing, index) => {
      const id = ids[index] as number;
      // A folder that was not there before has no files to compare with.
      if (id > newest) addRows(unknown, id, listing);
      else known.push({ id, listing });
    });
    await insertFiles(trx, unknown);
    let changed = 0;
    if (known.length > 0) {
      await compareFiles(trx, known, at);
      changed = await markChanged(
        trx,
        known.map(({ id }) => id),
      );
    }
    return { added: await addParts(trx, rootId, ids), changed };
  });
}

/** Returns the id of each folder, in order. */
async function keepFolders(
  trx: Transaction<Schema>,
  rootId: number,
  listings: readonly FolderListing[],
): Promise<number[]> {
  const rows = await executeMany<FolderListing, { id: number }>(trx, listings, of =>
    trx
      .insertInto('folder')
      .values({ root_id: rootId, path: of('path'), modified: of('modified'), gone_at: null })
      .onConflict(conflict =>
        conflict.columns(['root_id', 'path']).doUpdateSet({ modified: of('modified'), gone_at: null }),
      )
      .returning('id'),
  );
  return rows.map(row => row.id);
}

function addRows(rows: FileRow[], folderId: number, listing: FolderListing): void {
  for (let i = 0; i < listing.names.length; i++) {
    rows.push({
      folder_id: folderId,
      name: listing.names[i] as string,
      size: listing.sizes[i] as number,
      modified: listing.fileModified[i] as number,
      kind: listing.kinds[i] as number,
    });
  }
}

async function insertFiles(trx: Transaction<Schema>, files: readonly FileRow[]): Promise<void> {
  await executeMany(trx, files, of =>
    trx.insertInto('file').values({
      folder_id: of('folder_id'),
      name: of('name'),
      size: of('size'),
      modified: of('modified'),
      kind: of('kind'),
      missing_at: null,
    }),
  );
}

async function compareFiles(
  trx: Transaction<Schema>,
  folders: readonly { id: number; listing: FolderListing }[],
  at: number,
): Promise<void> {
  const recorded = new Map<number, Map<string, FileRow & { missing_at: number | null }>>();
  for (const { id } of folders) recorded.set(id, new Map());
  const rows = await trx
    .selectFrom('file')
    .select(['folder_id', 'name', 'size', 'modified', 'kind', 'missing_at'])
    .where('folder_id', 'in', idList(recorded.keys()))
    .execute();
  for (const row of rows) recorded.get(row.folder_id)?.set(row.name, row);

  const listed: FileRow[] = [];
  for (const { id, listing } of folders) addRows(listed, id, listing);
  const added: FileRow[] = [];
  const changed: FileRow[] = [];
  for (const file of listed) {
    const files = recorded.get(file.folder_id);
    const before = files?.get(file.name);
    files?.delete(file.name);
    if (!before) added.push(file);
    else if (
      before.missing_at !== null ||
      before.size !== file.size ||
      before.modified !== file.modified ||
      before.kind !== file.kind
    ) {
      changed.push(file);
    }
  }
  await insertFiles(trx, added);
  await executeMany(trx, changed, of =>
    trx
      .updateTable('file')
      .set({
        size: of('size'),
        modified: of('modified'),
        kind: of('kind'),
        missing_at: null,
        missed_scans: 0,
      })
      .where('folder_id', '=', of('folder_id'))
      .where('name', '=', of('name')),
  );
  const unlisted = [...recorded.values()].flatMap(files => [...files.values()]);
  await executeMany(
    trx,
    unlisted.filter(file => file.missing_at === null),
    of =>
      trx
        .updateTable('file')
        .set({ missing_at: at })
        .where('folder_id', '=', of('folder_id'))
        .where('name', '=', of('name')),
  );
}

async function markGone(
  trx: Transaction<Schema>,
  rootId: number,
  paths: readonly string[],
  at: number,
): Promise<void> {
  const folders = paths.map(path => ({ path }));
  await executeMany(trx, folders, of =>
    trx
      .updateTable('file')
      .set({ missing_at: at })
      .where('missing_at', 'is', null)
      .where('folder_id', 'in', query =>
        query.selectFrom('folder').select('id').where('root_id', '=', rootId).where('path', '=', of('path')),
      ),
  );
  await executeMany(trx, folders, of =>
    trx
      .updateTable('folder')
      .set({ gone_at: at })
      .where('root_id', '=', rootId)
      .where('path', '=', of('path')),
  );
}
