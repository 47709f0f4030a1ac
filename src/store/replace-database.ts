import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ButlerError } from '../domain/errors.ts';

/** Where SQLite keeps what is not in the file yet, and the index of that. */
const log = '-wal';
const logIndex = '-shm';

/**
 * Copies a database as it is, sound or not, with its write-ahead log, into a folder that it makes. Returns the copy,
 * or undefined where there is no database. The data folder is held by the caller.
 */
export async function keepAside(file: string, folder: string): Promise<string | undefined> {
  const size = await sizeOf(file);
  if (size === undefined || size === 0) return undefined;
  await mkdir(folder, { mode: 0o700 });
  const copy = join(folder, 'butler.db');
  for (const suffix of ['', log]) {
    if ((await sizeOf(file + suffix)) !== undefined) await copySynced(file + suffix, copy + suffix);
  }
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  return copy;
}

/**
 * Puts a database in the place of another. At every instant the file is either the old database or the new one. The
 * log of the old one goes before: SQLite would take it for that of the new one.
 */
export async function replaceDatabase(file: string, replacement: string): Promise<void> {
  emptyLog(file);
  for (const suffix of [log, logIndex]) await rm(file + suffix, { force: true });
  await syncFolder(dirname(file));
  await rename(replacement, file);
  await syncFolder(dirname(file));
}

/** So that the old database is whole without its log, should the power fail now. A damaged one stays as it is. */
function emptyLog(file: string): void {
  try {
    using db = new DatabaseSync(file, { timeout: 0 });
    db.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // It was kept aside with its log.
  }
}

async function copySynced(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await using handle = await open(to, 'r+');
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new ButlerError('disk-full', { path: dirname(to) }, { cause: error });
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await handle.sync();
}
