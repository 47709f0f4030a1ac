import type { LogSearch } from '../../src/domain/log-search.ts';
import type { LookBack } from '../../src/domain/look-back.ts';
import type { History, ReportStore } from '../../src/domain/ports.ts';
import type { NightReport } from '../../src/domain/report.ts';
import {
  type LogLine,
  logLevels,
  type Run,
  type RunTransition,
  type UnitFailure,
} from '../../src/domain/run.ts';
import { noSamples, nothing, type RunSamples } from '../../src/domain/samples.ts';
import type { Night, RecordedDecision } from '../../src/domain/schedule.ts';
import { night, recordedTasks, run } from './recorded-butler.ts';

/** Of the run with the id 5 two files were set aside and one was mended; 8 and 9 are in hand, 7 is what they wait for. */
const runs: readonly Run[] = [
  run('RefreshLibraries', 5, {
    trigger: 'manual',
    endedAt: night + 30_000,
    progress: { done: 12, total: 12, failed: 2, bytesDone: 9_000, bytesTotal: 9_000 },
    outcome: 'Found 12 files in 1 section: 12 new, 0 changed, 0 missing, 2 unreadable.',
  }),
  run('BackupDatabase', 6, { state: 'failed', endedAt: night + 500, outcome: 'There is no room at /data.' }),
  ...recordedTasks.flatMap(({ last, active }) => [...(last ? [last] : []), ...(active ? [active] : [])]),
].toSorted((a, b) => a.id - b.id);

const transitions: ReadonlyMap<number, readonly RunTransition[]> = new Map([
  [
    5,
    [
      { at: night, to: 'queued' },
      { at: night, from: 'queued', to: 'running' },
      { at: night + 30_000, from: 'running', to: 'succeeded', reason: 'Found 12 files in 1 section.' },
    ],
  ],
]);

const samples: ReadonlyMap<number, RunSamples> = new Map([
  [
    5,
    {
      bucketMs: 10_000,
      items: [
        {
          ...{ fromMs: 0, lengthMs: 10_000, restedMs: 0, done: 7, failed: 0 },
          ...{ cpuUs: 14_250_000, bytesRead: 5_120, bytesWritten: 0, workerMs: 18_000 },
        },
        { ...nothing, fromMs: 10_000, lengthMs: 10_000, restedMs: 10_000 },
        {
          ...{ fromMs: 20_000, lengthMs: 9_500, restedMs: 1_500, done: 3, failed: 2 },
          ...{ cpuUs: 6_000_000, bytesRead: 3_880, bytesWritten: 4_096, workerMs: 8_000 },
        },
      ],
    },
  ],
]);

const log: ReadonlyMap<number, readonly LogLine[]> = new Map([
  [
    5,
    [
      {
        id: 31,
        at: night + 1,
        level: 'info',
        message: 'Left out "/media/films/Sample.mkv": it is a sample.',
      },
      { id: 33, at: night + 2, level: 'error', message: '“Odd”\u2028name.mkv cannot be read.' },
      { id: 34, at: night + 3, level: 'warn', message: '2 files are set aside after repeated failures.' },
    ],
  ],
]);

/** What all runs said. */
export const recordedLogs: LogSearch = {
  lines: async ({ limit, before = Number.POSITIVE_INFINITY, task, runId, level = 'debug', text = '' }) =>
    runs
      .flatMap(({ id, task }) => (log.get(id) ?? []).map(line => ({ ...line, runId: id, task })))
      .filter(line => line.id < before && line.message.includes(text))
      .filter(line => (task ?? line.task) === line.task && (runId ?? line.runId) === line.runId)
      .filter(line => logLevels.indexOf(line.level) >= logLevels.indexOf(level))
      .toReversed()
      .slice(0, limit),
};

const failed = (part: number, values: Partial<UnitFailure>): UnitFailure & { id: number } => ({
  id: part,
  runId: 5,
  subject: `part:${part}`,
  label: `${part}.mkv`,
  error: 'It cannot be read as media: it ends too early.',
  attempts: 3,
  quarantined: true,
  at: night + 20_000,
  ...values,
});

