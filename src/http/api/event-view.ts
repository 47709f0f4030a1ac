import { z } from '@hono/zod-openapi';
import { type ButlerEvents, sectionChanges } from '../../domain/events.ts';
import { logLevels } from '../../domain/run.ts';
import { decisionView, viewDecision } from './decision-view.ts';
import { formatInstant, instant } from './instant.ts';
import { nightView, viewNight } from './night-view.ts';
import { pauseView, viewPause } from './pause-view.ts';
import { reportView, viewReport } from './report-view.ts';
import { restoreView, viewRestore } from './restore-view.ts';
import { progressView, runView, viewProgress, viewRun } from './run-view.ts';
import { samplesShape, viewSamples } from './sample-view.ts';
import { taskName } from './task-name.ts';

const runId = z.int().openapi({ description: 'The number of the run.', example: 7 });
const sentence = z
  .string()
  .openapi({ description: 'What happened, for people.', example: 'The clock was set back by an hour.' });

function event<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  description: string,
  shape: Shape,
) {
  const name = `${type.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}Event`;
  return z
    .object({ type: z.literal(type), at: instant.openapi({ description: 'When it happened.' }), ...shape })
    .openapi(name, { description });
}

/** Every event, in the form in which clients get it. */
export const eventView = z
  .discriminatedUnion('type', [
    event('run', 'A run was created or changed its state.', { run: runView }),
    event('progress', 'A run moved on; at most four times a second for each run.', {
      runId,
      progress: progressView,
    }),
    event('samples', 'How a run goes; every ten seconds for each run.', {
      runId,
      ...samplesShape,
      samples: samplesShape.samples.openapi({
        description:
          'Samples that are new, or take the place of those with the same begin. Where `bucketMs` is another than before, all are to be read anew.',
      }),
    }),
    event('log', 'A run said something.', {
      runId,
      level: z.enum(logLevels),
      message: z.string().openapi({ example: 'Copied 12 MB.' }),
    }),
    event('pass', 'A file begins to be read, once for all these tasks.', {
      path: z.string().openapi({ example: '/media/films/Heat (1995)/Heat.mkv' }),
      bytes: z.int().min(0).openapi({ description: 'Size of the file.' }),
      tasks: z.array(taskName),
    }),
    event('unit-failed', 'A file failed in a run.', {
      runId,
      label: z.string().openapi({ description: 'The name of the file.', example: 'Heat.mkv' }),
      error: z.string().openapi({ example: '"Heat.mkv" cannot be read as media: it is empty.' }),
      attempts: z.int().min(1).openapi({ description: 'How often it has failed, earlier runs included.' }),
      setAside: z.boolean().openapi({ description: 'Whether it rests from now on, or is tried again.' }),
    }),
    event('decision', 'The plan now says something else of a task.', { decision: decisionView }),
    event('section', 'A section of the library was added, changed or removed.', {
      sectionId: z.int().openapi({ example: 1 }),
      title: z.string().openapi({ example: 'Films' }),
      change: z.enum(sectionChanges).openapi({
        description: 'Changed is its title, which folders it has, or that missing files were forgotten.',
        example: 'added',
      }),
    }),
    event('media-added', 'New or changed media came into the library.', {}),
    event('night-ended', 'A window has closed, and the last run that it started has ended.', {
      night: nightView,
      isLate: z.boolean().openapi({ description: 'Butler was not at work when it closed.' }),
    }),
    event('report', 'The report of a night is made.', { report: reportView }),
    event('pauses', 'What rests work has changed.', {
      pauses: z.array(pauseView).openapi({ description: 'All that are in force now.' }),
    }),
    event('clock', 'The clock of the machine was set, or cannot be right.', {
      verdict: z.enum(['jumped', 'suspect']),
      byMs: z.number().openapi({ description: 'By how much it moved; negative where it went back.' }),
      sentence,
    }),
    event('watch', 'Folders are watched from now on, or cannot be.', {
      level: z.enum(['info', 'warn']),
      sentence,
    }),
    event('fault', 'Something went wrong outside of any run; Butler goes on.', { sentence }),
    event('restore', 'A backup is restored: it began, moved on, or ended.', { restore: restoreView }),
    event('preference', 'A preference has another value.', {
      id: z.string().openapi({ example: 'ButlerStartHour' }),
    }),
    event(
      'resync',
      'Events were missed that are not kept any more, or the server was started anew: what was read before may be out of date. It comes first, and whatever types are asked for.',
      {},
    ),
  ])
  .openapi('Event');

export type Event = z.input<typeof eventView>;

export type EventType = Exclude<Event['type'], 'resync'>;

/** The types of events that clients can choose from: `resync` always comes. */
export const eventTypes = eventView.options
  .map(({ shape }) => shape.type.value)
  .filter((type): type is EventType => type !== 'resync');

/** How each event is told, at the instant at which it happens. */
export const viewEvent: {
  readonly [Name in keyof ButlerEvents]: (at: number, ...args: ButlerEvents[Name]) => Event;
} = {
  run: (at, run) => ({ type: 'run', at: formatInstant(at), run: viewRun(run) }),
  progress: (at, runId, progress) => ({
    type: 'progress',
    at: formatInstant(at),
    runId,
    progress: viewProgress(progress),
  }),
  samples: (at, runId, changed) => ({
    type: 'samples',
    at: formatInstant(at),
    runId,
    ...viewSamples(changed),
  }),
  log: (_, { at, ...line }) => ({ type: 'log', at: formatInstant(at), ...line }),
  pass: (at, { tasks, ...file }) => ({ type: 'pass', at: formatInstant(at), ...file, tasks: [...tasks] }),
  unitFailed: (at, { quarantined: setAside, ...failure }) => ({
    type: 'unit-failed',
    at: formatInstant(at),
    ...failure,
    setAside,
  }),
  decision: (at, decision) => ({
    type: 'decision',
    at: formatInstant(at),
    decision: viewDecision(decision),
  }),
  section: (at, change) => ({ type: 'section', at: formatInstant(at), ...change }),
  mediaAdded: at => ({ type: 'media-added', at: formatInstant(at) }),
  nightEnded: (at, night, isLate) => ({
    type: 'night-ended',
    at: formatInstant(at),
    night: viewNight(night),
    isLate,
  }),
  report: (at, report) => ({ type: 'report', at: formatInstant(at), report: viewReport(report) }),
  pauses: (at, pauses) => ({ type: 'pauses', at: formatInstant(at), pauses: pauses.map(viewPause) }),
  clock: (at, change) => ({ type: 'clock', at: formatInstant(at), ...change }),
  watch: (at, line) => ({ type: 'watch', at: formatInstant(at), ...line }),
  fault: (at, sentence) => ({ type: 'fault', at: formatInstant(at), sentence }),
  restore: (at, restore) => ({ type: 'restore', at: formatInstant(at), restore: viewRestore(restore) }),
  preference: (at, id) => ({ type: 'preference', at: formatInstant(at), id }),
};
