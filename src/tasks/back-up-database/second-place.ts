import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { ButlerError, formatError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { requireSpace } from '../../files/free-space.ts';
import { noFollow, type SafeFolder } from '../../files/safe-folder.ts';
import { explainWriteError } from '../../files/write-error.ts';
import { findFreeName, type Manifest, manifestOf, partialOf, removeLeftovers } from './backup.ts';
import { openBackupFolder } from './backup-folder.ts';
import { putText, toJson } from './make-backup.ts';
import { recall, remember } from './memory.ts';
import { secondPath } from './preferences.ts';
import { rotate } from './rotation.ts';

const chunkBytes = 1024 * 1024;

/**
 * Copies a backup to the second place, where one is chosen. Whatever goes wrong there, the first one stands. Returns
 * where that copy is, or why there is none.
 */
export async function copyToSecondPlace(
  context: RunContext,
  first: SafeFolder,
  manifest: Manifest,
): Promise<{ second?: string; because?: string }> {
  const { folders, instanceId, log, preferences, signal } = context;
  const chosen = preferences.get(secondPath);
  if (chosen.trim() === '') return {};
  try {
    await using second = await openBackupFolder(chosen, context);
    if (second.path === first.path) {
      throw new ButlerError('backup-folder', { folder: second.path, cause: 'the first copy is there' });
    }
    context.progress({ subtitle: say('at-second-copy', { path: second.path }) });
    await removeLeftovers(second, instanceId);
    const name = await copyBackup(context, first, second, manifest);
    const { places } = await recall(folders.data);
    await remember(folders.data, { places: { ...places, [second.path]: { device: second.device } } });
    await rotate(context, second, name);
    return { second: second.path };
  } catch (error) {
    if (signal.aborted) throw error;
    log('warn', `The second copy could not be made: ${formatError(error)}`);
    const because = error instanceof ButlerError ? error.message : formatError(error);
    return { because: because.replace(/\.$/, '') };
  }
}

/**
 * Nothing counts there before all of it is what the first place has. Returns its name: another one where several
 * Butlers share the second place.
 */
async function copyBackup(
  { instanceId, signal }: RunContext,
  first: SafeFolder,
  second: SafeFolder,
  manifest: Manifest,
): Promise<string> {
  const date = manifest.file.slice('butler.db-'.length, 'butler.db-YYYY-MM-DD'.length);
  const name = await findFreeName(second, date);
  const renamed = (file: string) => name + file.slice(manifest.file.length);
  const files = manifest.files.map(file => ({ ...file, name: renamed(file.name) }));
  await requireSpace(
    second.path,
    manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const written: string[] = [];
  try {
    await putText(second, manifestOf(name), toJson({ ...manifest, file: name, files }), instanceId);
    written.push(manifestOf(name));
    // The database is the first of the files: here it comes last.
    for (const { name: file, sha256 } of manifest.files.toReversed()) {
      const partial = partialOf(renamed(file), instanceId);
      written.push(partial);
      if ((await copyHashed(first, file, second, partial, signal)) !== sha256) {
        throw new ButlerError('backup-unverified', { detail: `${file} is not what was verified` });
      }
      await rename(second.at(partial), second.at(renamed(file)));
      written.push(renamed(file));
    }
    await second.sync();
    return name;
  } catch (error) {
    for (const name of written) await rm(second.at(name), { force: true });
    throw explainWriteError(error, second.path);
  }
}

async function copyHashed(
  from: SafeFolder,
  name: string,
  to: SafeFolder,
  partial: string,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  await rm(to.at(partial), { force: true });
  await using source = await open(from.at(name), noFollow);
  await using target = await open(to.at(partial), 'wx', 0o600);
  const buffer = Buffer.alloc(chunkBytes);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, chunkBytes);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await target.writeFile(chunk);
  }
  await target.sync();
  return hash.digest('hex');
}
