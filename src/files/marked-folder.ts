import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { makeFolder, publishText } from './publish.ts';
import { noFollow, SafeFolder } from './safe-folder.ts';
import { explainWriteError } from './write-error.ts';

const markerName = '.butler-folder.json';

/** What Butler keeps in a folder that it cleans. */
export type MarkedKind = 'bundles' | 'blobs' | 'cache' | 'quarantine';

interface Marker {
  readonly kind: MarkedKind;
  /** ISO instant. */
  readonly createdAt: string;
  /** `st_dev` of the folder when it was last marked. */
  readonly device: number;
}

/** Whether a name is the marker's, or that of an unfinished one. */
export function isMarker(name: string): boolean {
  return name.startsWith(markerName);
}

/**
 * Makes a folder Butler's own: creates it where it is missing, and leaves a marker in it. Done at every start, which
 * also takes down the device anew: a restart may number the same disks differently. A folder that holds other things
 * and no marker is somebody else's and stays unmarked. Returns whether the folder carries the marker now.
 */
export async function markFolder(folder: string, kind: MarkedKind, at: number): Promise<boolean> {
  try {
    await makeFolder(folder);
    const found = await findMarker(join(folder, markerName));
    if (found && found.kind !== kind) return false;
    if (!found && !(await readdir(folder)).every(isMarker)) return false;
    const { dev: device } = await stat(folder);
    if (found?.device === device) return true;
    const createdAt = found?.createdAt ?? new Date(at).toISOString();
    const marker: Marker = { kind, createdAt, device };
    await publishText(`${JSON.stringify(marker)}\n`, join(folder, markerName));
    return true;
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/**
 * Opens a folder that carries our marker, of the given kind where one is given. Throws `folder-unmarked` when it is
 * not there, has none, or when another disk is mounted there than was when Butler started.
 */
export async function openMarked(folder: string, kind?: MarkedKind): Promise<SafeFolder> {
  let opened: SafeFolder;
  try {
    opened = await SafeFolder.open(folder);
  } catch (error) {
    throw new ButlerError('folder-unmarked', { folder }, { cause: error });
  }
  const marker = await findMarker(opened.at(markerName));
  if (marker && marker.device === opened.device && (kind ?? marker.kind) === marker.kind) return opened;
  await opened[Symbol.asyncDispose]();
  throw new ButlerError('folder-unmarked', { folder });
}

async function findMarker(file: string): Promise<Marker | undefined> {
  try {
    return parseMarker(await readFile(file, { encoding: 'utf8', flag: noFollow }));
  } catch {
    return undefined;
  }
}

function parseMarker(text: string): Marker | undefined {
  const { kind, createdAt, device } = JSON.parse(text) as Partial<Marker>;
  if (!kind || typeof createdAt !== 'string' || typeof device !== 'number') return undefined;
  return { kind, createdAt, device };
}
