import type { GarbageCount, GarbageKind } from '../../domain/garbage.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { isHeld } from '../../files/cleaning.ts';
import { dryRun } from '../../files/cleaning-preferences.ts';

const dayMs = 86_400_000;
/** What changed lately may be in the making. */
const graceMs = 7 * dayMs;
/** How long what left the library can be put back. */
export const keptMs = 7 * dayMs;
/** So many of a kind never wait for a person. */
const few = 5;

const kinds: readonly GarbageKind[] = ['media', 'item', 'folder', 'unit'];
const nouns: Readonly<Record<string, string>> = {
  media: 'media without a file',
  item: 'items without media',
  folder: 'folders that are gone',
  unit: 'pieces of work on files that are gone',
};

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskGarbageCollectLibraryMedia',
  type: 'bool',
  default: true,
  label: 'Perform cleanup of media that left the library',
  summary:
    'What is left in the database of media that are gone is set aside, and forgotten a week later. ' +
    'Which files are gone is for the scan to say.',
  group: 'butler',
  hidden: true,
};

const evenMany: Preference<'bool'> = {
  id: 'ButlerCollectMuchLibraryMedia',
  type: 'bool',
  default: false,
  label: 'Clean up media that left the library even when they are many',
  summary: 'More than 1,000 at once, or 10 % of a kind, stay until this is on.',
  group: 'butler',
  advanced: true,
};

/**
 * The last stage of what leaves the library. A scan alone can tell that a file is gone, so RefreshLibraries takes it out,
 * into the trash; this task looks at no disk: it moves into the trash what nothing refers to any more, by whatever way
 * that came about, and forgets for good what has been there for a week.
 */
export const garbageCollectLibraryMedia: ActTask = {
  kind: 'act',
  name: 'GarbageCollectLibraryMedia',
  title: 'Garbage Collect Library Media',
  description: 'Remove what is left in the database of media that left the library',
  group: 'housekeeping',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 35,
  activityType: 'library.clean.media',
  enabledBy: enabled,
  preferences: [evenMany, dryRun],

  async run({ library, log, now, preferences, signal }) {
    const since = now() - graceMs;
    const survey = await library.garbage.survey(kinds, since);
    const found = survey.filter(({ count }) => count > 0);
    if (preferences.get(dryRun)) {
      for (const garbage of found) tell(garbage, log);
      return found.length > 0 ? say('trash-dry-run', countsOf(found)) : say('trash-clean', {});
    }
    const held = preferences.get(evenMany) ? [] : found.filter(({ count, of }) => isHeld(count, of, few));
    for (const garbage of held) tell(garbage, log, 'warn');
    const collected = found.filter(garbage => !held.includes(garbage));
    signal.throwIfAborted();
    if (collected.length > 0) {
      for (const garbage of collected) tell(garbage, log);
      const removal = {
        task: 'GarbageCollectLibraryMedia',
        at: now(),
        what: say('trash-holds', countsOf(collected)),
      } as const;
      await library.garbage.collect(
        collected.map(({ kind }) => kind),
        since,
        removal,
      );
    }
    signal.throwIfAborted();
    const forgotten = await library.garbage.emptyTrash(now() - keptMs);
    const setting = evenMany.id;
    return [
      collected.length > 0
        ? say('trash-set-aside', { ...countsOf(collected), forgotten })
        : say('trash-clean', { forgotten }),
      ...(held.length > 0 ? [say('trash-held', { ...countsOf(held), setting })] : []),
    ].join(' ');
  },
};

/** By the names that phrases have for them. */
function countsOf(garbage: readonly GarbageCount[]) {
  const counts = new Map<string, number>(garbage.map(({ kind, count }) => [kind, count]));
  return {
    media: counts.get('media'),
    items: counts.get('item'),
    folders: counts.get('folder'),
    units: counts.get('unit'),
  };
}

function tell(
  { kind, count, of, examples }: GarbageCount,
  log: (level: 'info' | 'warn', message: string) => void,
  level: 'info' | 'warn' = 'info',
): void {
  const more = count > examples.length ? `, and ${count - examples.length} more` : '';
  log(level, `${count} of ${of} ${nouns[kind]}: ${examples.join(', ')}${more}.`);
}
