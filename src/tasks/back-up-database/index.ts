import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { formatError } from '../../domain/errors.ts';
import type { BackupProof } from '../../domain/ports.ts';
import type { Preference } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { requireSpace } from '../../files/free-space.ts';
import { publishText } from '../../files/publish.ts';
import type { SafeFolder } from '../../files/safe-folder.ts';
import { explainWriteError } from '../../files/write-error.ts';
import {
  dateOf,
  findFreeName,
  listBackups,
  type Manifest,
  manifestOf,
  partialOf,
  planRotation,
  removeBackup,
  removeLeftovers,
} from './backup.ts';
import { openBackupFolder } from './backup-folder.ts';

const keptBackups = 3;
/** Left free beside the copy, so that a backup never takes the last room of the database itself. */
const reserve = 16_000_000;

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskBackupDatabase',
  type: 'bool',
  default: true,
  label: 'Backup database every three days',
  summary: 'Each backup is compared with the database before it counts; three are kept.',
  group: 'butler',
};

const backupPath: Preference<'text'> = {
  id: 'ButlerDatabaseBackupPath',
  type: 'text',
  default: '',
  label: 'Backup directory',
  summary: 'The folder in which backups are kept, best on another disk. Empty for one in the data folder.',
  group: 'butler',
  advanced: true,
};

/**
 * Makes a verified copy of the database. It has a name that counts only once it was compared with the database and
 * is safely on disk; until then, and whenever anything goes wrong, the older ones stay as they are.
 */
export const backUpDatabase: ActTask = {
  kind: 'act',
  name: 'BackupDatabase',
  title: 'Backup Database',
  description: "Create a backup copy of the server's database in the configured backup directory",
  group: 'housekeeping',
  intervalDays: 3,
  spread: false,
  endPolicy: 'finish',
  priority: 10,
  activityType: 'database.backup',
  enabledBy: enabled,
  preferences: [backupPath],

  async run(context) {
    const { folders, library, log, preferences } = context;
    await using folder = await openBackupFolder(
      preferences.get(backupPath),
      folders,
      await library.sections(),
    );
    for (const name of await removeLeftovers(folder, folders.data)) {
      log('info', `Removed ${name}, left by an attempt that was cut short.`);
    }
    const { name, proof } = await makeBackup(context, folder);
    const removed = await rotate(context, folder, name);
    const rows = Object.values(proof.tables).reduce((sum, table) => sum + table.rows, 0);
    return [
      `Backed up the database (${formatBytes(proof.bytes)}, ${formatCount(rows, 'row')}) as ${join(folder.path, name)}`,
      `and compared the copy with it${removed > 0 ? `; removed ${formatCount(removed, 'older backup')}` : ''}.`,
    ].join(' ');
  },
};

async function makeBackup(
  context: RunContext,
  folder: SafeFolder,
): Promise<{ name: string; proof: BackupProof }> {
  const { database, folders, signal } = context;
  const bytesTotal = await database.size();
  await requireSpace(folder.path, bytesTotal + reserve);
  context.progress({ subtitle: 'Copying and comparing', bytesTotal });
  const startedAt = context.run.startedAt ?? context.now();
  const name = await findFreeName(folder, dateOf(startedAt, Temporal.Now.timeZoneId()));
  const partial = join(folder.path, partialOf(name));
  try {
    const report = (fraction: number) => context.progress({ bytesDone: Math.floor(fraction * bytesTotal) });
    const proof = await database.copyVerified(partial, report, signal);
    signal.throwIfAborted();
    const manifest: Manifest = {
      file: name,
      createdAt: new Date(startedAt).toISOString(),
      dataFolder: folders.data,
      ...proof,
    };
    await publishText(`${JSON.stringify(manifest, null, 2)}\n`, join(folder.path, manifestOf(name)));
    await rename(partial, join(folder.path, name));
    await folder.sync();
    return { name, proof };
  } catch (error) {
    await rm(partial, { force: true });
    throw explainWriteError(error, folder.path);
  }
}

/** Removes what is no longer needed. The new backup is there by now, so a failure here is no failure of the run. */
async function rotate({ folders, log }: RunContext, folder: SafeFolder, justMade: string): Promise<number> {
  let removed = 0;
  try {
    const backups = await listBackups(folder, folders.data);
    for (const { name, isWhole } of backups) {
      if (!isWhole)
        log('warn', `${name} has not the size that was verified: it no longer counts as a backup.`);
    }
    for (const { name } of planRotation(backups, justMade, keptBackups)) {
      await removeBackup(folder, name);
      log('info', `Removed ${name}: ${keptBackups} newer backups are kept.`);
      removed++;
    }
    await folder.sync();
  } catch (error) {
    log('warn', `Older backups could not all be removed: ${formatError(error)}`);
  }
  return removed;
}
