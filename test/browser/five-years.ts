import type { NightReport, TaskReport } from '../../src/domain/report.ts';
import { endStates, type LogLevel, type RunState } from '../../src/domain/run.ts';
import type { RunSamples } from '../../src/domain/samples.ts';
import type { TaskName } from '../../src/domain/task.ts';
import { SampleSeries } from '../../src/engine/sample-series.ts';
import type { Store } from '../../src/store/open.ts';
import { formatSamples } from '../../src/store/samples-text.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const nights = 5 * 365;

/** What the tasks of a night do: when they begin after the window opens, for how long, and with how many files. */
const usual: readonly (readonly [
  task: TaskName,
  title: string,
  begin: number,
  minutes: number,
  files: number,
])[] = [
  ['BackupDatabase', 'Backup Database', 0, 3, 0],
  ['RefreshLibraries', 'Refresh Libraries', 1, 6, 1_310],
  ['RefreshEpgGuides', 'Refresh Program Guides', 2, 1, 0],
  ['RefreshLocalMedia', 'Refresh Local Media', 8, 9, 1_310],
  ['GenerateMediaIndexFiles', 'Generate Media Index Files', 18, 96, 124],
  ['GenerateChapterThumbs', 'Generate Chapter Thumbnails', 20, 41, 124],
  ['LoudnessAnalysis', 'Loudness Analysis', 31, 74, 77],
  ['MusicAnalysis', 'Music Analysis', 62, 22, 90],
  ['ButlerTaskGenerateIntroMarkers', 'Generate Intro Markers', 66, 58, 48],
  ['GenerateAutoTags', 'Generate Auto Tags', 90, 12, 210],
  ['BuildGracenoteCollections', 'Build Gracenote Collections', 104, 2, 0],
  ['CleanOldCacheFiles', 'Clean Old Cache Files', 121, 1, 0],
  ['OptimizeDatabase', 'Optimize Database', 126, 8, 0],
  ['DeepMediaAnalysis', 'Deep Media Analysis', 130, 50, 31],
];

interface Planned {
  readonly task: TaskName;
  readonly title: string;
  readonly state: RunState;
  readonly begin: number;
  readonly minutes: number;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly outcome: string;
}

/** The runs of the night so many days ago. */
function runsOf(ago: number): readonly Planned[] {
  if (ago % 61 >= 55 || ago % 50 === 20) return [];
  const runs = usual.map(([task, title, begin, minutes, files], index): Planned => {
    const isBroken = ago % 17 === 3 && index === 4;
    const failed = ago % 9 === 5 && index === 6 ? 2 : 0;
    return {
      ...{ task, title, begin: begin + ((ago * 7) % 5), minutes, total: files, failed },
      state: isBroken ? 'failed' : 'succeeded',
      done: isBroken ? Math.floor(files / 3) : files,
      outcome: isBroken
        ? 'There is no room left at /var/lib/butler/bundles: 12 MB are free, and 1 GB is wanted.'
        : `Did what there was to do in ${minutes} minutes.`,
    };
  });
  return ago === 0 ? [...runs, ...lastNight] : runs;
}

/** All that can happen, in one night. */
const lastNight: readonly Planned[] = [
  {
    ...{ task: 'UpgradeMediaAnalysis', title: 'Upgrade Media Analysis', state: 'interrupted' },
    ...{ begin: 70, minutes: 31, done: 12, total: 60, failed: 0, outcome: 'The server ended under it.' },
  },
  {
    ...{ task: 'UpgradeMediaAnalysis', title: 'Upgrade Media Analysis', state: 'yielded' },
    ...{ begin: 120, minutes: 58, done: 41, total: 60, failed: 0, outcome: 'Goes on in the next night.' },
  },
  {
    ...{ task: 'GenerateBlurHashes', title: 'Generate Blur Hashes', state: 'cancelled' },
    ...{ begin: 44, minutes: 9, done: 200, total: 900, failed: 0, outcome: 'Stopped by a person.' },
  },
  {
    ...{ task: 'GarbageCollectBlobs', title: 'Garbage Collect Blobs', state: 'failed' },
    ...{ begin: 128, minutes: 4, done: 0, total: 0, failed: 0 },
    outcome: '"<b>Amélie & Ø</b>.bundle" cannot be moved: the disk is read-only.',
  },
  {
    ...{ task: 'CheckForUpdates', title: 'Check for Updates', state: 'skipped' },
    ...{ begin: 140, minutes: 0, done: 0, total: 0, failed: 0, outcome: 'There is no network.' },
  },
  {
    ...{ task: 'GenerateMediaIndexFiles', title: 'Generate Media Index Files', state: 'succeeded' },
    ...{
      begin: 240,
      minutes: 34,
      done: 121,
      total: 124,
      failed: 3,
      outcome: 'Made 121 index files; 3 failed.',
    },
  },
];

