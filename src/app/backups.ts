import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { ListedBackup } from '../domain/backup.ts';
import { ButlerError } from '../domain/errors.ts';
import { SafeFolder } from '../files/safe-folder.ts';
import {
  type Backup,
  findManifest,
  isBackupName,
  listBackups,
  type Manifest,
} from '../tasks/back-up-database/backup.ts';
import { recall } from '../tasks/back-up-database/memory.ts';
import { dataFolders } from './folders.ts';

/** A database that can be restored: a backup with its manifest, or a bare file. */
export interface FoundBackup {
  readonly folder: string;
  readonly name: string;
  readonly manifest?: Manifest;
}

/** Every backup in the places where this data folder has some, or in one other folder, the newest first. */
export async function findBackups(data: string, other?: string): Promise<readonly ListedBackup[]> {
  const places = other === undefined ? await placesOf(data) : [resolve(other)];
  const found = await Promise.all(places.map(listIn));
  return found.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/**
 * The backup that a person named: by its path, by its name in one of the places, or as `latest`. A path may also be
 * that of a bare database. Throws `backup-unknown`.
 */
export async function findBackup(given: string, data: string): Promise<FoundBackup> {
  const unknown = () => new ButlerError('backup-unknown', { given, folder: dataFolders(data).backups });
  if (given === 'latest') {
    const newest = (await findBackups(data)).find(({ damage }) => damage === undefined);
    if (!newest) throw unknown();
    return await open(newest.folder, newest.name);
  }
  const name = basename(given).replace(/\.json$/, '');
  const places = given.includes('/') || given.includes(sep) ? [] : await placesOf(data);
  for (const folder of [...places, resolve(dirname(given))]) {
    if (await isFile(join(folder, name))) return await open(folder, name);
  }
  throw unknown();
}

/** The command that restores a backup; what a shell would read otherwise is quoted. */
export function formatRestore(name: string, data: string): string {
  const quoted = (text: string) =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return `butler restore ${quoted(name)} --data ${quoted(data)}`;
}

async function open(path: string, name: string): Promise<FoundBackup> {
  await using folder = await SafeFolder.open(path);
  const manifest = isBackupName(name) ? await findManifest(folder, name) : undefined;
  return { folder: path, name, ...(manifest && { manifest }) };
}

async function placesOf(data: string): Promise<readonly string[]> {
  return [...new Set([dataFolders(data).backups, ...Object.keys((await recall(data)).places)])];
}

async function listIn(path: string): Promise<readonly ListedBackup[]> {
  await using folder = await SafeFolder.open(path).catch(() => undefined);
  return folder ? (await listBackups(folder)).map(backup => listed(path, backup)) : [];
}

function listed(folder: string, { name, manifest, isWhole, bytes }: Backup): ListedBackup {
  const { createdAt, verifiedAt, schemaVersion, instance, dataFolder } = manifest;
  const rows = rowsIn(manifest);
  const damage = isWhole ? undefined : (manifest.damage ?? 'its files are not those that were verified');
  const about = { name, folder, createdAt, verifiedAt, bytes, rows, schemaVersion, instance, dataFolder };
  return damage === undefined ? about : { ...about, damage };
}

/** Rows of all tables together. */
export function rowsIn({ tables }: Pick<Manifest, 'tables'>): number {
  return Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
