import { constants, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { makeFolder } from '../../files/publish.ts';
import { SafeFolder } from '../../files/safe-folder.ts';
import { describeSystemError } from '../../files/write-error.ts';
import { listBackups } from './backup.ts';
import { recall } from './memory.ts';

/**
 * Opens the folder for backups, making it where it is missing. Throws `backup-folder` when backups cannot or should
 * not be kept there; then nothing was made.
 *
 * @param chosen the owner's choice; empty means the backups of the data folder
 */
export async function openBackupFolder(
  chosen: string,
  { folders, instanceId, library }: Pick<RunContext, 'folders' | 'instanceId' | 'library'>,
): Promise<SafeFolder> {
  const path = placeOf(chosen, folders.backups);
  const refuse = (cause: string, error?: unknown) =>
    new ButlerError('backup-folder', { folder: path, cause }, { cause: error });
  if (!isAbsolute(path)) throw refuse('the path does not begin at the root');
  try {
    const sections = await library.sections();
    for (const place of [path, await followLinks(path)]) {
      const cleaned = [folders.bundles, folders.blobs, folders.cache, folders.quarantine];
      if (cleaned.some(folder => isInside(place, folder))) throw refuse('Butler cleans that folder');
      const section = sections.find(({ roots }) => roots.some(root => isInside(place, root.path)));
      if (section) throw refuse(`it lies in the section "${section.title}"`);
    }
    const found = await find(path);
    if (found && !found.isDirectory()) throw refuse('it is a file');
    const known = path === folders.backups ? undefined : (await recall(folders.data)).places[path];
    if (known && !found) throw refuse('it is gone: is its disk attached?');
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
    const folder = await SafeFolder.open(path);
    // Another number alone tells little: disks get new ones when they are attached again.
    try {
      if (known && folder.device !== known.device && (await listBackups(folder, instanceId)).length === 0)
        throw refuse('it is on another disk than before, and has none of the backups that were made there');
      return folder;
    } catch (error) {
      await folder[Symbol.asyncDispose]();
      throw error;
    }
  } catch (error) {
    if (error instanceof ButlerError) throw error;
    throw refuse(describeSystemError(error), error);
  }
}

/** Where backups are kept by the owner's choice. */
function placeOf(chosen: string, usual: string): string {
  return chosen.trim() === '' ? usual : normalize(chosen.trim()).replace(/(?<=.)[/\\]$/, '');
}

/** Where a path leads, as far as it exists. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    return join(await followLinks(parent), basename(path));
  }
}

async function find(path: string): Promise<Stats | undefined> {
  return await stat(path).catch(() => undefined);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