/** Files as they are found: with markup, from right to left, and without end. */
export const oddFiles = [
  'Amélie & <b>"Ø"</b> (2001).mkv',
  'فيلم طويل عن الليل (2019).mkv',
  `${'A very long name that goes on '.repeat(17)}.mkv`,
] as const;

/**
 * Five years of nights, of which the last one opened at `opensAt`: in most all was well, in some files or tasks failed,
 * in some nothing ran, and of some nothing is known. Returns the id of the last run, in which {@link oddFiles} failed.
 */
export async function keepFiveYears({ db }: Store, opensAt: number): Promise<number> {
  let id = 0;
  const reports: { service_day: string; window_id: string; made_at: number; body: string }[] = [];
  const runs: Parameters<typeof toRow>[] = [];
  for (let ago = nights; ago >= 0; ago--) {
    const opens = opensAt - ago * dayMs;
    const planned = runsOf(ago);
    const first = id + 1;
    for (const run of planned) runs.push([++id, run, opens]);
    if (ago % 61 < 55) reports.push(toReport(opens, planned, first));
  }
  await db.transaction().execute(async trx => {
    for (let from = 0; from < runs.length; from += 500) {
      const rows = runs.slice(from, from + 500).map(run => toRow(...run));
      await trx.insertInto('run').values(rows).execute();
    }
    for (let from = 0; from < reports.length; from += 200) {
      await trx
        .insertInto('report')
        .values(reports.slice(from, from + 200))
        .execute();
    }
    const last = runs.at(-1)?.[1];
    const began = opensAt + (last?.begin ?? 0) * minuteMs;
    const move = (at: number, from: RunState | null, to: RunState, reason: string | null) => ({
      ...{ run_id: id, at, from_state: from, to_state: to, reason },
    });
    await trx
      .insertInto('run_transition')
      .values([
        move(began - 9 * minuteMs, null, 'scheduled', 'Placed at random in the window.'),
        move(began - 2_000, 'scheduled', 'queued', null),
        move(began, 'queued', 'running', 'Its turn came.'),
        move(began + 34 * minuteMs, 'running', 'succeeded', 'Made 121 index files; 3 failed.'),
      ])
      .execute();
    await trx
      .insertInto('run_failure')
      .values(
        oddFiles.map((label, index) => ({
          ...{ run_id: id, subject: `part:${[7, 70, 71][index] ?? 0}` as const, label },
          ...{ error: `"${label}" ends too early.`, attempts: 3 - (index % 2), at: began + index * minuteMs },
          quarantined: index === 1 ? (0 as const) : (1 as const),
        })),
      )
      .execute();
    await trx
      .insertInto('unit')
      .values(
        oddFiles.map((label, index) => ({
          ...{ task: 'GenerateMediaIndexFiles' as const, subject: `part:${[7, 70, 71][index] ?? 0}` },
          ...{ version: '1', run_id: id, label, error: 'It ends too early.', bytes: 0, priority: 1 },
          ...{ attempts: 3 - (index % 2), updated_at: began },
          state: index === 1 ? ('queued' as const) : ('quarantined' as const),
        })),
      )
      .execute();
    await trx.insertInto('run_log').values(logOf(id, began)).execute();
    await trx
      .insertInto('run_samples')
      .values({ run_id: id, body: formatSamples(courseOf(34)) })
      .execute();
  });
  return id;
}

