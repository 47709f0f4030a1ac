import { open, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { formatBytes } from '../../domain/amounts.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { BackupProof } from '../../domain/ports.ts';
import type { Cancel } from './cancel.ts';
import { type Contents, countRows, findDifference, hashSchema, readContents, rowsOf } from './contents.ts';
import { findDamage, isDamage, openReader } from './reader.ts';
import { toStoreError } from './sqlite-error.ts';

/** Pages that one step copies: 4 MiB, a few milliseconds between two looks at the cancel flag. */
const pagesPerStep = 1_000;

/** Parts of the whole that copying, and reading the rows on each side, are taken for. */
const shares = { copying: 0.3, original: 0.35, copy: 0.35 };

/**
 * Copies one snapshot of the database to `target`, a new file, and proves that the copy is that snapshot. See
 * `DatabaseCare.copyVerified` for what it promises.
 */
export async function copyVerified(
  file: string,
  target: string,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<BackupProof> {
  return await makeFile(target, async () => {
    const copied = shares.copying + shares.original;
    const original = await copyContents(file, target, fraction => onProgress(fraction * copied), cancel);
    const report = reportRows(rowsOf(original), onProgress, cancel, copied);
    const proof = await verifyCopy(target, original, report);
    await syncFolder(dirname(target));
    onProgress(1);
    return proof;
  });
}

/** Copies one snapshot to `target`, which is synced then, and returns what the snapshot holds. */
export async function copyContents(
  file: string,
  target: string,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<Contents> {
  using source = openReader(file);
  pinSnapshot(source);
  const damage = findDamage(source);
  if (damage[0] !== undefined) throw new ButlerError('database-corrupt', { file, detail: damage[0] });
  cancel.throwIfCancelled();
  await requireSpace(target, snapshotBytes(source));
  await createFile(target);
  const copying = shares.copying / (shares.copying + shares.original);
  await copySnapshot(source, target, fraction => onProgress(fraction * copying), cancel);
  await syncFile(target);
  return readContents(source, reportRows(countRows(source), onProgress, cancel, copying));
}

/**
 * Lets `make` make a file that is not there yet. When it fails nothing stays of it, unless somebody else's file was in
 * its place.
 */
export async function makeFile<T>(target: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(target + suffix, { force: true });
    }
    throw error;
  }
}

/** To be called for each row that is read: tells the progress from `base` to 1, and ends it all when it is cancelled. */
export function reportRows(
  rows: number,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
  base = 0,
): () => void {
  let read = 0;
  return () => {
    cancel.throwIfCancelled();
    if (++read % 10_000 === 0) onProgress(base + ((1 - base) * read) / Math.max(rows, read));
  };
}

/** From here to the end of the transaction this connection sees one snapshot, whatever others write. */
export function pinSnapshot(db: DatabaseSync): void {
  db.exec('begin');
  db.prepare('select count(*) from sqlite_schema').get();
}

/**
 * Copies what a connection with a pinned snapshot sees, page by page. SQLite's backup reads through that very
 * transaction, so it neither takes in later writes nor starts over because of them. The copy is one file, without a
 * log beside it.
 */
export async function copySnapshot(
  source: DatabaseSync,
  target: string,
  onProgress: (fraction: number) => void,
  cancel: Cancel,
): Promise<void> {
  try {
    await backup(source, target, {
      rate: pagesPerStep,
      progress: ({ totalPages, remainingPages }) => {
        cancel.throwIfCancelled();
        onProgress(1 - remainingPages / Math.max(totalPages, 1));
      },
    });
    using copy = new DatabaseSync(target);
    copy.exec('pragma synchronous = full; pragma journal_mode = delete');
  } catch (error) {
    const { message, errcode } = error as { message: string; errcode?: number };
    throw errcode === undefined ? error : toStoreError(target, { message, errcode });
  }
}

/** Opens the copy and compares it with what it should hold. Throws `backup-unverified` with the first difference. */
export async function verifyCopy(
  target: string,
  original: Contents,
  onRow: () => void,
): Promise<BackupProof> {
  const { size } = await stat(target);
  try {
    using copy = openReader(target);
    const damage = findDamage(copy);
    const copied = damage.length > 0 ? undefined : readContents(copy, onRow);
    const difference = copied ? findDifference(original, copied) : damage[0];
    if (!copied || difference !== undefined)
      throw new ButlerError('backup-unverified', { detail: `${difference}` });
    return { bytes: size, ...proofOf(copy, copied) };
  } catch (error) {
    const { message, errcode = 0 } = error as { message: string; errcode?: number };
    if (isDamage(errcode)) throw new ButlerError('backup-unverified', { detail: message }, { cause: error });
    throw error;
  }
}

/** What a database with these contents proves itself to be. */
export function proofOf(db: DatabaseSync, { schema, tables }: Contents): Omit<BackupProof, 'bytes'> {
  return { schemaVersion: readSchemaVersion(db), schema: hashSchema(schema), tables };
}

/** The last migration that the database went through. */
function readSchemaVersion(db: DatabaseSync): string {
  return String(db.prepare('select max(name) as name from kysely_migration').get()?.['name']);
}

function snapshotBytes(db: DatabaseSync): number {
  const row = db
    .prepare('select page_count * page_size as bytes from pragma_page_count, pragma_page_size')
    .get();
  return Number(row?.['bytes']);
}

export async function requireSpace(target: string, bytes: number): Promise<void> {
  const folder = dirname(target);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new ButlerError('disk-full', { path: folder, needed: formatBytes(bytes), free: formatBytes(free) });
}

/** Makes the file, readable by its owner only; refuses one that is there, so that removing it later is safe. */
async function createFile(target: string): Promise<void> {
  await using _created = await open(target, 'wx', 0o600);
}

export async function syncFile(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.sync();
}

/** Makes the file's entry in its folder durable. Windows keeps entries itself and opens no folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await handle.sync();
}
