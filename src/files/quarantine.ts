import { open, readFile, rename } from 'node:fs/promises';
import { ButlerError } from '../domain/errors.ts';
import { openMarked } from './marked-folder.ts';
import { removeTree } from './remove-tree.ts';
import { ignoreGone, isGone, type SafeFolder } from './safe-folder.ts';
import { describe, type Found } from './walk-safely.ts';
import { explainWriteError } from './write-error.ts';

/**
 * The quarantine holds shelves: folders named after the day (UTC) on which things were taken away, `YYYY-MM-DD`, and
 * `YYYY-MM-DD-2`… for further times on that day. In a shelf lie the things, under numbers, and `manifest.jsonl`, which
 * says of each number what it was and where.
 */
const shelfPattern = /^(\d{4}-\d\d-\d\d)(-\d+)?$/;
const manifestName = 'manifest.jsonl';
const dayMs = 86_400_000;
/** How long what was taken away can be put back. */
const keptMs = 7 * dayMs;
/** Moves that share one sync of the manifest. */
const batchSize = 256;

/** Something to be taken away. */
export interface Removal {
  readonly found: Found;
  /** All that goes with it, in bytes. */
  readonly bytes: number;
  /** In words, for the record. */
  readonly why: string;
}

/** One line of a manifest. */
interface Entry {
  /** `<shelf>/<number>`: its place in the quarantine. */
  readonly id: string;
  /** Absolute path of the marked folder that it was in. */
  readonly root: string;
  /** Its path there. */
  readonly path: string;
  readonly bytes: number;
  readonly why: string;
  /** ISO instant. */
  readonly at: string;
}

export interface QuarantineOptions {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Ends it between two moves. */
  readonly signal: AbortSignal;
  /** Is told after each thing how many were dealt with so far, and the bytes that were moved. */
  onMoved(dealtWith: number, bytes: number): void;
}

export interface QuarantineReport {
  readonly moved: number;
  readonly bytes: number;
  /** What was left alone after all: it changed or vanished after it had been found. */
  readonly refused: readonly string[];
}

/**
 * Moves what was found below `root` into the quarantine. Each thing is on record, and the record synced, before it is
 * moved; one that is no longer what was found stays. Both folders are open and marked ({@link openMarked}).
 * Throws `quarantine-elsewhere` when they are on different disks, since a copy could be cut short.
 */
export async function quarantine(
  removals: readonly Removal[],
  root: SafeFolder,
  place: SafeFolder,
  { at, signal, onMoved }: QuarantineOptions,
): Promise<QuarantineReport> {
  if (root.device !== place.device) throw elsewhere(root, place);
  const refused: string[] = [];
  let moved = 0;
  let bytes = 0;
  if (removals.length === 0) return { moved, bytes, refused };
  const instant = new Date(at).toISOString();
  try {
    const name = await makeShelf(place, instant.slice(0, 'YYYY-MM-DD'.length));
    await using shelf = await place.folder(name);
    await using manifest = await open(shelf.at(manifestName), 'wx');
    for (let from = 0; from < removals.length; from += batchSize) {
      signal.throwIfAborted();
      const batch = removals.slice(from, from + batchSize).map((removal, index) => {
        return { removal, number: String(from + index + 1) };
      });
      const entries = batch.map(({ removal: { found, bytes, why }, number }): Entry => {
        return { id: `${name}/${number}`, root: root.path, path: found.path, bytes, why, at: instant };
      });
      await manifest.appendFile(entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
      await manifest.sync();
      await shelf.sync();
      for (const { removal, number } of batch) {
        signal.throwIfAborted();
        if (await moveAway(removal.found, root, shelf.at(number))) {
          moved++;
          bytes += removal.bytes;
        } else {
          refused.push(removal.found.path);
        }
        onMoved(moved + refused.length, bytes);
      }
      await shelf.sync();
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EXDEV'
      ? elsewhere(root, place, error)
      : explainWriteError(error, place.path);
  }
  return { moved, bytes, refused };
}

/**
 * Removes for good what was taken away seven days ago or earlier, in whole days. Returns how many bytes that were.
 *
 * @param now milliseconds since 1970 UTC
 */
export async function purgeQuarantine(place: SafeFolder, now: number): Promise<number> {
  let bytes = 0;
  for (const name of await place.names()) {
    if (!shelfPattern.test(name) || !(keptUntil(name) <= now)) continue;
    try {
      bytes += await removeTree(place, name);
    } catch (error) {
      throw explainWriteError(error, place.path);
    }
  }
  return bytes;
}

/** Until when something can be put back, by its id or shelf: an instant after which the next cleaning removes it. */
export function keptUntil(id: string): number {
  return Date.parse(id.slice(0, 'YYYY-MM-DD'.length)) + dayMs + keptMs;
}

/** What can be put back, the oldest first. */
export async function listQuarantine(place: SafeFolder): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const name of (await place.names()).filter(name => shelfPattern.test(name)).sort()) {
    await using shelf = await place.folder(name).catch(ignoreGone);
    if (!shelf) continue;
    const numbers = new Set(await shelf.names());
    entries.push(...(await readManifest(shelf)).filter(({ id }) => numbers.has(id.slice(name.length + 1))));
  }
  return entries;
}

