import { pauseCauses } from '../domain/pause.ts';
import type { Count, Sample } from './count.ts';
import type { Observed } from './observed.ts';
import type { Tally } from './tally.ts';
import { residentBytes } from './worker-memory.ts';

/** Something that is measured. Names and units as of https://prometheus.io/docs/practices/naming. */
export interface Instrument {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  read(): readonly Sample[] | Promise<readonly Sample[]>;
}

/** Service days that are looked through for the next run of each task. */
const forecastDays = 8;

/** All that Butler measures of itself, beside what every program of Node does. */
export function instrumentsOf(observed: Observed, tally: Tally): readonly Instrument[] {
  return [
    gauge('butler_build_info', 'The version that runs.', ['version'], () => [
      { labels: { version: observed.version }, value: 1 },
    ]),
    ...workDone(tally),
    ...workInHand(observed),
    ...workToCome(observed),
    ...things(observed),
  ];
}

function workDone(tally: Tally): readonly Instrument[] {
  return [
    counter('butler_runs_total', 'Runs that ended.', ['task', 'result'], tally.runs),
    counter('butler_run_seconds_total', 'How long these runs worked.', ['task'], tally.runSeconds),
    counter('butler_units_total', 'Files, or other units, that ended.', ['task', 'result'], tally.units),
    counter('butler_unit_bytes_total', 'Bytes of these files.', ['task'], tally.unitBytes),
    counter('butler_passes_total', 'Files that were read, once for all tasks.', [], tally.passes),
    counter('butler_pass_bytes_total', 'Bytes of the files that were read.', [], tally.passBytes),
    counter('butler_log_lines_total', 'Lines in the logs of runs.', ['level'], tally.logLines),
    counter('butler_faults_total', 'What went wrong outside of any run.', [], tally.faults),
  ];
}

function workInHand({ butler, workers }: Observed): readonly Instrument[] {
  const inHand =
    (read: (activity: ReturnType<typeof butler.activities>[number]) => number | undefined) => () =>
      butler.activities().flatMap(activity => sample({ task: activity.run.task }, read(activity)));
  return [
    gauge('butler_activities', 'Runs that work now.', [], () => [
      { labels: {}, value: butler.activities().length },
    ]),
    gauge(
      'butler_activity_progress_ratio',
      'How far each is, from 0 to 1, where it is known.',
      ['task'],
      inHand(({ progress }) => (progress < 0 ? undefined : progress / 100)),
    ),
    gauge(
      'butler_activity_bytes_per_second',
      'How fast each reads.',
      ['task'],
      inHand(({ detail }) => detail.bytesPerSecond),
    ),
    gauge(
      'butler_activity_remaining_seconds',
      'How long each will still take.',
      ['task'],
      inHand(({ detail: { timeLeftMs } }) => (timeLeftMs === undefined ? undefined : timeLeftMs / 1000)),
    ),
    gauge('butler_pauses', 'What rests work now.', ['cause'], () =>
      pauseCauses.map(cause => ({
        labels: { cause },
        value: butler.pauses().filter(pause => pause.cause === cause).length,
      })),
    ),
    gauge('butler_workers', 'Processes that open media, now.', [], () => [
      { labels: {}, value: workers.pids.length },
    ]),
    gauge('butler_workers_limit', 'How many of them may work at once.', [], () => [
      { labels: {}, value: workers.limit },
    ]),
    gauge('butler_worker_resident_memory_bytes', 'Memory of each of them.', ['worker'], async () => {
      const memory = await Promise.all(workers.pids.map(residentBytes));
      return memory.flatMap((bytes, i) => sample({ worker: `${i + 1}` }, bytes));
    }),
    {
      ...gauge('butler_worker_starts_total', 'Workers that were started.', [], () => [
        { labels: {}, value: workers.started },
      ]),
      type: 'counter',
    },
    {
      ...gauge('butler_worker_losses_total', 'Workers that died, hung or grew too large.', [], () => [
        { labels: {}, value: workers.lost },
      ]),
      type: 'counter',
    },
  ];
}

