import { constants } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { ButlerError } from '../domain/errors.ts';
import { openMarked } from './marked-folder.ts';
import { removeTree } from './remove-tree.ts';
import { isGone, noFollow, type SafeFolder } from './safe-folder.ts';
import { describe, type Found } from './walk-safely.ts';
import { explainWriteError } from './write-error.ts';

/**
 * The quarantine holds one folder for each day (UTC), named `YYYY-MM-DD`. In it lie the things that were taken away,
 * under numbers, and `manifest.jsonl`, which says of each number what it was and where.
 */
const manifestName = 'manifest.jsonl';
const dayMs = 86_400_000;
const appending = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | noFollow;
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
  /** `<day>/<number>`: its place in the quarantine. */
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
 *
 * @param at milliseconds since 1970 UTC
 * @param onMoved is told after each thing how many were dealt with so far, and the bytes that were moved
 */
export async function quarantine(
  removals: readonly Removal[],
  root: SafeFolder,
  place: SafeFolder,
  at: number,
  signal: AbortSignal,
  onMoved: (dealtWith: number, bytes: number) => void,
): Promise<QuarantineReport> {
  if (root.device !== place.device) throw elsewhere(root, place);
  const refused: string[] = [];
  let moved = 0;
  let bytes = 0;
  if (removals.length === 0) return { moved, bytes, refused };
  const instant = new Date(at).toISOString();
  const day = instant.slice(0, 'YYYY-MM-DD'.length);
  try {
    await place.make(day);
    await using shelf = await place.folder(day);
    let number = await lastNumber(shelf);
    for (let from = 0; from < removals.length; from += batchSize) {
      signal.throwIfAborted();
      const batch = removals.slice(from, from + batchSize).map(removal => ({ removal, number: ++number }));
      const entries = batch.map(({ removal: { found, bytes, why }, number }): Entry => {
        return { id: `${day}/${number}`, root: root.path, path: found.path, bytes, why, at: instant };
      });
      await record(shelf, entries);
      for (const { removal, number } of batch) {
        signal.throwIfAborted();
        if (await moveAway(removal.found, root, shelf.at(String(number)))) {
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
 * Removes for good what was taken away on days that ended by `before` (milliseconds since 1970 UTC). Returns how many
 * bytes that were.
 */
export async function purgeQuarantine(place: SafeFolder, before: number): Promise<number> {
  let bytes = 0;
  for (const name of await place.names()) {
    const day = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(name) : Number.NaN;
    if (!(day + dayMs <= before)) continue;
    try {
      bytes += await removeTree(place, name);
    } catch (error) {
      throw explainWriteError(error, place.path);
    }
  }
  return bytes;
}

/**
 * Puts one thing back where it was taken from and returns that path. Throws `quarantine-restore` when the quarantine
 * does not have it, or when something stands in its place; `folder-unmarked` when the folder it was in is not there.
 */
export async function restoreFromQuarantine(id: string, place: SafeFolder): Promise<string> {
  const refuse = (cause: string) => new ButlerError('quarantine-restore', { id, cause });
  const [, day, number] = /^(\d{4}-\d\d-\d\d)\/(\d+)$/.exec(id) ?? [];
  if (!day || !number) throw refuse('an id looks like 2027-03-28/12');
  try {
    await using shelf = await place.folder(day);
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

async function record(shelf: SafeFolder, entries: readonly Entry[]): Promise<void> {
  await using manifest = await open(shelf.at(manifestName), appending);
  const { size } = await manifest.stat();
  // The first line feed ends a line that a power cut may have left unfinished.
  const lead = size > 0 ? '\n' : '';
  await manifest.appendFile(lead + entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
  await manifest.sync();
  await shelf.sync();
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

/** The highest number in use, on record or in the folder. */
async function lastNumber(shelf: SafeFolder): Promise<number> {
  const recorded = (await readManifest(shelf)).map(({ id }) => Number(id.split('/')[1]));
  const present = (await shelf.names()).map(Number);
  return [...recorded, ...present].filter(Number.isSafeInteger).reduce((a, b) => Math.max(a, b), 0);
}

/** A path as its folders and its name. */
function split(path: string): [folders: string, name: string] {
  const end = path.lastIndexOf('/');
  return [path.slice(0, Math.max(end, 0)), path.slice(end + 1)];
}

function elsewhere(root: SafeFolder, place: SafeFolder, cause?: unknown): ButlerError {
  return new ButlerError('quarantine-elsewhere', { folder: root.path, quarantine: place.path }, { cause });
}
