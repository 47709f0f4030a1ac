import { readFile, unlink } from 'node:fs/promises';
import type { BackupProof } from '../../domain/ports.ts';
import { noFollow, type SafeFolder } from '../../files/safe-folder.ts';

/**
 * A backup is a file `butler.db-YYYY-MM-DD` (Plex's naming for a database of our own; a second one on a day ends in
 * `-2`) and beside it a manifest, `<name>.json`. Only with a readable manifest does it count as a backup.
 */
const backupName = /^butler\.db-\d{4}-\d\d-\d\d(-\d+)?$/;
/** What a killed attempt leaves: its unfinished files, with what SQLite keeps beside a database. */
const leftoverName = /^butler\.db-\d{4}-\d\d-\d\d(-\d+)?(\.json)?\.partial(-journal|-wal|-shm)?$/;

/** What stands in a backup's manifest. */
export interface Manifest extends BackupProof {
  readonly file: string;
  /** ISO instant. */
  readonly createdAt: string;
  /** Whose database it is: another Butler's backups in the same folder are none of our business. */
  readonly dataFolder: string;
}

export interface Backup {
  readonly name: string;
  readonly manifest: Manifest;
  /** Whether the file still has the size that was verified. */
  readonly isWhole: boolean;
}

export function manifestOf(name: string): string {
  return `${name}.json`;
}

export function partialOf(name: string): string {
  return `${name}.partial`;
}

/** Our backups in a folder, oldest first. */
export async function listBackups(folder: SafeFolder, dataFolder: string): Promise<Backup[]> {
  const backups: Backup[] = [];
  for (const name of await folder.names()) {
    if (!backupName.test(name)) continue;
    const file = await folder.look(name);
    const manifest = await findManifest(folder, name);
    if (!file?.isFile() || manifest?.dataFolder !== dataFolder) continue;
    backups.push({ name, manifest, isWhole: file.size === manifest.bytes });
  }
  return backups.sort((a, b) => a.manifest.createdAt.localeCompare(b.manifest.createdAt));
}

/**
 * The date in a backup's name (ISO): that on the wall when the run started, by which a person looks for "Tuesday's
 * backup". The service day would name Monday for what is made in the night to Tuesday.
 */
export function dateOf(startedAt: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(startedAt).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A name for a backup made on that date (ISO) that nothing in the folder has. */
export async function findFreeName(folder: SafeFolder, date: string): Promise<string> {
  const taken = new Set(await folder.names());
  for (let number = 1; ; number++) {
    const name = `butler.db-${date}${number === 1 ? '' : `-${number}`}`;
    if (!taken.has(name) && !taken.has(manifestOf(name))) return name;
  }
}

/**
 * The backups that are no longer needed: all that are older than the `kept`-th newest whole one. The one just made
 * counts as the newest, whatever the clock said when the others were made. One that lost its size since does not count.
 */
export function planRotation(backups: readonly Backup[], justMade: string, kept: number): readonly Backup[] {
  const newestFirst = [
    ...backups.filter(({ name }) => name === justMade),
    ...backups.filter(({ name }) => name !== justMade).toReversed(),
  ];
  let whole = 0;
  return newestFirst.filter(({ isWhole }) => {
    if (whole >= kept) return true;
    if (isWhole) whole++;
    return false;
  });
}

/** Removes a backup. Its manifest goes last: alone it counts as a leftover. */
export async function removeBackup(folder: SafeFolder, name: string): Promise<void> {
  await unlink(folder.at(name));
  await unlink(folder.at(manifestOf(name)));
}

/** Removes what killed attempts left: unfinished files, and manifests of ours without their backup. */
export async function removeLeftovers(folder: SafeFolder, dataFolder: string): Promise<readonly string[]> {
  const names = await folder.names();
  const removed: string[] = [];
  for (const name of names) {
    if (!leftoverName.test(name) && !(await isLoneManifest(folder, name, names, dataFolder))) continue;
    if (!(await folder.look(name))?.isFile()) continue;
    await unlink(folder.at(name));
    removed.push(name);
  }
  return removed;
}

async function isLoneManifest(
  folder: SafeFolder,
  name: string,
  names: readonly string[],
  dataFolder: string,
): Promise<boolean> {
  const backup = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
  if (!backupName.test(backup) || names.includes(backup)) return false;
  return (await findManifest(folder, backup))?.dataFolder === dataFolder;
}

async function findManifest(folder: SafeFolder, name: string): Promise<Manifest | undefined> {
  try {
    const text = await readFile(folder.at(manifestOf(name)), { encoding: 'utf8', flag: noFollow });
    const manifest = JSON.parse(text) as Manifest;
    return manifest.file === name && typeof manifest.createdAt === 'string' ? manifest : undefined;
  } catch {
    return undefined;
  }
}
