import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ButlerError, isError } from '../domain/errors.ts';
import type { Restore, Restored } from '../domain/restore.ts';
import { describeSystemError } from '../files/write-error.ts';
import { DataFolderLock } from '../store/lock.ts';
import { keepAside, replaceDatabase } from '../store/replace-database.ts';
import type { FoundBackup } from './backups.ts';
import { type BroughtBack, bringBackInto, findRestorable, type RestoreRequest } from './bring-back.ts';
import { asideFolder, concludeRestore, findRestore, keepRestore, restoringFolder } from './restore-record.ts';
import { findToken, keepToken } from './token.ts';

/** A restore that is on record, and what it is to bring back. */
export interface BegunRestore {
  readonly request: RestoreRequest;
  readonly backup: FoundBackup;
  readonly restore: Restore;
}

/** One that only the database is in the way of. */
export interface PreparedRestore extends BegunRestore {
  readonly brought: BroughtBack;
}

/**
 * Puts a backup in the place of a data folder's database, and the token of the backup in the place of its own. All of it
 * is restored, compared, migrated and settled beside the database first: until the last step, and whenever anything goes
 * wrong, what was there stays. Throws `data-folder-locked` while a server holds the folder, `backup-unknown`,
 * `backup-damaged`, `backup-newer`, `disk-full` or `cancelled`.
 */
export async function restore(request: RestoreRequest): Promise<Restored> {
  const backup = await findRestorable(request);
  if (!(await isFolder(request.data))) await makeFolder(request.data);
  return await holding(request.data, async () => {
    const prepared = await prepareRestore(await beginRestore(request, backup));
    return await putInPlace(prepared, prepared.brought.token);
  });
}

/** The first of the steps that {@link restore} takes, for who holds the data folder. Throws `disk-full`. */
export async function beginRestore(
  request: RestoreRequest,
  backup: FoundBackup,
  key?: string,
): Promise<BegunRestore> {
  const { folder, name, manifest } = backup;
  // A bare database has the name of every other one.
  const known = manifest ? name : join(basename(folder), name);
  const about = { backup: known, state: 'comparing', beganAt: Date.now() } as const;
  const restore: Restore = { ...about, ...(key !== undefined && { key }) };
  await keepRestore(request.data, restore);
  return { request, backup, restore };
}

/** Brings it back beside the database, ready to take its place. What goes wrong is on record too. */
export async function prepareRestore(begun: BegunRestore): Promise<PreparedRestore> {
  const { request, backup } = begun;
  return await onRecord(request.data, async () => {
    const scratch = restoringFolder(request.data);
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { mode: 0o700 });
    return { ...begun, brought: await bringBackInto(scratch, request, backup) };
  });
}

/**
 * The last step, for a server that has let go of its data folder a moment ago. Its token stays, so that who asked for the
 * restore still gets in. Returns what is on record then, whatever came of it.
 */
export async function finishRestore(
  prepared: PreparedRestore,
  signal: AbortSignal,
): Promise<Restore | undefined> {
  const { data } = prepared.request;
  const request = { ...prepared.request, signal };
  await holding(data, () => putInPlace({ ...prepared, request }, undefined)).catch(() => undefined);
  return await findRestore(data);
}

/** @param token to take the place of the data folder's */
async function putInPlace(
  { request, restore, brought }: PreparedRestore,
  token: string | undefined,
): Promise<Restored> {
  const { data, signal, onStep } = request;
  return await onRecord(data, async () => {
    const scratch = restoringFolder(data);
    if (signal.aborted) throw new ButlerError('cancelled', {});
    onStep?.('Keeping what is there, and putting the backup in its place');
    const aside = asideFolder(data, restore);
    const keptAs = await keepAside(join(data, 'butler.db'), aside);
    const before = await findToken(data);
    if (keptAs !== undefined && before !== undefined) await keepToken(aside, before);
    const isOther = token !== undefined && token !== before;
    if (isOther) await keepToken(scratch, token);
    const restored = { ...brought.restorable, token: isOther, ...(keptAs !== undefined && { keptAs }) };
    await keepRestore(data, { ...restore, state: 'replacing', restored });
    await replaceDatabase(join(data, 'butler.db'), join(scratch, 'butler.db'));
    await concludeRestore(data);
    return restored;
  });
}

/** Whatever ends a restore on its way is on record; where even that cannot be written, the next start finds out. */
async function onRecord<Result>(data: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const isCutOff = isError(error, 'cancelled');
    const because = isCutOff ? new ButlerError('restore-cut-off', {}, { cause: error }) : error;
    await concludeRestore(data, because).catch(() => undefined);
    throw because;
  }
}

async function holding<Result>(data: string, act: () => Promise<Result>): Promise<Result> {
  const lock = DataFolderLock.take(data, Date.now());
  try {
    return await act();
  } finally {
    lock.release();
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.isDirectory()) return found !== undefined;
  throw new ButlerError('data-folder-unwritable', { folder: path, cause: 'it is a file' });
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const cause = describeSystemError(error);
    throw new ButlerError('data-folder-unwritable', { folder: path, cause }, { cause: error });
  }
}
