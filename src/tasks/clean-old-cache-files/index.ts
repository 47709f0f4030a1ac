import { dirname, relative, sep } from 'node:path';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { describeCleaning } from '../../files/cleaning.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { purgeQuarantine, quarantine } from '../../files/quarantine.ts';
import { walkSafely } from '../../files/walk-safely.ts';
import { planCacheCleaning } from './plan.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskCleanOldCacheFiles',
  type: 'bool',
  default: true,
  label: 'Remove old cache files every week',
  summary:
    'Files that can be made again and were not used for a month are set aside, and removed a week later.',
  group: 'butler',
};

/** Sets aside what is old in the cache, and removes for good what was set aside more than a week ago. */
export const cleanOldCacheFiles: ActTask = {
  kind: 'act',
  name: 'CleanOldCacheFiles',
  title: 'Clean Old Cache Files',
  description: 'Remove cached files that were not used lately, and what unfinished work left behind',
  group: 'housekeeping',
  intervalDays: 7,
  spread: false,
  endPolicy: 'drain',
  priority: 40,
  activityType: 'server.clean.cache',
  enabledBy: enabled,
  preferences: [],

  async run({ folders, isInHand, log, now, progress, signal }) {
    await using root = await openMarked(folders.cache, 'cache');
    await using place = await openMarked(folders.quarantine, 'quarantine');
    // That of all runs, not of this one.
    const staging = relative(folders.cache, dirname(folders.staging)).replaceAll(sep, '/');
    const entries = await Array.fromAsync(walkSafely(root));
    const removals = planCacheCleaning(entries, staging, isInHand, now());
    progress({
      total: removals.length,
      bytesTotal: removals.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    const report = await quarantine(removals, root, place, {
      at: now(),
      signal,
      onMoved: (done, bytesDone) => progress({ done, bytesDone }),
    });
    for (const path of report.refused) log('info', `${path} was used meanwhile and stays.`);
    const purged = await purgeQuarantine(place, now());
    const files = entries.filter(({ kind }) => kind === 'file').length;
    return describeCleaning('file', files, report.moved, report.bytes, purged);
  },
};