const failures = [failed(1, {}), failed(2, { attempts: 1, quarantined: false }), failed(4, {})];

const decisions: readonly RecordedDecision[] = recordedTasks.map(({ decision }, i) => ({
  ...decision,
  id: i + 1,
  at: night + i,
}));

const recordedNight: Night = {
  windowId: 'default',
  serviceDay: '2026-03-01',
  opensAt: night,
  closesAt: night + 10_800_000,
  cutoffAt: night + 9_900_000,
};

const report: NightReport = {
  night: recordedNight,
  zone: 'Europe/Berlin',
  madeAt: night + 10_800_000,
  tasks: [
    {
      task: 'RefreshLibraries',
      title: 'Refresh Libraries',
      runs: [5],
      state: 'succeeded',
      started: true,
      outcome: 'Found 12 files in 1 section.',
      done: 10,
      failed: 2,
      bytes: 9_000,
      durationMs: 30_000,
      use: { cpuUs: 20_250_000, bytesRead: 9_000, bytesWritten: 4_096 },
      left: 0,
    },
  ],
  failures: {
    count: 2,
    setAside: 2,
    first: [{ task: 'RefreshLibraries', label: '1.mkv', error: 'It ends too early.', setAside: true }],
  },
  next: {
    night: { ...recordedNight, serviceDay: '2026-03-02', opensAt: night + 86_400_000 },
    zone: 'Europe/Berlin',
    decisions: recordedTasks.slice(0, 2).map(({ decision, title }) => ({ ...decision, title })),
  },
};

/** What happened before the night of {@link RecordedButler}, in memory. */
export const recordedHistory: History & Pick<ReportStore, 'reportsOf'> = {
  findRun: async id => runs.find(run => run.id === id),
  runs: async ({ limit, before = Number.POSITIVE_INFINITY, task, serviceDay }) =>
    runs
      .filter(run => run.id < before && (task ?? run.task) === run.task)
      .filter(run => (serviceDay ?? run.serviceDay) === run.serviceDay)
      .toReversed()
      .slice(0, limit),
  nights: async (from, to) =>
    [...Map.groupBy(runs, run => run.serviceDay)]
      .filter(([serviceDay]) => from <= serviceDay && serviceDay <= to)
      .map(([serviceDay, runs]) => ({
        serviceDay,
        runs: Object.fromEntries(
          [...Map.groupBy(runs, run => run.state)].map(([state, runs]) => [state, runs.length]),
        ),
        failedFiles: runs.reduce((sum, { progress }) => sum + progress.failed, 0),
        reports: serviceDay === report.night.serviceDay ? 1 : 0,
      })),
  transitions: async runId => transitions.get(runId) ?? [],
  samples: async runId => samples.get(runId) ?? noSamples,
  log: async (runId, { limit, after = 0 }) =>
    (log.get(runId) ?? []).filter(line => line.id > after).slice(0, limit),
  failures: async (runId, { limit, after = 0 }) =>
    failures.filter(failure => failure.runId === runId && failure.id > after).slice(0, limit),
  decisions: async ({ limit, before = Number.POSITIVE_INFINITY, task, serviceDay }) =>
    decisions
      .filter(({ id }) => id < before)
      .filter(decision => (task ?? decision.task) === decision.task)
      .filter(decision => (serviceDay ?? decision.serviceDay) === decision.serviceDay)
      .toReversed()
      .slice(0, limit),
  reportsOf: async serviceDay => (serviceDay === report.night.serviceDay ? [report] : []),
};

export const recordedLookBack: Omit<LookBack, 'title'> = {
  nights: ['Sunday 1 March 2026, 02:00–05:00 (3 h); nothing new starts after 04:45.'],
  outcome: ['It did not run.'],
  decisions: [{ time: '02:00', sentence: 'Not due before 3 March 2026.' }],
};
