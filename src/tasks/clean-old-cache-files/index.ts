import { dirname, relative, sep } from 'node:path';
import { say } from '../../domain/phrases.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { describeCleaning, describeDryRun, isHeld } from '../../files/cleaning.ts';
import { dryRun } from '../../files/cleaning-preferences.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { purgeQuarantine, quarantine } from '../../files/quarantine.ts';
import { walkSafely } from '../../files/walk-safely.ts';
import { type CacheLimits, planCacheCleaning } from './plan.ts';
import { cacheDays, cacheMegabytes, enabled, evenMany } from './preferences.ts';

const dayMs = 86_400_000;

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
  preferences: [cacheDays, cacheMegabytes, evenMany, dryRun],

  async run({ folders, isInHand, log, now, preferences, progress, signal }) {
    await using root = await openMarked(folders.cache, 'cache');
    await using place = await openMarked(folders.quarantine, 'quarantine');
    // That of all runs, not of this one.
    const staging = relative(folders.cache, dirname(folders.staging)).replaceAll(sep, '/');
    const entries = await Array.fromAsync(walkSafely(root));
    const removals = planCacheCleaning(entries, staging, isInHand, now(), limitsFrom(preferences));
    const files = entries.filter(({ kind }) => kind === 'file').length;
    if (preferences.get(dryRun)) return describeDryRun({ log }, 'cache', removals);
    if (!preferences.get(evenMany) && isHeld(removals.length, files)) {
      describeDryRun({ log }, 'cache', removals);
      return say('cache-held', { count: removals.length, all: files, setting: evenMany.id });
    }
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
    return describeCleaning('cache', files, report, purged);
  },
};

function limitsFrom(preferences: PreferenceReader): CacheLimits {
  const megabytes = preferences.get(cacheMegabytes);
  return {
    unusedMs: preferences.get(cacheDays) * dayMs,
    bytes: megabytes === 0 ? Number.POSITIVE_INFINITY : megabytes * 1_000_000,
  };
}
