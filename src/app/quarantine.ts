import type { GarbageStore, Removal } from '../domain/garbage.ts';
import { openMarked } from '../files/marked-folder.ts';
import { emptyQuarantine, keptUntil, listQuarantine, restoreFromQuarantine } from '../files/quarantine.ts';
import { SqliteGarbageStore } from '../store/garbage.ts';
import { openStore } from '../store/open.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { keptMs } from '../tasks/garbage-collect-library-media/index.ts';
import { dataFolders } from './folders.ts';

/** Something that cleaning took away: a file or folder, or rows of the library. */
export interface SetAside {
  /** By which it is put back: `2027-03-28/12`, or `rows/3`. */
  readonly id: string;
  /** ISO instants: of its removal, and after which the next cleaning removes it for good. */
  readonly at: string;
  readonly keptUntil: string;
  /** Where it was, or what it was. */
  readonly what: string;
  readonly why: string;
  /** Of files. */
  readonly bytes?: number;
  /** Of the library. */
  readonly rows?: number;
}

/** Of the ids of rows. */
export const rowsPrefix = 'rows/';

/** Everything that can be put back, the newest first. Needs no lock: a server may be at work. */
export async function listSetAside(data: string): Promise<readonly SetAside[]> {
  await using reading = await openStoreForReading(data);
  return await listSetAsideWith(data, reading);
}

/** As {@link listSetAside}, for who has the store open. */
export async function listSetAsideWith(
  data: string,
  garbage: Pick<GarbageStore, 'removals'> | undefined,
): Promise<readonly SetAside[]> {
  const files = await listFiles(data);
  const removals = (await garbage?.removals()) ?? [];
  return [...files, ...removals.map(asSetAside)].sort((a, b) => b.at.localeCompare(a.at));
}

async function listFiles(data: string): Promise<readonly SetAside[]> {
  await using place = await openMarked(dataFolders(data).quarantine, 'quarantine').catch(() => undefined);
  if (!place) return [];
  return (await listQuarantine(place)).map(({ id, root, path, bytes, why, at }) => {
    return { id, at, keptUntil: formatInstant(keptUntil(id)), what: `${root}/${path}`, why, bytes };
  });
}

function asSetAside({ id, at, task, what, rows }: Removal): SetAside {
  const keptUntil = formatInstant(at + keptMs);
  return { id: `${rowsPrefix}${id}`, at: formatInstant(at), keptUntil, what, why: task, rows };
}

function formatInstant(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Puts one thing back and returns what it was, or where it is. Rows need the data folder for themselves. Throws
 * `quarantine-restore`, `data-folder-locked` or `folder-unmarked`.
 */
export async function putBack(id: string, data: string): Promise<string> {
  if (id.startsWith(rowsPrefix)) {
    await using store = await openStore(data);
    const number = Number(id.slice(rowsPrefix.length));
    return (await new SqliteGarbageStore(store.db).putBack(Number.isSafeInteger(number) ? number : 0)).what;
  }
  await using place = await openMarked(dataFolders(data).quarantine, 'quarantine');
  return await restoreFromQuarantine(id, place);
}

/** Removes everything for good. The same errors. */
export async function empty(data: string): Promise<{ bytes: number; rows: number }> {
  await using store = await openStore(data);
  const rows = await new SqliteGarbageStore(store.db).emptyTrash(Number.MAX_SAFE_INTEGER);
  await using place = await openMarked(dataFolders(data).quarantine, 'quarantine');
  return { bytes: await emptyQuarantine(place), rows };
}
