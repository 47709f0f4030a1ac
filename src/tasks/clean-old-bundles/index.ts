import { join } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { describeCleaning, describeDryRun } from '../../files/cleaning.ts';
import { dryRun } from '../../files/cleaning-preferences.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { purgeQuarantine, quarantine } from '../../files/quarantine.ts';
import { findOrphans, listBundles } from './find-orphans.ts';
import { planBundleCleaning } from './plan.ts';

/** Lines that a held cleaning may take in the log. */
const listed = 100;

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskCleanOldBundles',
  type: 'bool',
  default: true,
  label: 'Remove old bundles every week',
  summary: 'Bundles that belong to no file of the library are set aside, and removed for good a week later.',
  group: 'butler',
};

const evenMany: Preference<'bool'> = {
  id: 'ButlerCleanManyBundles',
  type: 'bool',
  default: false,
  label: 'Remove old bundles even when they are many',
  summary:
    'More than 1,000 bundles at once, or 10 % of all, stay until this is on: ' +
    'it may be the library that lost its files.',
  group: 'butler',
  advanced: true,
};

/** Sets aside the bundles that belong to nothing, and removes for good what was set aside more than a week ago. */
export const cleanOldBundles: ActTask = {
  kind: 'act',
  name: 'CleanOldBundles',
  title: 'Clean Old Bundles',
  description: 'Remove thumbnails and other derived files of media that are no longer in the library',
  group: 'housekeeping',
  intervalDays: 7,
  spread: false,
  endPolicy: 'drain',
  priority: 30,
  activityType: 'library.clean.bundles',
  enabledBy: enabled,
  preferences: [evenMany, dryRun],

  async run({ database, folders, library, log, now, preferences, progress, signal }) {
    await using root = await openMarked(folders.bundles, 'bundles');
    await using place = await openMarked(folders.quarantine, 'quarantine');
    const [damage] = await database.findDamage();
    if (damage !== undefined) {
      throw new ButlerError('database-corrupt', { file: join(folders.data, 'butler.db'), detail: damage });
    }
    const bundles = await listBundles(root);
    const known = await library.contentHashes();
    if (known.size === 0 && bundles.size > 0) {
      return say('bundles-of-empty-library', { count: bundles.size });
    }
    // What is measured from here on and is older than the grace period is older than what the library said.
    const orphans = await findOrphans(root, bundles, known);
    const plan = planBundleCleaning(bundles.size, orphans, now(), preferences.get(evenMany));
    const { removals, heldBecause } = plan;
    if (preferences.get(dryRun)) return describeDryRun({ log }, 'bundles', removals);
    if (heldBecause) {
      log('warn', `${heldBecause}. If nothing is missing from the library, switch on ${evenMany.id}:`);
      for (const { found } of removals.slice(0, listed)) log('warn', join(folders.bundles, found.path));
      if (removals.length > listed) log('warn', `… and ${removals.length - listed} more.`);
      return say('bundles-held', { because: heldBecause, setting: evenMany.id });
    }
    progress({ total: removals.length });
    const report = await quarantine(removals, root, place, {
      at: now(),
      signal,
      onMoved: (done, bytesDone) => progress({ done, bytesDone }),
    });
    for (const path of report.refused) log('info', `${path} changed meanwhile and stays.`);
    const purged = await purgeQuarantine(place, now());
    return describeCleaning('bundles', bundles.size, report, purged);
  },
};
