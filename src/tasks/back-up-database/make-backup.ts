import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError, isError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { requireSpace } from '../../files/free-space.ts';
import type { SafeFolder } from '../../files/safe-folder.ts';
import { explainWriteError } from '../../files/write-error.ts';
import { listArtwork } from './artwork.ts';
import {
  type BackupFile,
  companions,
  dateOf,
  findFreeName,
  type Manifest,
  manifestOf,
  partialOf,
  type Secrets,
} from './backup.ts';
import { rehearse } from './rehearsal.ts';

/** Left free beside the copy, so that a backup never takes the last room of the database itself. */
const reserve = 16_000_000;
/** The part of the work that copying is taken for; the rest is the trial. */
const copying = 0.5;

/**
 * Makes a backup and restores it on trial. Its database has a name that counts only once all of it was compared with
 * the original and is safely on disk.
 */
export async function makeBackup(context: RunContext, folder: SafeFolder): Promise<Manifest> {
  const { database, folders, instanceId, preferences, signal } = context;
  const bytesTotal = await database.size();
  await requireRoom(context, folder, bytesTotal);
  context.progress({ subtitle: say('at-copying', {}), bytesTotal });
  const report = (fraction: number) => context.progress({ bytesDone: Math.floor(fraction * bytesTotal) });
  const startedAt = context.run.startedAt ?? context.now();
  const name = await findFreeName(folder, dateOf(startedAt, Temporal.Now.timeZoneId()));
  const partial = join(folder.path, partialOf(name, instanceId));
  const written: string[] = [];
  try {
    const { proof, secrets } = await database.copyWithout(
      partial,
      preferences.secretIds(),
      fraction => report(fraction * copying),
      signal,
    );
    const sha256 = await rehearse(context, { file: partial, secrets, proof }, fraction =>
      report(copying + fraction * (1 - copying)),
    ).catch(error => {
      if (!isError(error, 'backup-damaged')) throw error;
      throw new ButlerError('backup-unverified', { detail: error.parameters.detail }, { cause: error });
    });
    signal.throwIfAborted();
    const texts = await composeCompanions(context, name, secrets);
    const manifest: Manifest = {
      file: name,
      createdAt: new Date(startedAt).toISOString(),
      verifiedAt: new Date(context.now()).toISOString(),
      instance: instanceId,
      dataFolder: folders.data,
      files: [{ name, bytes: proof.bytes, sha256 }, ...texts.map(fileOf)],
      ...proof,
    };
    for (const file of [{ name: manifestOf(name), text: toJson(manifest) }, ...texts]) {
      written.push(file.name);
      await putText(folder, file.name, file.text, instanceId);
    }
    await rename(partial, folder.at(name));
    await folder.sync();
    return manifest;
  } catch (error) {
    for (const file of [partial, ...written.map(name => folder.at(name))]) await rm(file, { force: true });
    throw explainWriteError(error, folder.path);
  }
}

/** Room for the copy where it is to be, and for the trial where that is made. */
async function requireRoom({ folders }: RunContext, folder: SafeFolder, bytes: number): Promise<void> {
  const isOneDisk = (await stat(folders.staging)).dev === folder.device;
  await requireSpace(folder.path, (isOneDisk ? 2 * bytes : bytes) + reserve);
  if (!isOneDisk) await requireSpace(folders.staging, bytes + reserve);
}

async function composeCompanions(
  context: RunContext,
  name: string,
  secrets: Secrets['preferences'],
): Promise<{ name: string; text: string }[]> {
  const token = await findToken(context.folders.data);
  const texts: [string, unknown][] = [
    [companions.preferences(name), context.preferences.changed()],
    [companions.secrets(name), { preferences: secrets, ...(token !== undefined && { token }) }],
    [companions.artwork(name), await listArtwork(context)],
  ];
  return texts.map(([name, value]) => ({ name, text: toJson(value) }));
}

async function findToken(data: string): Promise<string | undefined> {
  const text = await readFile(join(data, 'token'), 'utf8').catch(() => '');
  return text.trim() || undefined;
}

function fileOf({ name, text }: { name: string; text: string }): BackupFile {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { name, bytes: Buffer.byteLength(text), sha256 };
}

/** Writes a file that only the owner can read, so that it is there as a whole or not at all. */
export async function putText(
  folder: SafeFolder,
  name: string,
  text: string,
  instance: string,
): Promise<void> {
  const staged = folder.at(partialOf(name, instance));
  await rm(staged, { force: true });
  {
    await using file = await open(staged, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
  }
  await rename(staged, folder.at(name));
  await folder.sync();
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
