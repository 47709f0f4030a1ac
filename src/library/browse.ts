import { opendir, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { isIgnoredFolder } from './naming/ignored.ts';
import { describeFileError, isFileError, isNotThere } from './scan/file-error.ts';

/** Folders that one answer tells at most. */
const mostFolders = 2_000;

/** A folder with the folders in it. */
export interface BrowsedFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Absent where that may not be shown. */
  readonly parent?: string;
  /** Absolute paths, by name. */
  readonly folders: readonly string[];
  /** Whether there are more. */
  readonly isPartial: boolean;
}

/** The allowed folder that a path without symbolic links is, or lies in. */
export function findAllowed(path: string, allowed: readonly string[]): string | undefined {
  return allowed.find(
    folder => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep),
  );
}

/** Those that are there, without symbolic links, each once. */
export async function resolveFolders(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(path => realpath(resolve(path)).catch(() => undefined)));
  return [...new Set(found.filter(path => path !== undefined))];
}

/**
 * Lists the folders in a folder, hidden ones and links that lead elsewhere aside. Throws `folder-outside` where it is
 * not within the allowed ones once all links are followed, `root-missing`, `root-not-a-folder` or `root-unreadable`.
 *
 * @param allowed as {@link resolveFolders} has them
 */
export async function browseFolder(given: string, allowed: readonly string[]): Promise<BrowsedFolder> {
  const path = await openFolder(resolve(given), allowed);
  const found: string[] = [];
  let isPartial = false;
  try {
    for await (const entry of await opendir(path)) {
      if (entry.name.startsWith('.') || isIgnoredFolder(entry.name)) continue;
      if (!entry.isDirectory() && !entry.isSymbolicLink()) continue;
      isPartial = found.length === mostFolders;
      if (isPartial) break;
      const folder = join(path, entry.name);
      if (entry.isDirectory() || (await leadsWithin(folder, allowed))) found.push(folder);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  const above = dirname(path);
  const isTop = above === path || !findAllowed(above, allowed);
  return { path, ...(!isTop && { parent: above }), folders: found.sort(), isPartial };
}

async function openFolder(absolute: string, allowed: readonly string[]): Promise<string> {
  try {
    const path = await realpath(absolute);
    if (findAllowed(path, allowed)) return path;
  } catch (error) {
    // Of what lies elsewhere nothing is told, not even whether it is there.
    if (findAllowed(absolute, allowed)) {
      throw isNotThere(error)
        ? new ButlerError('root-missing', { path: absolute })
        : unreadable(absolute, error);
    }
  }
  throw new ButlerError('folder-outside', { path: absolute });
}

/** Whether a link is one to a folder that may be shown. */
async function leadsWithin(link: string, allowed: readonly string[]): Promise<boolean> {
  const path = await realpath(link).catch(() => undefined);
  if (path === undefined || !findAllowed(path, allowed)) return false;
  const folder = await opendir(path).catch(() => undefined);
  await folder?.close();
  return folder !== undefined;
}

function unreadable(path: string, error: unknown): unknown {
  if (!isFileError(error)) return error;
  if ((error as NodeJS.ErrnoException).code === 'ENOTDIR')
    return new ButlerError('root-not-a-folder', { path });
  return new ButlerError('root-unreadable', { path, cause: describeFileError(error) }, { cause: error });
}
