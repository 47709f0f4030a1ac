import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NightReport } from '../domain/report.ts';
import { noProgress, type Run, runStates, type UnitFailure } from '../domain/run.ts';
import { nothing } from '../domain/samples.ts';
import type { Night, TaskStates } from '../domain/schedule.ts';
import { type TaskName, taskNames } from '../domain/task.ts';
import { scheduleSettings, taskSchedule } from '../schedule/arbitraries.ts';
import { forecastNight } from '../schedule/forecast.ts';
import { defaultWindow, nightOf } from '../schedule/window.ts';
import { makeReport } from './report.ts';
import { formatReport, reportTitle } from './report-text.ts';

const zone = 'Europe/Berlin';
const window = defaultWindow(2, 5, zone);
const settings = scheduleSettings(
  [window],
  [
    taskSchedule({ name: 'RefreshLibraries', title: 'Refresh Libraries', group: 'library', spread: true }),
    taskSchedule({
      name: 'GenerateMediaIndexFiles',
      title: 'Generate Media Index Files',
      group: 'media',
      priority: 1,
    }),
    taskSchedule({ intervalDays: 3, priority: 2 }),
    taskSchedule({
      name: 'OptimizeDatabase',
      title: 'Optimize Database',
      endPolicy: 'finish',
      intervalDays: 7,
      priority: 3,
    }),
    taskSchedule({ name: 'MusicAnalysis', title: 'Music Analysis', enabled: false, priority: 4 }),
  ],
);
const night = nightOf(window, '2027-06-01') as Night;
const closed = at('05:00');

function at(time: string): number {
  return Temporal.PlainDateTime.from(`2027-06-01T${time}`).toZonedDateTime(zone).epochMilliseconds;
}

let lastId = 0;
function run(task: TaskName, some: Partial<Run> = {}): Run {
  return {
    id: ++lastId,
    task,
    trigger: 'window',
    state: 'succeeded',
    serviceDay: '2027-06-01',
    createdAt: at('02:00'),
    startedAt: at('02:00'),
    endedAt: at('02:00:41'),
    progress: noProgress,
    ...some,
  };
}

function failure(of: Run, label: string, some: Partial<UnitFailure> = {}): UnitFailure {
  return {
    runId: of.id,
    subject: `part:${label.length}`,
    label,
    error: `"/films/${label}" cannot be read as media: moov atom not found. Check whether it plays.`,
    attempts: 3,
    quarantined: true,
    at: at('03:00'),
    ...some,
  };
}

const states: TaskStates = {
  RefreshLibraries: { lastServiceDay: '2027-06-01', lastSucceededStartAt: at('02:00') },
  GenerateMediaIndexFiles: { lastServiceDay: '2027-05-31' },
  BackupDatabase: { lastServiceDay: '2027-06-01', lastSucceededStartAt: at('02:00') },
  OptimizeDatabase: { lastServiceDay: '2027-05-25', usualDurationMs: 4 * 3_600_000 },
};

const next = forecastNight(night.opensAt, closed, settings, states);

const scan = run('RefreshLibraries', {
  outcome: 'Found 1,204 files in 3 sections: 12 new, 3 changed, 0 missing.',
});
const backup = run('BackupDatabase', {
  endedAt: at('02:00:02'),
  outcome: 'Copied 34.2 MB and compared every row; 3 backups are kept.',
});

async function expectGolden(report: NightReport, name: string): Promise<void> {
  const file = join(import.meta.dirname, '../../test/reports', `${name}.txt`);
  await expect(`${reportTitle(report)}\n\n${formatReport(report)}`).toMatchFileSnapshot(file);
}