/** How a run of so many minutes went: swiftly at first, then a pause, then slow files, of which some fail. */
function courseOf(minutes: number): RunSamples {
  const series = new SampleSeries();
  const [restsFrom, restsTo] = [0.38, 0.5].map(share => share * minutes * minuteMs);
  for (let ms = 0; ms < minutes * minuteMs; ms += 5_000) {
    const share = ms / (minutes * minuteMs);
    const isRest = ms >= (restsFrom ?? 0) && ms < (restsTo ?? 0);
    const wave = 1 + 0.35 * Math.sin(ms / 47_000) + 0.2 * Math.sin(ms / 13_000);
    const pace = share < 0.5 ? wave : wave * 0.55;
    const isEnd = Math.floor(ms * pace * 1e-4) > Math.floor((ms - 5_000) * pace * 1e-4);
    series.add(
      isRest
        ? { restedMs: 5_000 }
        : {
            ...{ done: isEnd ? 1 : 0, failed: share > 0.7 && ms % 195_000 === 0 ? 1 : 0 },
            ...{ cpuUs: Math.round(pace * 6.1e6), workerMs: Math.round(Math.min(1, pace) * 9_700) },
            ...{ bytesRead: Math.round(pace * 2.9e7), bytesWritten: Math.round(wave * 4.1e6) },
          },
      ms,
      ms + 5_000,
    );
  }
  return series.samples();
}

function toRow(
  id: number,
  { task, state, begin, minutes, done, total, failed, outcome }: Planned,
  opens: number,
) {
  const started = opens + begin * minuteMs;
  const began = state !== 'skipped';
  if (!endStates.some(end => end === state)) throw new Error(`${state} is no end.`);
  return {
    ...{ id, task, state, outcome, done, failed },
    trigger: begin > 200 ? ('manual' as const) : ('window' as const),
    service_day: dayOf(opens),
    created_at: opens,
    started_at: began ? started : null,
    ended_at: started + minutes * minuteMs,
    total: total || null,
    bytes_done: done * 71_000_000,
    bytes_total: total * 71_000_000 || null,
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function toReport(opensAt: number, runs: readonly Planned[], first: number) {
  const nightOf = (at: number) => ({
    ...{ windowId: 'hours', serviceDay: dayOf(at), opensAt: at },
    ...{ closesAt: at + 180 * minuteMs, cutoffAt: at + 165 * minuteMs },
  });
  const numbered = runs.map((run, index) => ({ ...run, id: first + index }));
  const tasks = [...Map.groupBy(numbered, ({ task }) => task).values()].flatMap((same): TaskReport[] => {
    const last = same.at(-1);
    if (!last) return [];
    const sum = (of: 'done' | 'failed' | 'minutes') => same.reduce((sum, run) => sum + run[of], 0);
    return [
      {
        ...{ task: last.task, title: last.title, runs: same.map(({ id }) => id), state: last.state },
        ...{
          started: last.state !== 'skipped',
          outcome: last.outcome,
          done: sum('done'),
          failed: sum('failed'),
        },
        ...{ bytes: sum('done') * 71_000_000, durationMs: sum('minutes') * minuteMs },
        use: { cpuUs: sum('minutes') * 41e6, bytesRead: sum('done') * 71_000_000, bytesWritten: 0 },
        left: last.total - last.done,
      },
    ];
  });
  const count = runs.reduce((sum, { failed }) => sum + failed, 0);
  const report: NightReport = {
    ...{ night: nightOf(opensAt), zone: 'Europe/Berlin', madeAt: opensAt + 180 * minuteMs, tasks },
    failures: {
      ...{ count, setAside: Math.max(0, count - 1) },
      first: oddFiles.slice(0, count).map((label, index) => ({
        ...{ task: 'GenerateMediaIndexFiles', label, error: 'It ends too early.', setAside: index !== 1 },
      })),
    },
    next: {
      ...{ night: nightOf(opensAt + dayMs), zone: 'Europe/Berlin' },
      decisions: usual.slice(0, 6).map(([task, title], index) => ({
        ...{ task, title, serviceDay: dayOf(opensAt + dayMs), sentence: 'Due.' },
        ...{ action: index === 5 ? 'skip' : 'place', reason: index === 5 ? 'not-due' : 'due' },
      })),
    },
  };
  const { night, madeAt } = report;
  return {
    ...{ service_day: night.serviceDay, window_id: night.windowId, made_at: madeAt },
    body: JSON.stringify(report),
  };
}

/** More lines than a page has. */
function logOf(runId: number, began: number) {
  return Array.from({ length: 260 }, (_, index) => {
    const level: LogLevel =
      index % 40 === 7 ? 'warn' : index % 97 === 50 ? 'error' : index % 3 ? 'debug' : 'info';
    const file = oddFiles[index % 60 === 31 ? 2 : index % 2] ?? '';
    const at = began + index * 7_000;
    return { run_id: runId, at, level, message: `${index + 1}: read "${file}" in ${(index * 13) % 900} ms.` };
  });
}
