import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { night, RecordedButler, run } from '../../test/support/recorded-butler.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Run } from '../domain/run.ts';
import { type Instrument, instrumentsOf } from './instruments.ts';
import { openMetrics } from './metrics.ts';
import type { Observed } from './observed.ts';
import { Tally } from './tally.ts';

const observed: Observed = {
  version: '0.1.0',
  butler: new RecordedButler(),
  library: {
    sections: async () => [
      {
        id: 1,
        uuid: '11111111-1111-4111-8111-111111111111',
        type: 'movie',
        title: 'Films "and\\more"\n',
        createdAt: night,
        scannedAt: night,
        roots: [{ id: 1, sectionId: 1, path: '/a', offlineBecause: 'It is not there.' }],
      },
    ],
    countParts: async () => ({ present: 40, missing: 2 }),
  },
  workers: { pids: [process.pid], limit: 2, started: 5, lost: 1 },
  queueDepths: async () => [{ task: 'DeepMediaAnalysis', state: 'queued', units: 7, bytes: 900 }],
  databaseBytes: async () => 4_096,
  backups: async () => [
    { createdAt: night, bytes: 10 },
    { createdAt: night - 86_400_000, bytes: 5 },
  ],
};

/** The lines of values, by name and labels. */
function parse(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

async function scrape(changes: Partial<Observed> = {}, events = new EventEmitter<ButlerEvents>()) {
  const instruments = instrumentsOf({ ...observed, ...changes }, new Tally(events));
  const read = await openMetrics(instruments, 200);
  return async () => parse(await read());
}

describe('what is looked up', () => {
  test('is told in base units, with its labels', async () => {
    const metrics = await (await scrape())();
    for (const [name, value] of [
      ['butler_build_info{version="0.1.0"}', 1],
      ['butler_activities', 2],
      ['butler_activity_progress_ratio{task="GenerateMediaIndexFiles"}', 0.375],
      ['butler_runs_waiting{state="scheduled"}', 1],
      ['butler_pauses{cause="playback"}', 1],
      ['butler_pauses{cause="hand"}', 0],
      ['butler_queue_units{task="DeepMediaAnalysis",state="queued"}', 7],
      ['butler_queue_bytes{task="DeepMediaAnalysis",state="queued"}', 900],
      ['butler_workers', 1],
      ['butler_workers_limit', 2],
      ['butler_worker_starts_total', 5],
      ['butler_worker_losses_total', 1],
      ['butler_task_enabled{task="RefreshLibraries"}', 0],
      [
        'butler_task_last_run_timestamp_seconds{task="BackupDatabase",result="succeeded"}',
        night / 1000 + 61.5,
      ],
      ['butler_task_last_run_duration_seconds{task="BackupDatabase"}', 61.5],
      ['butler_task_next_run_timestamp_seconds{task="OptimizeDatabase"}', night / 1000 + 3_600],
      ['butler_database_bytes', 4_096],
      ['butler_section_files{section="1",title="Films \\"and\\\\more\\"\\n",state="present"}', 40],
      ['butler_section_files{section="1",title="Films \\"and\\\\more\\"\\n",state="missing"}', 2],
      ['butler_section_roots_offline{section="1",title="Films \\"and\\\\more\\"\\n"}', 1],
      ['butler_backups', 2],
      ['butler_backup_bytes', 15],
      ['butler_backup_last_timestamp_seconds', night / 1000],
    ] as const) {
      expect(metrics.get(name), name).toBe(value);
    }
    expect(metrics.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  test.runIf(process.platform === 'linux')('has the memory of the workers', async () => {
    const metrics = await (await scrape())();
    expect(metrics.get('butler_worker_resident_memory_bytes{worker="1"}')).toBeGreaterThan(10e6);
  });

  test('is left out where it is not known, rather than 0', async () => {
    const metrics = await (await scrape({ backups: async () => [] }))();
    expect(metrics.get('butler_backups')).toBe(0);
    expect(metrics.has('butler_backup_last_timestamp_seconds')).toBe(false);
    expect(metrics.has('butler_activity_bytes_per_second{task="GenerateMediaIndexFiles"}')).toBe(false);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('The disk is gone.'))],
    ['takes too long', () => new Promise<number>(() => {})],
  ])('is left out and named where it %s, and the others come', async (_, databaseBytes) => {
    let isBroken = true;
    const read = await scrape({ databaseBytes: () => (isBroken ? databaseBytes() : Promise.resolve(7)) });
    const metrics = await read();
    expect(metrics.has('butler_database_bytes')).toBe(false);
    expect(metrics.get('butler_unreadable{metric="butler_database_bytes"}')).toBe(1);
    expect(metrics.get('butler_backups')).toBe(2);
    isBroken = false;
    const mended = await read();
    expect(mended.get('butler_database_bytes')).toBe(7);
    expect([...mended.keys()].filter(name => name.startsWith('butler_unreadable'))).toEqual([]);
  });
});

describe('what is counted', () => {
  const progress = (done: number, failed: number, bytesDone: number) => ({ done, failed, bytesDone });
  const task: Run['task'] = 'DeepMediaAnalysis';

  test('is what happened since the start, also before anybody asked', async () => {
    const events = new EventEmitter<ButlerEvents>();
    const read = await scrape({}, events);
    events.emit('run', run(task, 1, { state: 'running' }));
    events.emit('progress', 1, progress(3, 1, 300));
    events.emit('pass', { path: '/a', bytes: 100, tasks: [task, 'LoudnessAnalysis'] });
    events.emit('log', { runId: 1, at: night, level: 'error', message: 'It broke.' });
    events.emit('fault', 'It broke.');
    const first = await read();
    expect(first.get(`butler_units_total{task="${task}",result="done"}`)).toBe(2);
    expect(first.get(`butler_units_total{task="${task}",result="failed"}`)).toBe(1);
    expect(first.get('butler_passes_total')).toBe(1);
    expect(first.get('butler_pass_bytes_total')).toBe(100);
    expect(first.get('butler_log_lines_total{level="error"}')).toBe(1);
    expect(first.get('butler_log_lines_total{level="debug"}')).toBe(0);
    expect(first.get('butler_faults_total')).toBe(1);

    const ended = { endedAt: night + 90_000, progress: progress(5, 1, 500) };
    events.emit('run', run(task, 1, ended));
    events.emit('run', run(task, 2, { state: 'running' }));
    events.emit('run', run(task, 2, { ...ended, state: 'failed' }));
    const second = await read();
    expect(second.get(`butler_units_total{task="${task}",result="done"}`)).toBe(8);
    expect(second.get(`butler_units_total{task="${task}",result="failed"}`)).toBe(2);
    expect(second.get(`butler_unit_bytes_total{task="${task}"}`)).toBe(1_000);
    expect(second.get(`butler_runs_total{task="${task}",result="succeeded"}`)).toBe(1);
    expect(second.get(`butler_runs_total{task="${task}",result="failed"}`)).toBe(1);
    expect(second.get(`butler_run_seconds_total{task="${task}"}`)).toBe(180);
  });

  test('survives being asked twice at once', async () => {
    const read = await scrape();
    const [first, second] = await Promise.all([read(), read()]);
    expect(first.get('butler_worker_starts_total')).toBe(5);
    expect(second.get('butler_worker_starts_total')).toBe(5);
  });
});

test('names keep to the rules of Prometheus', () => {
  const instruments: readonly Instrument[] = instrumentsOf(observed, new Tally(new EventEmitter()));
  expect(new Set(instruments.map(({ name }) => name)).size).toBe(instruments.length);
  for (const { name, type, help, labels } of instruments) {
    expect(name).toMatch(/^butler_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(help).toMatch(/^[A-Z].*\.$/);
    for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
  }
});