describe('the report of a night', () => {
  test('in which all went well', async () => {
    const index = run('GenerateMediaIndexFiles', {
      endedAt: at('03:12'),
      progress: { done: 34, total: 34, failed: 0, bytesDone: 1.24e9 },
      outcome: 'Made preview thumbnails for 34 videos of 1.24 GB in all.',
    });
    const record = { night, runs: [backup, scan, index], failures: [], next };
    await expectGolden(makeReport(record, settings, closed), 'all-well');
  });

  test('in which much went wrong', async () => {
    const full = run('BackupDatabase', {
      state: 'failed',
      endedAt: at('02:00:02'),
      outcome: 'There is no room at /backups: 2 GB needed, 1 GB free. Free some space; the work goes on.',
    });
    const again = run('BackupDatabase', {
      ...full,
      id: ++lastId,
      startedAt: at('02:30'),
      endedAt: at('02:30:03'),
    });
    const index = run('GenerateMediaIndexFiles', {
      state: 'yielded',
      endedAt: at('05:00'),
      progress: { done: 36, total: 148, failed: 2, bytesDone: 1.24e9 },
      outcome: 'Made preview thumbnails for 34 videos of 1.24 GB in all; 2 videos failed.',
    });
    const music = run('MusicAnalysis', {
      trigger: 'manual',
      state: 'cancelled',
      outcome: 'Cancelled; what was done is kept.',
    });
    const late = run('OptimizeDatabase', { state: 'yielded', outcome: 'The window closed.' });
    const { startedAt: _, ...neverStarted } = late;
    const failures = [
      failure(index, 'Film (2001).mkv'),
      failure(index, 'Another (1998).mp4', { quarantined: false, attempts: 1 }),
      failure(index, 'A\nforged\u202ename.mkv', { error: 'The worker process ended.' }),
    ];
    const runs = [scan, full, again, index, music, neverStarted];
    await expectGolden(makeReport({ night, runs, failures, next }, settings, closed), 'much-wrong');
  });

  test('that ended while Butler was not at work says so', () => {
    const late = makeReport({ night, runs: [backup], failures: [], next, isLate: true }, settings, closed);
    expect(late.isLate).toBe(true);
    expect(formatReport(late).split('\n').slice(0, 3)).toEqual([
      'Night of Tuesday 1 June 2027, 02:00–05:00',
      '1 task done.',
      'Butler was not at work when the window closed; this report was made when it was again.',
    ]);
    const inTime = makeReport({ night, runs: [backup], failures: [], next }, settings, closed);
    expect(inTime).not.toHaveProperty('isLate');
  });

  test('in which nothing ran, and after which no window opens', async () => {
    const record = { night, runs: [], failures: [] };
    await expectGolden(makeReport(record, settings, closed), 'nothing-ran');
  });

  test('tells a hundred failures in a few lines', async () => {
    const failures = Array.from({ length: 100 }, (_, i) =>
      failure(scan, `Film ${i}.mkv`, { subject: `part:${i}` }),
    );
    const report = makeReport({ night, runs: [scan], failures, next }, settings, closed);
    expect(report.failures).toMatchObject({ count: 100, setAside: 100 });
    expect(report.failures.first).toHaveLength(20);
    await expectGolden(report, 'many-failures');
  });
});

