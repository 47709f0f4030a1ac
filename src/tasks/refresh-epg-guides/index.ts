import { createHash } from 'node:crypto';
import { type ButlerError, formatError, isError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import type { GuideSummary } from '../../guide/intake.ts';
import { mergeChannels } from '../../guide/merge-channels.ts';
import { importSource, type Shows, showSource } from './import-source.ts';
import { enabled, guideSources, parseSources } from './preferences.ts';

/** What became of the sources. */
interface Outcome {
  readonly summaries: readonly GuideSummary[];
  readonly unchanged: number;
  readonly failures: readonly ButlerError[];
}

/**
 * Takes programme guides in. Each is read beside what was read of it before, and takes its place only when it was read
 * to the end; all of them take theirs at one moment.
 */
export const refreshEpgGuides: ActTask = {
  kind: 'act',
  name: 'RefreshEpgGuides',
  title: 'Refresh Program Guides',
  description: 'Take in what is on television, and find the shows of the library in it',
  group: 'housekeeping',
  intervalDays: 1,
  spread: true,
  endPolicy: 'finish',
  priority: 60,
  activityType: 'provider.epg.load',
  enabledBy: enabled,
  preferences: [guideSources],

  async run(context) {
    const { guide, signal } = context;
    // What a run that was killed left behind.
    await guide.prune(signal);
    const outcome = await refresh(context);
    await guide.prune(signal);
    return describe(outcome);
  },
};

async function refresh(context: RunContext): Promise<Outcome> {
  const { guide, preferences, progress, log, now } = context;
  const sources = await guide.sources(parseSources(preferences.get(guideSources)));
  const shows = await readShows(context);
  const summaries: GuideSummary[] = [];
  const failures: ButlerError[] = [];
  const published: { id: number; importId: number; version: string }[] = [];
  for (const [i, source] of sources.entries()) {
    progress({ done: i, total: sources.length, failed: failures.length, subtitle: showSource(source) });
    const { id, import: before } = source;
    try {
      const imported = await importSource(source, shows, context);
      const current = imported ?? before;
      if (current) published.push({ id, importId: current.id, version: current.version });
      if (imported) summaries.push(imported.summary);
    } catch (error) {
      if (!isError(error, 'guide-unreadable')) throw error;
      log('error', formatError(error));
      failures.push(error);
      if (before) published.push({ id, importId: before.id, version: before.version });
    }
  }
  const imports = await Promise.all(
    published.map(async ({ importId }) => ({ importId, channels: await guide.channels(importId) })),
  );
  await guide.publish(published, mergeChannels(imports), now());
  progress({ done: sources.length, failed: failures.length });
  return { summaries, failures, unchanged: sources.length - summaries.length - failures.length };
}

async function readShows({ guide }: RunContext): Promise<Shows> {
  const list = await guide.knownShows();
  return { list, version: createHash('sha1').update(JSON.stringify(list)).digest('base64url') };
}

/** Throws where all failed: then nothing was done. */
function describe({ summaries, unchanged, failures }: Outcome): string {
  const [failure] = failures;
  if (summaries.length === 0 && unchanged === 0) {
    if (failure) throw failure;
    return say('guides-none', {});
  }
  const sum = (of: (summary: GuideSummary) => number) =>
    summaries.reduce((total, each) => total + of(each), 0);
  return [
    ...(summaries.length > 0
      ? [
          say('guides-taken-in', {
            programmes: sum(({ kept }) => kept),
            channels: sum(({ channels }) => channels.length),
            guides: summaries.length,
            matched: sum(({ matched }) => matched),
          }),
        ]
      : []),
    ...(unchanged > 0 ? [say('guides-unchanged', { count: unchanged })] : []),
    ...(failure ? [say('guides-unread', { count: failures.length, cause: failure.message })] : []),
  ].join(' ');
}
