import { readFile, unlink } from 'node:fs/promises';
import type { BackupProof } from '../../domain/ports.ts';
import { ignoreGone, noFollow, type SafeFolder } from '../../files/safe-folder.ts';

/**
 * A backup is a file `butler.db-YYYY-MM-DD` (Plex's naming for a database of our own; a second one on a day ends in
 * `-2`), its {@link companions}, and a manifest, `<name>.json`. The manifest is written first and the database comes
 * last: only what has both counts as a backup.
 */
const name = String.raw`butler\.db-\d{4}-\d\d-\d\d(?:-\d+)?`;
const backupName = new RegExp(`^${name}$`);
const manifestName = new RegExp(`^(${name})\\.json$`);
/** What a killed attempt leaves: its unfinished files, with what SQLite keeps beside a database. */
const leftoverName = new RegExp(`^${name}(?:\\.[a-z.]+)?\\.([0-9a-f]{8})\\.partial(?:-journal|-wal|-shm)?$`);

/** The files of a backup beside its database. */
export const companions = {
  /** What differs from the defaults, for people to read: the database has it too. */
  preferences: (backup: string) => `${backup}.preferences.json`,
  /** What the database of the backup has not: tokens and passwords. Readable by the owner alone. */
  secrets: (backup: string) => `${backup}.secrets.json`,
  /** The pictures that were there, to tell what is missing after a restore. */
  artwork: (backup: string) => `${backup}.artwork.json`,
};

/** What stands in a backup's manifest. */
export interface Manifest extends BackupProof {
  readonly file: string;
  /** ISO instant. */
  readonly createdAt: string;
  /** ISO instant of the last time that it was restored on trial and was what it should be. */
  readonly verifiedAt: string;
  /** Whose database it is: another Butler's backups in the same folder are none of our business. */
  readonly instance: string;
  /** Where that was. */
  readonly dataFolder: string;
  /** All files of the backup but this one, the database first. */
  readonly files: readonly BackupFile[];
  /** What a later trial found to be wrong: it no longer counts as a backup. */
  readonly damage?: string;
}

export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** What the file of secrets holds. */
export interface Secrets {
  /** By id. */
  readonly preferences: Readonly<Record<string, string>>;
  /** The one that clients give. */
  readonly token?: string;
}

export interface Backup {
  readonly name: string;
  readonly manifest: Manifest;
  /** Whether every file is there with the size that was verified, and no trial found it damaged. */
  readonly isWhole: boolean;
  /** What it takes on the disk now. */
  readonly bytes: number;
}

export function manifestOf(backup: string): string {
  return `${backup}.json`;
}

/** Whether a name is that of a backup's database. */
export function isBackupName(text: string): boolean {
  return backupName.test(text);
}

/** The name of a file while it is made. It tells whose it is, so that nobody removes what another Butler is at. */
export function partialOf(file: string, instance: string): string {
  return `${file}.${instance.slice(0, 8)}.partial`;
}

/** The backups of an installation in a folder, oldest first; those of all installations where none is named. */
export async function listBackups(folder: SafeFolder, instance?: string): Promise<Backup[]> {
  const backups: Backup[] = [];
  const names = new Set(await folder.names());
  for (const name of names) {
    if (!backupName.test(name) || !(await folder.look(name))?.isFile()) continue;
    const manifest = await findManifest(folder, name);
    if (!manifest || (instance !== undefined && manifest.instance !== instance)) continue;
    let isWhole = manifest.damage === undefined;
    let bytes = (await folder.look(manifestOf(name)))?.size ?? 0;
    for (const file of manifest.files) {
      const size = (await folder.look(file.name))?.size;
      isWhole &&= size === file.bytes;
      bytes += size ?? 0;
    }
    backups.push({ name, manifest, isWhole, bytes });
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
  const names = await folder.names();
  for (let number = 1; ; number++) {
    const name = `butler.db-${date}${number === 1 ? '' : `-${number}`}`;
    if (!names.some(taken => taken === name || taken.startsWith(`${name}.`))) return name;
  }
}

/** Removes a backup. Its manifest goes last: without its database it counts as a leftover. */
export async function removeBackup(folder: SafeFolder, { name, manifest }: Backup): Promise<void> {
  await removeFiles(folder, [name, ...manifest.files.map(file => file.name), manifestOf(name)]);
}

/** Removes what killed attempts left: unfinished files, and the files of manifests of ours without their database. */
export async function removeLeftovers(folder: SafeFolder, instance: string): Promise<readonly string[]> {
  const names = await folder.names();
  const removed: string[] = [];
  for (const name of names) {
    const [, backup] = manifestName.exec(name) ?? [];
    const manifest = backup && !names.includes(backup) ? await findManifest(folder, backup) : undefined;
    if (manifest?.instance === instance) {
      const files = manifest.files.map(file => file.name).filter(file => names.includes(file));
      removed.push(...(await removeFiles(folder, [...files, name])));
    } else if (leftoverName.exec(name)?.[1] === instance.slice(0, 8)) {
      removed.push(...(await removeFiles(folder, [name])));
    }
  }
  return removed;
}

/** Undefined where there is none, or none that can be read. It names no file but those of its backup. */
export async function findManifest(folder: SafeFolder, backup: string): Promise<Manifest | undefined> {
  try {
    const text = await readFile(folder.at(manifestOf(backup)), { encoding: 'utf8', flag: noFollow });
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.file !== backup || typeof manifest.createdAt !== 'string') return undefined;
    return manifest.files.every(file => isOf(backup, file)) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function isOf(backup: string, { name }: BackupFile): boolean {
  return name === backup || Object.values(companions).some(nameOf => nameOf(backup) === name);
}

async function removeFiles(folder: SafeFolder, names: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const name of new Set(names)) {
    if (!(await folder.look(name))?.isFile()) continue;
    await unlink(folder.at(name)).catch(ignoreGone);
    removed.push(name);
  }
  return removed;
}
