import type { GarbageStore, Removal } from '../domain/garbage.ts';
import { openMarked } from '../files/marked-folder.ts';
import { emptyQuarantine, keptUntil, listQuarantine, restoreFromQuarantine } from '../files/quarantine.ts';
import type { Quarantine, QuarantinedView } from '../http/api/quarantine.ts';
import { openStore } from '../store/open.ts';
import { openStoreForReading } from '../store/open-for-reading.ts';
import { keptMs } from '../tasks/garbage-collect-library-media/index.ts';
import { dataFolders } from './folders.ts';

/** Of the ids of rows, as `rows/3`; those of files are as `2027-03-28/12`. */
const rowsPrefix = 'rows/';

/** Everything that can be put back, the newest first. Needs no lock: a server may be at work. */
export async function listQuarantined(data: string): Promise<readonly QuarantinedView[]> {
  await using reading = await openStoreForReading(data);
  return await list(data, reading);
}

/** The quarantine of a data folder, for who has its store open. */
export function quarantineOf(data: string, garbage: GarbageStore): Quarantine {
  return {
    list: () => list(data, garbage),
    putBack: id => (isOfRows(id) ? putRowsBack(id, garbage) : putFileBack(id, data)),
    async empty() {
      const rows = await garbage.emptyTrash(Number.MAX_SAFE_INTEGER);
      await using place = await openMarked(dataFolders(data).quarantine, 'quarantine');
      return { bytes: await emptyQuarantine(place), rows };
    },
  };
}

async function list(
  data: string,
  garbage: Pick<GarbageStore, 'removals'> | undefined,
): Promise<readonly QuarantinedView[]> {
  const files = await listFiles(data);
  const removals = (await garbage?.removals()) ?? [];
  return [...files, ...removals.map(viewRemoval)].sort((a, b) => b.at.localeCompare(a.at));
}

async function listFiles(data: string): Promise<readonly QuarantinedView[]> {
  await using place = await openMarked(dataFolders(data).quarantine, 'quarantine').catch(() => undefined);
  if (!place) return [];
  return (await listQuarantine(place)).map(({ id, root, path, bytes, why, at }) => {
    return { id, at, keptUntil: formatInstant(keptUntil(id)), what: `${root}/${path}`, why, bytes };
  });
}

function viewRemoval({ id, at, task, what, rows }: Removal): QuarantinedView {
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
  if (!isOfRows(id)) return await putFileBack(id, data);
  await using store = await openStore(data);
  return await putRowsBack(id, store.library.garbage);
}

/** Removes everything for good. The same errors. */
export async function empty(data: string): Promise<{ bytes: number; rows: number }> {
  await using store = await openStore(data);
  return await quarantineOf(data, store.library.garbage).empty();
}

function isOfRows(id: string): boolean {
  return id.startsWith(rowsPrefix);
}

async function putRowsBack(id: string, garbage: GarbageStore): Promise<string> {
  const number = Number(id.slice(rowsPrefix.length));
  return (await garbage.putBack(Number.isSafeInteger(number) ? number : 0)).what;
}

async function putFileBack(id: string, data: string): Promise<string> {
  await using place = await openMarked(dataFolders(data).quarantine, 'quarantine');
  return await restoreFromQuarantine(id, place);
}
