import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import type { Section } from '../../domain/library.ts';
import type { DataFolders } from '../../domain/run-context.ts';
import { makeFolder } from '../../files/publish.ts';
import { SafeFolder } from '../../files/safe-folder.ts';
import { describeSystemError } from '../../files/write-error.ts';

/**
 * Opens the folder for backups, making it where it is missing. Throws `backup-folder` when backups cannot or should
 * not be kept there; then nothing was made.
 *
 * @param chosen the owner's choice; empty means the backups of the data folder
 */
export async function openBackupFolder(
  chosen: string,
  folders: DataFolders,
  sections: readonly Section[],
): Promise<SafeFolder> {
  const path = chosen.trim() === '' ? folders.backups : normalize(chosen.trim());
  const refuse = (cause: string, error?: unknown) =>
    new ButlerError('backup-folder', { folder: path, cause }, { cause: error });
  if (!isAbsolute(path)) throw refuse('the path does not begin at the root');
  try {
    for (const place of [path, await followLinks(path)]) {
      const cleaned = [folders.bundles, folders.cache, folders.quarantine];
      if (cleaned.some(folder => isInside(place, folder))) throw refuse('Butler cleans that folder');
      const section = sections.find(({ roots }) => roots.some(root => isInside(place, root.path)));
      if (section) throw refuse(`it lies in the section "${section.title}"`);
    }
    if (await isFile(path)) throw refuse('it is a file');
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
    return await SafeFolder.open(path);
  } catch (error) {
    if (error instanceof ButlerError) throw error;
    throw refuse(describeSystemError(error), error);
  }
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

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === false;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