describe('a report counts', () => {
  const base = { night, failures: [], next: undefined };

  test('the runs that began in its night, and no others', () => {
    const runs = [
      run('BackupDatabase', { startedAt: at('01:59:59') }),
      run('RefreshLibraries', { startedAt: at('02:00') }),
      run('OptimizeDatabase', { startedAt: at('04:59:59') }),
      run('MusicAnalysis', { startedAt: at('05:00') }),
    ];
    const { tasks } = makeReport({ ...base, runs }, settings, closed);
    expect(tasks.map(({ task }) => task)).toEqual(['RefreshLibraries', 'OptimizeDatabase']);
  });

  test('what each run of a task did that succeeded, each sentence once, and why the last one did not', () => {
    const said = (state: Run['state'], outcome?: string) =>
      run('BackupDatabase', { state, ...(outcome !== undefined && { outcome }) });
    const outcomeOf = (...runs: readonly Run[]) =>
      makeReport({ ...base, runs }, settings, closed).tasks[0]?.outcome;
    const made = said('succeeded', 'Collections: 2 made.');
    expect(outcomeOf(made, said('succeeded', 'Every collection is up to date.'), made)).toBe(
      'Collections: 2 made. Every collection is up to date.',
    );
    expect(outcomeOf(said('failed', 'The disk is full.'), said('succeeded', 'Done.'))).toBe('Done.');
    expect(outcomeOf(made, said('failed', 'The disk is full.'))).toBe(
      'Collections: 2 made. The disk is full.',
    );
    expect(outcomeOf(said('succeeded'))).toBeUndefined();
  });

  test('the work of all runs of a task, and what the last one left', () => {
    const interrupted = run('GenerateMediaIndexFiles', {
      state: 'interrupted',
      endedAt: at('02:10'),
      progress: { done: 10, total: 50, failed: 1, bytesDone: 100 },
    });
    const yielded = run('GenerateMediaIndexFiles', {
      state: 'yielded',
      startedAt: at('02:20'),
      endedAt: at('05:00'),
      progress: { done: 20, total: 40, failed: 2, bytesDone: 200 },
    });
    const use = { cpuUs: 1_500_000, bytesRead: 40, bytesWritten: 2 };
    const sample = { ...nothing, ...use, fromMs: 0, lengthMs: 10_000 };
    const samples = new Map([
      [interrupted.id, { bucketMs: 10_000, items: [sample, sample] }],
      [yielded.id, { bucketMs: 10_000, items: [sample] }],
    ]);
    const { tasks } = makeReport({ ...base, runs: [yielded, interrupted], samples }, settings, closed);
    expect(tasks).toEqual([
      {
        task: 'GenerateMediaIndexFiles',
        title: 'Generate Media Index Files',
        runs: [interrupted.id, yielded.id],
        state: 'yielded',
        started: true,
        done: 27,
        failed: 3,
        bytes: 300,
        durationMs: 170 * 60_000,
        use: { cpuUs: 4_500_000, bytesRead: 120, bytesWritten: 6 },
        left: 20,
      },
    ]);
  });

  test('failures that a further try has mended for nothing', () => {
    const first = run('GenerateMediaIndexFiles', { state: 'interrupted' });
    const second = run('GenerateMediaIndexFiles');
    const failures = [
      failure(first, 'mended.mkv', { quarantined: false, subject: 'part:1' }),
      failure(first, 'bad.mkv', { subject: 'part:2' }),
      failure(second, 'mended too.mkv', { quarantined: false, subject: 'part:3' }),
    ];
    const named = (...runs: Run[]) =>
      makeReport({ ...base, runs, failures }, settings, closed).failures.first.map(({ label }) => label);
    expect(named(first)).toEqual(['mended.mkv', 'bad.mkv']);
    expect(named(first, second)).toEqual(['bad.mkv']);
  });

  test('no negative time where the clock was set back', () => {
    const runs = [run('BackupDatabase', { startedAt: at('03:00'), endedAt: at('02:30') })];
    expect(makeReport({ ...base, runs }, settings, closed).tasks[0]?.durationMs).toBe(0);
  });

  test('in the zone of its window, and in that of the first one when it is gone', () => {
    const tokyo = { ...defaultWindow(2, 5, 'Asia/Tokyo'), id: 'tokyo' };
    const both = { ...settings, windows: [window, tokyo] };
    const zoneFor = (windowId: string) =>
      makeReport({ ...base, night: { ...night, windowId }, runs: [] }, both, closed).zone;
    expect([zoneFor('default'), zoneFor('tokyo'), zoneFor('gone')]).toEqual([zone, 'Asia/Tokyo', zone]);
  });
});

test('whatever the names are, the text is lines without control characters, and of bounded length', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('\n', '\r', '\u001b[31m', '\u0000', '\u0085', '\u2028', '\u202e', '\ud800', 'a'),
    }),
  );
  const anyRun = fc
    .record({
      task: fc.constantFrom(...taskNames),
      state: fc.constantFrom(...runStates),
      outcome: nasty,
      total: fc.nat(1e6),
    })
    .map(({ task, state, outcome, total }) =>
      run(task, { state, outcome, progress: { ...noProgress, total, done: Math.floor(total / 2) } }),
    );
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 30 }), fc.array(fc.tuple(nasty, nasty)), (runs, names) => {
      const failures = names.map(([label, error], i) => ({
        ...failure(runs[i % runs.length] ?? scan, label),
        subject: `part:${i}` as const,
        error,
      }));
      const report = makeReport({ night, runs, failures, next }, settings, closed);
      expect(reportTitle(report)).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Cs}/u);
      const lines = formatReport(report).split('\n');
      expect(lines.length).toBeLessThan(taskNames.length * 2 + 30);
      for (const line of lines) {
        expect(line).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Cs}/u);
        expect([...line].length).toBeLessThanOrEqual(200);
      }
    }),
  );
});
