import { join, parse } from 'node:path';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { ButlerError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { describeCleaning, describeDryRun, isHeld } from '../../files/cleaning.ts';
import { dryRun } from '../../files/cleaning-preferences.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { purgeQuarantine, quarantine } from '../../files/quarantine.ts';
import { walkSafely } from '../../files/walk-safely.ts';
import { planBlobs } from './plan.ts';

/** So many never wait for a person. */
const few = 5;

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskGarbageCollectBlobs',
  type: 'bool',
  default: true,
  label: 'Perform cleanup on blobs database',
  summary:
    'Pictures that no item has, and tags and people that no item names, are set aside, and removed a week later.',
  group: 'butler',
  hidden: true,
};

const evenMany: Preference<'bool'> = {
  id: 'ButlerCollectManyBlobs',
  type: 'bool',
  default: false,
  label: 'Clean up pictures and tags even when they are many',
  summary:
    'More than 1,000 at once, or 10 % of all, stay until this is on: it may be the library that lost its items.',
  group: 'butler',
  advanced: true,
};

/** Sets aside the pictures, tags and people that no item has, and removes for good what was set aside a week ago. */
export const garbageCollectBlobs: ActTask = {
  kind: 'act',
  name: 'GarbageCollectBlobs',
  title: 'Garbage Collect Blobs',
  description: 'Remove pictures, tags and people that no item of the library has any more',
  group: 'housekeeping',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 36,
  activityType: 'library.clean.blobs',
  enabledBy: enabled,
  preferences: [evenMany, dryRun],

  async run(context) {
    const { database, folders, library, log, now, preferences, progress, signal } = context;
    await using root = await openMarked(folders.blobs, 'blobs');
    await using place = await openMarked(folders.quarantine, 'quarantine');
    const [damage] = await database.findDamage();
    if (damage !== undefined) {
      throw new ButlerError('database-corrupt', { file: join(folders.data, 'butler.db'), detail: damage });
    }
    // Files first: what comes to an item while they are listed is in use by the time that is asked for.
    const found = (await Array.fromAsync(walkSafely(root))).filter(({ kind }) => kind === 'file');
    const inUse = await library.garbage.blobsInUse();
    const removals = planBlobs(found, path => inUse.has(parse(path).name), now());
    const [tags] = await library.garbage.survey(['tag'], now());
    const unused = tags?.count ?? 0;
    const examples = tags?.examples.length ? ` (${tags.examples.join(', ')})` : '';
    if (preferences.get(dryRun)) {
      log('info', `Would set aside ${formatCount(unused, 'tag')}${examples}.`);
      return describeDryRun(context, 'pictures', removals, { tags: unused });
    }
    const mayMany = preferences.get(evenMany);
    const areHeld = !mayMany && isHeld(removals.length, found.length, few);
    const tagsAreHeld = !mayMany && isHeld(unused, tags?.of ?? 0, few);
    progress({ total: areHeld ? 0 : removals.length });
    const report = await quarantine(areHeld ? [] : removals, root, place, {
      at: now(),
      signal,
      onMoved: (done, bytesDone) => progress({ done, bytesDone }),
    });
    signal.throwIfAborted();
    if (unused > 0 && !tagsAreHeld) {
      const what = say('tags-unused', { count: unused });
      await library.garbage.collect(['tag'], now(), { task: 'GarbageCollectBlobs', at: now(), what });
      log('info', `Set aside ${what}${examples}.`);
    }
    const purged = await purgeQuarantine(place, now());
    const held = [
      ...(areHeld ? [`${removals.length} of ${formatCount(found.length, 'picture')}`] : []),
      ...(tagsAreHeld ? [`${unused} of ${formatCount(tags?.of ?? 0, 'tag')}`] : []),
    ];
    if (held.length > 0) {
      const bytes = removals.reduce((sum, removal) => sum + removal.bytes, 0);
      const because = `${held.join(' and ')} (${formatBytes(bytes)}) belong to no item, which looks like a mistake`;
      log('warn', `${because}. If nothing is missing from the library, switch on ${evenMany.id}${examples}.`);
      return say('pictures-held', { because, setting: evenMany.id });
    }
    return describeCleaning('pictures', found.length, report, purged, { tags: unused });
  },
};
