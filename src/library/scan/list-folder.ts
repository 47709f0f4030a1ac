import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { fileKinds } from '../../domain/library.ts';
import type { FolderListing, WalkSummary } from '../../domain/walk.ts';
import type { Breathe } from '../../domain/worker.ts';
import { fileKindOf } from '../naming/file-kind.ts';
import { isIgnoredFolder, isIgnoredName } from '../naming/ignored.ts';
import { describeFileError, isNotThere } from './file-error.ts';

export type Refusal = WalkSummary['refused'][number];

/** How long ago a change must lie for a time to be trusted, in milliseconds. */
export interface Settling {
  /** Of a folder: file systems count in steps of up to 2 s, and a second change in the same step would not show. */
  readonly folderMs: number;
  /** Of a file: one that is still being written grows without touching the time of its folder. */
  readonly fileMs: number;
}

export interface ListedFolder {
  readonly listing: FolderListing;
  /** Names of the folders in it. */
  readonly folders: readonly string[];
  /** Names of the symbolic links in it that lead to folders. */
  readonly folderLinks: readonly string[];
  readonly refused: readonly Refusal[];
  /** Names of folders and media files that are left out for their names alone. */
  readonly passedOver: readonly string[];
}

const kindIndex = new Map(fileKinds.map((kind, index) => [kind, index]));

/** The time that changes whenever an entry comes or goes, also when a program puts the modification time back. */
export function changeTimeOf(folder: Stats): number {
  return Math.max(folder.mtimeMs, folder.ctimeMs);
}

/**
 * Lists one folder. Files are described by what a symbolic link leads to; whatever is neither file nor folder is left
 * out and never opened. Throws the system's error when the folder, or a file in it, cannot be looked at: half a
 * listing would make files look missing.
 *
 * @param folder absolute path
 * @param path below the root
 * @param changedAt the folder's change time, taken before this call
 */
export async function listFolder(
  folder: string,
  path: string,
  changedAt: number,
  settling: Settling,
  breathe: Breathe,
): Promise<ListedFolder> {
  const now = Date.now();
  const refused: Refusal[] = [];
  const entries = readableEntries(folder, path, refused);
  const names: string[] = [];
  const sizes = new Float64Array(entries.length);
  const fileModified = new Float64Array(entries.length);
  const kinds = new Uint8Array(entries.length);
  const folders: string[] = [];
  const folderLinks: string[] = [];
  const passedOver: string[] = [];
  let settled = changedAt < now - settling.folderMs;

  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      (isIgnoredFolder(name) ? passedOver : folders).push(name);
      continue;
    }
    const isLink = entry.isSymbolicLink();
    if (isLink) settled = false;
    else if (!entry.isFile()) continue;
    if (isIgnoredName(name)) {
      if (fileKindOf(name) !== 'other') passedOver.push(name);
      continue;
    }

    const stats = isLink ? followLink(folder, path, name, refused) : findFile(`${folder}/${name}`);
    if (stats?.isDirectory()) {
      (isIgnoredFolder(name) ? passedOver : folderLinks).push(name);
    } else if (stats?.isFile()) {
      if (stats.mtimeMs > now - settling.fileMs) settled = false;
      const row = names.push(name) - 1;
      sizes[row] = stats.size;
      fileModified[row] = stats.mtimeMs;
      kinds[row] = kindIndex.get(fileKindOf(name)) ?? 0;
    }
    const pause = breathe();
    if (pause) await pause;
  }

  const listing = {
    path,
    modified: settled && refused.length === 0 ? changedAt : 0,
    names,
    sizes: sizes.slice(0, names.length),
    fileModified: fileModified.slice(0, names.length),
    kinds: kinds.slice(0, names.length),
  };
  return { listing, folders, folderLinks, refused, passedOver };
}

/** Path of an entry below the root. */
export function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** Undefined when it went away since it was listed. */
function findFile(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

function followLink(folder: string, path: string, name: string, refused: Refusal[]): Stats | undefined {
  try {
    return statSync(`${folder}/${name}`);
  } catch (error) {
    const because = isNotThere(error)
      ? 'it is a symbolic link to something that is not there'
      : `it is a symbolic link that cannot be followed: ${describeFileError(error)}`;
    refused.push({ path: below(path, name), because });
    return undefined;
  }
}

/** The entries whose names are text. Node turns bytes that are not UTF-8 into U+FFFD, which is also a legal letter. */
function readableEntries(folder: string, path: string, refused: Refusal[]): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some(entry => entry.name.includes('\uFFFD'))) return entries;

  const readable = new Set<string>();
  for (const name of readdirSync(folder, { encoding: 'buffer' })) {
    if (isUtf8(name)) readable.add(name.toString());
    else refused.push({ path: below(path, escapeBytes(name)), because: 'its name is not UTF-8' });
  }
  return entries.filter(entry => readable.delete(entry.name));
}

/** ASCII as it is, every other byte as `\xNN`. */
function escapeBytes(name: Buffer): string {
  return name.toString('latin1').replaceAll(/[^\x20-\x7e]/g, byte => {
    return `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
