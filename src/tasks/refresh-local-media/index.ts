import { formatCount } from '../../domain/amounts.ts';
import { ButlerError, formatError } from '../../domain/errors.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { type Counts, refreshBeside } from './beside.ts';
import { refreshEmbedded } from './embedded.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskRefreshLocalMedia',
  type: 'bool',
  default: true,
  label: 'Refresh local metadata every three days',
  summary:
    'Takes in descriptions, pictures, subtitles and lyrics that lie beside the media, where they have changed.',
  group: 'butler',
};

/** Takes in what lies beside the media, and what is embedded in them, where that has changed. */
export const refreshLocalMedia: ActTask = {
  kind: 'act',
  name: 'RefreshLocalMedia',
  title: 'Refresh Local Media',
  description: 'Take in descriptions, pictures, subtitles and tags that lie beside the media or in them',
  group: 'library',
  intervalDays: 3,
  spread: false,
  endPolicy: 'drain',
  priority: 20,
  activityType: 'library.refresh.items',
  enabledBy: enabled,
  preferences: [],

  async run(context) {
    const counts: Counts = { items: 0, changed: 0, descriptions: 0, pictures: 0, sidecars: 0, problems: 0 };
    let embedded = 0;
    for (const section of await context.library.sections()) {
      context.signal.throwIfAborted();
      const media = await context.library.localMedia(section.id);
      embedded += await refreshEmbedded(context, section, media.items);
      try {
        await refreshBeside(context, section, media, counts);
      } catch (error) {
        if (context.signal.aborted || !isAboutDisk(error)) throw error;
        context.log('warn', `${section.title}: ${formatError(error)} The rest of it waits for the next run.`);
      }
    }
    return formatOutcome(counts, embedded);
  },
};

/** A disk that hangs shows in the loss of the worker that read from it. */
function isAboutDisk(error: unknown): boolean {
  return error instanceof ButlerError && error.code === 'worker-lost';
}

function formatOutcome(counts: Counts, embedded: number): string {
  const { items, changed, descriptions, pictures, sidecars, problems } = counts;
  const all = formatCount(items, 'item');
  if (changed === 0 && embedded === 0) return `Nothing beside the media of ${all} has changed.`;
  const found = [
    formatCount(descriptions, 'description'),
    formatCount(pictures, 'picture'),
    formatCount(sidecars, 'subtitle or lyrics file', 'subtitle and lyrics files'),
    formatCount(embedded, 'item with embedded tags', 'items with embedded tags'),
  ];
  const trouble =
    problems > 0 ? ` ${formatCount(problems, 'problem')} with NFO files; the log names them.` : '';
  return `Refreshed ${formatCount(changed, 'item')} of ${all}: ${found.join(', ')}.${trouble}`;
}
