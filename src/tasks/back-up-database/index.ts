import { join } from 'node:path';
import { say } from '../../domain/phrases.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { removeLeftovers } from './backup.ts';
import { openBackupFolder } from './backup-folder.ts';
import { drill } from './drill.ts';
import { makeBackup } from './make-backup.ts';
import { recall, remember } from './memory.ts';
import { backupPath, enabled, keptCount, keptDays, keptMegabytes, secondPath } from './preferences.ts';
import { rotate } from './rotation.ts';
import { copyToSecondPlace } from './second-place.ts';

/**
 * Makes a backup of the database, the preferences and secrets, and a list of the artwork. It counts once it was
 * restored on trial and compared with the database; until then, and whenever anything goes wrong, the older ones stay as they are.
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
  preferences: [backupPath, secondPath, keptCount, keptDays, keptMegabytes],

  async run(context) {
    const { folders, instanceId, log, preferences } = context;
    await using folder = await openBackupFolder(preferences.get(backupPath), context);
    for (const name of await removeLeftovers(folder, instanceId)) {
      log('info', `Removed ${name}, left by an attempt that was cut short.`);
    }
    const manifest = await makeBackup(context, folder);
    const { places } = await recall(folders.data);
    await remember(folders.data, { places: { ...places, [folder.path]: { device: folder.device } } });
    const removed = await rotate(context, folder, manifest.file);
    return say('backed-up', {
      bytes: manifest.bytes,
      rows: Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0),
      file: join(folder.path, manifest.file),
      removed,
      ...(await copyToSecondPlace(context, folder, manifest)),
      ...(await drill(context, folder)),
    });
  },
};
