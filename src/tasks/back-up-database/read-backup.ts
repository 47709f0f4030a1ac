import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import type { RestoreOrder } from '../../domain/ports.ts';
import { noFollow, type SafeFolder } from '../../files/safe-folder.ts';
import { type BackupFile, companions, type Manifest, type Secrets } from './backup.ts';

/** Reads the files beside a backup's database, each compared with its checksum. Throws `backup-damaged`. */
export async function readCompanions(
  folder: SafeFolder,
  manifest: Manifest,
): Promise<{ secrets: Secrets; artwork: readonly { path: string; bytes: number }[] }> {
  const texts = new Map<string, string>();
  for (const file of manifest.files) {
    if (file.name !== manifest.file) texts.set(file.name, await readChecked(folder, manifest, file));
  }
  const parse = (name: string, otherwise: string) => JSON.parse(texts.get(name) ?? otherwise);
  return {
    secrets: parse(companions.secrets(manifest.file), '{"preferences":{}}'),
    artwork: parse(companions.artwork(manifest.file), '[]'),
  };
}

/** What it takes to restore a backup, and to prove that it was restored as it was. */
export function restoreOrderOf(folder: SafeFolder, manifest: Manifest, secrets: Secrets): RestoreOrder {
  const { bytes, schema, schemaVersion, tables } = manifest;
  const sha256 = manifest.files.find(({ name }) => name === manifest.file)?.sha256;
  return {
    file: join(folder.path, manifest.file),
    secrets: secrets.preferences,
    proof: { bytes, schema, schemaVersion, tables },
    ...(sha256 !== undefined && { sha256 }),
  };
}

async function readChecked(
  folder: SafeFolder,
  manifest: Manifest,
  { name, sha256 }: BackupFile,
): Promise<string> {
  const damaged = (detail: string, cause?: unknown) =>
    new ButlerError('backup-damaged', { file: join(folder.path, manifest.file), detail }, { cause });
  let text: string;
  try {
    text = await readFile(folder.at(name), { encoding: 'utf8', flag: noFollow });
  } catch (error) {
    throw damaged(`${name} cannot be read`, error);
  }
  if (createHash('sha256').update(text).digest('hex') === sha256) return text;
  throw damaged(`the checksum of ${name} is not that of the manifest`);
}
