import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { failureOf, type Restore } from '../domain/restore.ts';
import { exists } from '../files/exists.ts';
import { publishText } from '../files/publish.ts';
import { tokenFile } from './token.ts';

/** Where a backup is brought back before it is put in the place of the database. */
export function restoringFolder(data: string): string {
  return join(data, 'restoring');
}

const aside = 'before-restore-';

/** Where the database goes that a restore takes the place of: `before-restore-2027-03-28T020000.000Z`. */
export function asideFolder(data: string, { beganAt }: Pick<Restore, 'beganAt'>): string {
  return join(data, `${aside}${new Date(beganAt).toISOString().replaceAll(':', '')}`);
}

/** All of these that are there. */
export async function asideFolders(data: string): Promise<readonly string[]> {
  return (await readdir(data)).filter(name => name.startsWith(aside)).map(name => join(data, name));
}

/** The last restore of a data folder, if there was one; what cannot be read was none. */
export async function findRestore(data: string): Promise<Restore | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(data), 'utf8')) as Restore;
  } catch {
    return undefined;
  }
}

/** Puts a restore on record, beside the database: what a backup brings back knows nothing of it. Throws `disk-full`. */
export async function keepRestore(data: string, restore: Restore): Promise<void> {
  await publishText(`${JSON.stringify(restore, undefined, 2)}\n`, fileIn(data));
}

/**
 * Brings a restore to its end that was left somewhere on its way, by an error or a crash: it has succeeded from the
 * instant on at which the backup was moved in the place of the database, and failed before, with all as it was. Returns
 * it, or undefined where none was on its way. To be called by the holder of the data folder.
 */
export async function concludeRestore(
  data: string,
  because: unknown = new ButlerError('restore-cut-off', {}),
): Promise<Restore | undefined> {
  const restore = await findRestore(data);
  if (!restore || restore.endedAt !== undefined) return undefined;
  const isMoved = restore.state === 'replacing' && !(await exists(join(restoringFolder(data), 'butler.db')));
  const { restored: _, ...about } = { ...restore, endedAt: Date.now() };
  const ended: Restore = isMoved
    ? { ...restore, ...about, state: 'succeeded' }
    : { ...about, state: 'failed', failure: failureOf(because) };
  const token = tokenFile(restoringFolder(data));
  if (isMoved && (await exists(token))) await rename(token, tokenFile(data));
  // From the state `replacing` on it tells by what lies there what has happened.
  if (restore.state === 'comparing') await clear(data, restore);
  await keepRestore(data, ended);
  await clear(data, restore);
  return ended;
}

/** Removes what a restore leaves on its way: also the copy of a database that then stayed in its place. */
async function clear(data: string, restore: Restore): Promise<void> {
  await rm(restoringFolder(data), { recursive: true, force: true });
  if (restore.state === 'comparing') await rm(asideFolder(data, restore), { recursive: true, force: true });
}

function fileIn(data: string): string {
  return join(data, 'restore.json');
}
