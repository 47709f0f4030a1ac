import { formatError, isError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { MeasuringTask } from '../../library/units/measurement.ts';
import { type Counts, refreshBeside } from './beside.ts';
import { covers } from './covers.ts';
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
export const refreshLocalMedia: MeasuringTask = {
  kind: 'units',
  name: 'RefreshLocalMedia',
  title: 'Refresh Local Media',
  description: 'Take in descriptions, pictures, subtitles and tags that lie beside the media or in them',
  group: 'library',
  intervalDays: 3,
  spread: false,
  endPolicy: 'drain',
  priority: 20,
  reads: ['media', 'cover'],
  makes: ['artwork', 'cover', 'descriptions', 'sidecars'],
  activityType: 'library.refresh.items',
  enabledBy: enabled,
  preferences: [],

  measurement: covers,
  products: covers.products,
  find: context => covers.find(context, 'missing'),
  order: covers.order,
  publish: covers.publish,

  async prepare(context) {
    const counts: Counts = { items: 0, changed: 0, descriptions: 0, pictures: 0, sidecars: 0, problems: 0 };
    findings.set(context, counts);
    for (const section of await context.library.sections()) {
      context.signal.throwIfAborted();
      try {
        await refreshBeside(context, section, counts);
      } catch (error) {
        if (context.signal.aborted || !isAboutDisk(error)) throw error;
        context.log('warn', `${section.title}: ${formatError(error)} The rest of it waits for the next run.`);
      }
    }
  },

  async conclude(context, { failed }) {
    let embedded = 0;
    for (const section of await context.library.sections())
      embedded += await refreshEmbedded(context, section);
    return formatOutcome(findings.get(context), embedded, failed);
  },
};

/** What runs in hand found beside the media, for the sentence at their end. */
const findings = new WeakMap<RunContext, Counts>();

/** A disk that hangs shows in the loss of the worker that read from it. */
function isAboutDisk(error: unknown): boolean {
  return isError(error, 'worker-lost');
}

function formatOutcome(counts: Counts | undefined, embedded: number, failed: number): string {
  const { items = 0, changed = 0, descriptions = 0, pictures = 0, sidecars = 0, problems = 0 } = counts ?? {};
  const isUnchanged = changed === 0 && embedded === 0;
  return [
    isUnchanged
      ? say('local-media-unchanged', { items })
      : say('local-media-refreshed', { changed, items, descriptions, pictures, sidecars, embedded }),
    ...(problems > 0 ? [say('nfo-problems', { count: problems })] : []),
    ...(failed > 0 ? [say('files-unread', { count: failed })] : []),
  ].join(' ');
}
