import { type Kysely, sql, type Transaction } from 'kysely';
import { formatCount } from '../domain/amounts.ts';
import { executeMany } from './batch-query.ts';
import { idList } from './id-list.ts';
import { pruneMedia } from './item-prune.ts';
import { countParts } from './part-sync.ts';
import type { Schema } from './schema.ts';
import { withTrash } from './trash.ts';

/** Scans that have to miss a file before it goes. */
const scansToRemove = 2;
/** Above either of these a removal waits for a person: a disk may be gone rather than the files. */
const heldAbove = { parts: 1_000, shareOfSection: 0.1 };
/** So many a person deletes at one sitting. In a small section they are soon a tenth, but no disk that is gone. */
const fewParts = 5;

/** Files that one transaction forgets when a person has all forgotten: others write in between. */
const forgottenAtOnce = 500;

interface DueFile {
  readonly folder_id: number;
  readonly name: string;
  /** Null where the file is no media of its own. */
  readonly part_id: number | null;
  readonly media_id: number | null;
}

/** See `LibraryStore.removeMissing`. It counts parts; files that are no media of their own go along unmentioned. */
export async function removeMissing(
  db: Kysely<Schema>,
  sectionId: number,
  at: number,
  graceMs: number,
  evenMany: boolean,
): Promise<{ removed: number; held: number }> {
  return db.transaction().execute(async trx => {
    await countScan(trx, sectionId);
    const files = await dueFiles(trx, sectionId, at - graceMs);
    const parts = countOf(files);
    const { present, missing } = await countParts(trx, sectionId);
    if (isMassLoss(parts, present + missing) && !evenMany) return { removed: 0, held: parts };

    await trashFiles(trx, sectionId, files, at);
    return { removed: parts, held: 0 };
  });
}

/** See `SectionStore.forgetMissing`. */
export async function forgetMissing(db: Kysely<Schema>, sectionId: number, at: number): Promise<number> {
  for (let removed = 0; ; ) {
    const files = await db.transaction().execute(async trx => {
      const files = await filesOf(trx)
        .where('file.missing_at', 'is not', null)
        .where('file.folder_id', 'in', foldersOf(trx, sectionId).where('root.offline_because', 'is', null))
        .limit(forgottenAtOnce)
        .execute();
      await trashFiles(trx, sectionId, files, at);
      return files;
    });
    removed += countOf(files);
    if (files.length < forgottenAtOnce) return removed;
  }
}

async function trashFiles(
  trx: Transaction<Schema>,
  sectionId: number,
  files: readonly DueFile[],
  at: number,
) {
  const what = `${formatCount(countOf(files), 'file')} that went missing`;
  await withTrash(trx, { task: 'RefreshLibraries', at, what }, () => removeFiles(trx, sectionId, files));
}

/** Of those that are media of their own. */
function countOf(files: readonly DueFile[]): number {
  return files.filter(file => file.part_id !== null).length;
}

/** Whether that many of a section's parts look like a loss rather than like somebody who deletes films. */
function isMassLoss(parts: number, ofSection: number): boolean {
  if (parts > heldAbove.parts) return true;
  // Of a few films all may be on a disk that is not attached, while something else is left in the folder.
  const isFew = parts <= fewParts && parts < ofSection;
  return !isFew && parts > ofSection * heldAbove.shareOfSection;
}

function foldersOf(trx: Transaction<Schema>, sectionId: number) {
  return trx
    .selectFrom('folder')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .select('folder.id')
    .where('root.section_id', '=', sectionId);
}

async function countScan(trx: Transaction<Schema>, sectionId: number): Promise<void> {
  await trx
    .updateTable('file')
    .set({ missed_scans: sql`missed_scans + 1` })
    .where('missing_at', 'is not', null)
    .where('folder_id', 'in', foldersOf(trx, sectionId))
    .execute();
}

async function dueFiles(trx: Transaction<Schema>, sectionId: number, latest: number): Promise<DueFile[]> {
  return filesOf(trx)
    .where('file.missing_at', '<=', latest)
    .where('file.missed_scans', '>=', scansToRemove)
    .where('file.folder_id', 'in', foldersOf(trx, sectionId))
    .execute();
}

function filesOf(trx: Transaction<Schema>) {
  return trx
    .selectFrom('file')
    .leftJoin('part', join =>
      join.onRef('part.folder_id', '=', 'file.folder_id').onRef('part.name', '=', 'file.name'),
    )
    .select(['file.folder_id', 'file.name', 'part.id as part_id', 'part.media_id']);
}

async function removeFiles(
  trx: Transaction<Schema>,
  sectionId: number,
  files: readonly DueFile[],
): Promise<void> {
  if (files.length > 0) {
    await trx
      .deleteFrom('part')
      .where('id', 'in', idList(files.flatMap(file => file.part_id ?? [])))
      .execute();
    await pruneMedia(trx, [...new Set(files.flatMap(file => file.media_id ?? []))]);
    await executeMany(trx, files, of =>
      trx.deleteFrom('file').where('folder_id', '=', of('folder_id')).where('name', '=', of('name')),
    );
  }
  await trx
    .deleteFrom('folder')
    .where('gone_at', 'is not', null)
    .where('id', 'in', foldersOf(trx, sectionId))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('file').select('file.name').whereRef('file.folder_id', '=', 'folder.id'))),
    )
    .execute();
}