/** Removes everything for good, now. Returns how many bytes that were. */
export async function emptyQuarantine(place: SafeFolder): Promise<number> {
  return await purgeQuarantine(place, Number.POSITIVE_INFINITY);
}

/**
 * Puts one thing back where it was taken from and returns that path. Throws `quarantine-restore` when the quarantine
 * does not have it, or when something stands in its place; `folder-unmarked` when the folder it was in is not there.
 */
export async function restoreFromQuarantine(id: string, place: SafeFolder): Promise<string> {
  const refuse = (cause: string) => new ButlerError('quarantine-restore', { id, cause });
  const [shelfName = '', number = '', ...more] = id.split('/');
  if (!shelfPattern.test(shelfName) || !/^\d+$/.test(number) || more.length > 0) {
    throw refuse('an id looks like 2027-03-28/12');
  }
  try {
    await using shelf = await place.folder(shelfName);
    const entry = (await readManifest(shelf)).find(line => line.id === id);
    if (!entry || !(await shelf.look(number))) throw refuse('it is not in the quarantine');
    await using root = await openMarked(entry.root);
    const [folders, name] = split(entry.path);
    await root.within(
      folders,
      async folder => {
        if (await folder.look(name)) throw refuse('something stands in its place');
        await rename(shelf.at(number), folder.at(name));
        await folder.sync();
      },
      true,
    );
    return `${entry.root}/${entry.path}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') throw refuse('its place is on another disk now');
    throw isGone(error) ? refuse('it, or its place, is not there') : explainWriteError(error, place.path);
  }
}

/** Moves one thing, if it is still the one that was found. */
async function moveAway(found: Found, root: SafeFolder, target: string): Promise<boolean> {
  const [folders, name] = split(found.path);
  try {
    return await root.within(folders, async folder => {
      const state = await folder.look(name);
      if (!state || state.dev !== root.device || !isSame(found, describe(state, found.path))) return false;
      await rename(folder.at(name), target);
      return true;
    });
  } catch (error) {
    if (isGone(error)) return false;
    throw explainWriteError(error, `${root.path}/${found.path}`);
  }
}

function isSame(found: Found, now: Found | undefined): boolean {
  if (!now || now.kind !== found.kind || now.inode !== found.inode) return false;
  return now.bytes === found.bytes && now.modifiedAt === found.modifiedAt;
}

/** The lines that can be read: one that a power cut left unfinished tells of nothing that was moved. */
async function readManifest(shelf: SafeFolder): Promise<Entry[]> {
  if (!(await shelf.look(manifestName))?.isFile()) return [];
  const text = await readFile(shelf.at(manifestName), 'utf8');
  return text.split('\n').flatMap(line => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      return [];
    }
  });
}

/** Makes a shelf that nobody else has, and returns its name. */
async function makeShelf(place: SafeFolder, day: string): Promise<string> {
  for (let time = 1; ; time++) {
    const name = time === 1 ? day : `${day}-${time}`;
    if (await place.make(name)) return name;
  }
}

/** A path as its folders and its name. */
function split(path: string): [folders: string, name: string] {
  const end = path.lastIndexOf('/');
  return [path.slice(0, Math.max(end, 0)), path.slice(end + 1)];
}

function elsewhere(root: SafeFolder, place: SafeFolder, cause?: unknown): ButlerError {
  return new ButlerError('quarantine-elsewhere', { folder: root.path, quarantine: place.path }, { cause });
}