function workToCome({ butler, ...observed }: Observed): readonly Instrument[] {
  return [
    gauge('butler_runs_waiting', 'Runs that wait: for their turn, or for their moment.', ['state'], () =>
      (['queued', 'scheduled'] as const).map(state => ({
        labels: { state },
        value: butler.tasks().filter(({ active }) => active?.state === state).length,
      })),
    ),
    gauge('butler_queue_units', 'Units that wait, or were set aside.', ['task', 'state'], async () =>
      (await observed.queueDepths()).map(({ task, state, units }) => ({
        labels: { task, state },
        value: units,
      })),
    ),
    gauge('butler_queue_bytes', 'Bytes of their files.', ['task', 'state'], async () =>
      (await observed.queueDepths()).map(({ task, state, bytes }) => ({
        labels: { task, state },
        value: bytes,
      })),
    ),
    gauge('butler_task_enabled', 'Whether a task is switched on.', ['task'], () =>
      butler.tasks().map(({ name, enabled }) => ({ labels: { task: name }, value: enabled ? 1 : 0 })),
    ),
    gauge('butler_task_last_run_timestamp_seconds', 'When its last run ended.', ['task', 'result'], () =>
      butler
        .tasks()
        .flatMap(({ name, last }) =>
          last ? sample({ task: name, result: last.state }, toSeconds(last.endedAt)) : [],
        ),
    ),
    gauge('butler_task_last_run_duration_seconds', 'How long its last run worked.', ['task'], () =>
      butler
        .tasks()
        .flatMap(({ name, last: { startedAt, endedAt } = {} }) =>
          startedAt === undefined || endedAt === undefined
            ? []
            : sample({ task: name }, Math.max(0, endedAt - startedAt) / 1000),
        ),
    ),
    gauge(
      'butler_task_next_run_timestamp_seconds',
      'When it runs next, within a week.',
      ['task'],
      async () => {
        const planned = (await butler.forecast(forecastDays)).flatMap(({ decisions }) => decisions);
        return butler
          .tasks()
          .flatMap(({ name, active }) =>
            sample(
              { task: name },
              toSeconds(
                active?.plannedAt ??
                  planned.find(({ task, plannedAt }) => task === name && plannedAt !== undefined)?.plannedAt,
              ),
            ),
          );
      },
    ),
  ];
}

function things({ library, ...observed }: Observed): readonly Instrument[] {
  return [
    gauge('butler_database_bytes', 'Size of the database with its write-ahead log.', [], async () => [
      { labels: {}, value: await observed.databaseBytes() },
    ]),
    gauge('butler_section_files', 'Media files of a section.', ['section', 'title', 'state'], async () => {
      const counted = (await library.sections()).map(async ({ id, title }) => {
        const { present, missing } = await library.countParts(id);
        const labels = { section: `${id}`, title };
        return [
          { labels: { ...labels, state: 'present' }, value: present },
          { labels: { ...labels, state: 'missing' }, value: missing },
        ];
      });
      return (await Promise.all(counted)).flat();
    }),
    gauge(
      'butler_section_last_scan_timestamp_seconds',
      'When it was scanned.',
      ['section', 'title'],
      async () =>
        (await library.sections()).flatMap(({ id, title, scannedAt }) =>
          sample({ section: `${id}`, title }, toSeconds(scannedAt)),
        ),
    ),
    gauge('butler_section_roots_offline', 'Its folders that are not there.', ['section', 'title'], async () =>
      (await library.sections()).map(({ id, title, roots }) => ({
        labels: { section: `${id}`, title },
        value: roots.filter(({ offlineBecause }) => offlineBecause !== undefined).length,
      })),
    ),
    gauge('butler_backups', 'Backups that are as they were verified.', [], async () => [
      { labels: {}, value: (await observed.backups()).length },
    ]),
    gauge('butler_backup_bytes', 'Size of these backups.', [], async () => [
      { labels: {}, value: (await observed.backups()).reduce((sum, { bytes }) => sum + bytes, 0) },
    ]),
    gauge('butler_backup_last_timestamp_seconds', 'When the newest of them was made.', [], async () => {
      const made = (await observed.backups()).map(({ createdAt }) => createdAt);
      return sample({}, made.length > 0 ? toSeconds(Math.max(...made)) : undefined);
    }),
  ];
}

function gauge(name: string, help: string, labels: readonly string[], read: Instrument['read']): Instrument {
  return { type: 'gauge', name, help, labels, read };
}

function counter(name: string, help: string, labels: readonly string[], count: Count): Instrument {
  return { type: 'counter', name, help, labels, read: () => count.samples };
}

/** Nothing for what is not known. */
function sample(labels: Sample['labels'], value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ labels, value }];
}

function toSeconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : at / 1000;
}
