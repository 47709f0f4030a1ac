import { formatError, isError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { SafeFolder } from '../../files/safe-folder.ts';
import { type Backup, listBackups, type Manifest, manifestOf } from './backup.ts';
import { putText, toJson } from './make-backup.ts';
import { recall, remember } from './memory.ts';
import { readCompanions, restoreOrderOf } from './read-backup.ts';
import { rehearse } from './rehearsal.ts';

const monthMs = 30 * 86_400_000;

/**
 * Once in a month the oldest backup is restored on trial: disks lose what nobody reads. One that turned out damaged
 * no longer counts. Returns its name, by how it is; nothing where none was due, or where it could not be tried.
 */
export async function drill(
  context: RunContext,
  folder: SafeFolder,
): Promise<{ sound?: string; damaged?: string }> {
  const { folders, instanceId, log, now, signal } = context;
  const { drilledAt } = await recall(folders.data);
  const at = new Date(now()).toISOString();
  const sinceMs = drilledAt === undefined ? 0 : now() - Date.parse(drilledAt);
  if (drilledAt !== undefined && sinceMs >= 0 && sinceMs < monthMs) return {};
  const [oldest] = (await listBackups(folder, instanceId)).filter(({ isWhole }) => isWhole);
  if (!oldest || drilledAt === undefined) {
    await remember(folders.data, { drilledAt: at });
    return {};
  }
  let damage: string | undefined;
  try {
    damage = await findDamage(context, folder, oldest);
  } catch (error) {
    if (signal.aborted) throw error;
    // That says nothing of the backup: the disk on which it was tried may be full.
    log('warn', `${oldest.name} could not be restored on trial: ${formatError(error)} It is tried again.`);
    return {};
  }
  await remember(folders.data, { drilledAt: at });
  const { damage: _, ...sound } = oldest.manifest;
  const manifest: Manifest = damage === undefined ? { ...sound, verifiedAt: at } : { ...sound, damage };
  await putText(folder, manifestOf(oldest.name), toJson(manifest), instanceId);
  if (damage === undefined) {
    log('info', `Restored ${oldest.name} on trial: it is as it was made.`);
    return { sound: oldest.name };
  }
  log('error', `${oldest.name} is damaged: ${damage}. Check the disk of ${folder.path}.`);
  return { damaged: oldest.name };
}

/** What is wrong with a backup, in words. Throws what is not its fault. */
async function findDamage(
  context: RunContext,
  folder: SafeFolder,
  { manifest }: Backup,
): Promise<string | undefined> {
  try {
    context.progress({ subtitle: say('at-drill', { file: manifest.file }) });
    const { secrets } = await readCompanions(folder, manifest);
    await rehearse(context, restoreOrderOf(folder, manifest, secrets), () => {});
    return undefined;
  } catch (error) {
    if (isError(error, 'backup-damaged')) return error.parameters.detail;
    throw error;
  }
}
