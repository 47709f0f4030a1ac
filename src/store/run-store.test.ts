import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewRun } from '../domain/ports.ts';
import { canBecome, noProgress, type Run, type RunState, runStates } from '../domain/run.ts';
import { noSamples, nothing } from '../domain/samples.ts';
import type { Decision } from '../domain/schedule.ts';
import { openStore, type Store } from './open.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-runs-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function newRun(values: Partial<NewRun> = {}): NewRun {
  return {
    task: 'BackupDatabase',
    trigger: 'manual',
    state: 'queued',
    serviceDay: '2026-05-01',
    createdAt: 1_000,
    ...values,
  };
}

/** A run from its beginning to `end`. */
async function runThrough(
  values: Partial<NewRun>,
  end: RunState,
  startedAt: number,
  endedAt: number,
): Promise<Run> {
  const { id } = await store.runs.addRun(newRun(values));
  await store.runs.move(id, 'running', startedAt);
  return await store.runs.move(id, end, endedAt, 'because');
}

describe('a run', () => {
  test('is kept as it was made, and survives reopening', async () => {
    const made = await store.runs.addRun(newRun({ state: 'scheduled', plannedAt: 5_000 }));
    expect(made).toEqual({
      id: made.id,
      task: 'BackupDatabase',
      trigger: 'manual',
      state: 'scheduled',
      serviceDay: '2026-05-01',
      plannedAt: 5_000,
      createdAt: 1_000,
      progress: noProgress,
    });
    await store.close();
    store = await openStore(folder);
    expect(await store.runs.activeRuns()).toEqual([made]);
  });

  test('takes its times, its outcome and its transitions along', async () => {
    const { id } = await store.runs.addRun(newRun({ state: 'scheduled', plannedAt: 5_000 }));
    expect((await store.runs.move(id, 'queued', 2_000, 'its time has come')).plannedAt).toBeUndefined();
    expect(await store.runs.move(id, 'running', 3_000)).toMatchObject({ state: 'running', startedAt: 3_000 });
    await store.runs.noteProgress(id, {
      done: 1,
      total: 2,
      failed: 0,
      bytesDone: 10,
      bytesTotal: 20,
      subtitle: 'a.mkv',
    });
    const ended = await store.runs.move(id, 'succeeded', 4_000, '2 files copied.');
    expect(ended).toMatchObject({ state: 'succeeded', endedAt: 4_000, outcome: '2 files copied.' });
    expect(ended.progress).toEqual({ done: 1, total: 2, failed: 0, bytesDone: 10, bytesTotal: 20 });
    const transitions = await store.db
      .selectFrom('run_transition')
      .select(['at', 'from_state', 'to_state', 'reason'])
      .where('run_id', '=', id)
      .orderBy('id')
      .execute();
    expect(transitions).toEqual([
      { at: 1_000, from_state: null, to_state: 'scheduled', reason: null },
      { at: 2_000, from_state: 'scheduled', to_state: 'queued', reason: 'its time has come' },
      { at: 3_000, from_state: 'queued', to_state: 'running', reason: null },
      { at: 4_000, from_state: 'running', to_state: 'succeeded', reason: '2 files copied.' },
    ]);
  });

  test('goes only where its state allows, and keeps nothing of a refused step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...runStates), { maxLength: 6 }), async steps => {
        let { id, state } = await store.runs.addRun(newRun());
        let taken = 1;
        for (const to of steps) {
          if (canBecome(state, to)) {
            state = (await store.runs.move(id, to, 2_000)).state;
            taken++;
          } else {
            await expect(store.runs.move(id, to, 2_000)).rejects.toThrow(`cannot become ${to}`);
          }
        }
        const transitions = await store.db
          .selectFrom('run_transition')
          .selectAll()
          .where('run_id', '=', id)
          .execute();
        expect(transitions).toHaveLength(taken);
        expect((await store.runs.recentRuns(1))[0]).toMatchObject({ id, state });
        // Ends it, so that the next one may run.
        for (const to of ['yielded', 'interrupted'] as const) {
          if (canBecome(state, to)) state = (await store.runs.move(id, to, 3_000)).state;
        }
      }),
      { numRuns: 30 },
    );
  });

  test('that does not exist cannot move', async () => {
    await expect(store.runs.move(77, 'running', 1)).rejects.toThrow('There is no run 77');
  });

  test('ignores progress that comes after its end', async () => {
    const { id } = await runThrough({}, 'succeeded', 1, 2);
    const samples = { bucketMs: 10_000, items: [{ ...nothing, fromMs: 0, lengthMs: 1 }] };
    await store.runs.noteProgress(id, { done: 9, failed: 0, bytesDone: 0, subtitle: 'late' }, samples);
    expect((await store.runs.recentRuns(1))[0]?.progress).toEqual(noProgress);
    expect(await store.history.samples(id)).toEqual(noSamples);
  });

  test('has the samples that it noted last, as they were', async () => {
    const { id } = await store.runs.addRun(newRun());
    const sample = {
      ...{ lengthMs: 20_000, restedMs: 7, done: 5, failed: 1 },
      ...{ cpuUs: 31_000_001, bytesRead: 9e12, bytesWritten: 4_096, workerMs: 39_000 },
    };
    const series = (...lengths: number[]) => ({
      bucketMs: 20_000,
      items: lengths.map((lengthMs, place) => ({ ...sample, fromMs: place * 20_000, lengthMs })),
    });
    await store.runs.noteProgress(id, noProgress, series(11_000));
    await store.runs.noteProgress(id, noProgress);
    expect(await store.history.samples(id)).toEqual(series(11_000));
    await store.runs.noteProgress(id, noProgress, series(20_000, 20_000, 1));
    expect(await store.history.samples(id)).toEqual(series(20_000, 20_000, 1));
  });
});

describe('the occurrence of a night', () => {
  const occurrence = newRun({ trigger: 'window', state: 'scheduled' });

  test('is claimed once, also by ten at the same moment', async () => {
    const claims = await Promise.allSettled(Array.from({ length: 10 }, () => store.runs.addRun(occurrence)));
    expect(claims.filter(claim => claim.status === 'fulfilled')).toHaveLength(1);
    for (const claim of claims) {
      if (claim.status === 'rejected') expect(claim.reason.code).toBe('occurrence-claimed');
    }
    expect(await store.runs.recentRuns(20)).toHaveLength(1);
  });

  test('stays claimed by a success, and is free again after a failure', async () => {
    await runThrough({ trigger: 'window' }, 'failed', 1, 2);
    await runThrough({ trigger: 'window' }, 'succeeded', 3, 4);
    await expect(store.runs.addRun(occurrence)).rejects.toMatchObject({ code: 'occurrence-claimed' });
    await store.runs.addRun({ ...occurrence, serviceDay: '2026-05-02' });
    await store.runs.addRun({ ...occurrence, trigger: 'manual' });
  });

  test('a task never runs twice at once', async () => {
    const first = await store.runs.addRun(newRun());
    const second = await store.runs.addRun(newRun());
    await store.runs.move(first.id, 'running', 2_000);
    await expect(store.runs.move(second.id, 'running', 2_000)).rejects.toThrow('UNIQUE');
  });
});

test('recent runs come newest first, of one task or of all', async () => {
  const first = await store.runs.addRun(newRun());
  const second = await store.runs.addRun(newRun({ task: 'OptimizeDatabase' }));
  const third = await store.runs.addRun(newRun());
  expect((await store.runs.recentRuns(2)).map(run => run.id)).toEqual([third.id, second.id]);
  expect((await store.runs.recentRuns(9, 'BackupDatabase')).map(run => run.id)).toEqual([third.id, first.id]);
});

test('log lines come back in the order in which they were given', async () => {
  const { id } = await store.runs.addRun(newRun());
  const other = await store.runs.addRun(newRun());
  const lines = Array.from({ length: 2_500 }, (_, i) => ({ at: 5, level: 'info' as const, message: `${i}` }));
  await store.runs.addLog(lines.map(line => ({ ...line, runId: id })));
  await store.runs.addLog([{ runId: other.id, at: 6, level: 'warn', message: 'elsewhere' }]);
  const kept = await store.history.log(id, { limit: 9_999 });
  expect(kept.map(({ id: _, ...line }) => line)).toEqual(lines);
});

describe('task states', () => {
  test('of a task that never ran are absent', async () => {
    expect(await store.runs.taskStates()).toEqual({});
  });

  test('tell successes, failures, starts and what is in hand', async () => {
    await runThrough({ serviceDay: '2026-05-01' }, 'succeeded', 1_000, 2_000);
    await runThrough({ serviceDay: '2026-05-02' }, 'failed', 3_000, 4_000);
    await runThrough({ serviceDay: '2026-05-02' }, 'failed', 5_000, 6_000);
    await runThrough({ serviceDay: '2026-05-03', task: 'OptimizeDatabase' }, 'failed', 5_500, 6_000);
    await runThrough({ serviceDay: '2026-05-03' }, 'yielded', 7_000, 8_000);
    await store.runs.addRun(newRun({ state: 'scheduled', plannedAt: 9_000, serviceDay: '2026-05-04' }));
    expect(await store.runs.taskStates()).toEqual({
      BackupDatabase: {
        lastServiceDay: '2026-05-01',
        lastStartedAt: 7_000,
        lastSucceededStartAt: 1_000,
        failures: { serviceDay: '2026-05-02', count: 2 },
        active: 'scheduled',
        plannedAt: 9_000,
        usualDurationMs: 1_000,
      },
      OptimizeDatabase: { lastStartedAt: 5_500, failures: { serviceDay: '2026-05-03', count: 1 } },
    });
  });

  test('tell when a run ended that made something, whatever became of it and of its record', async () => {
    const { id } = await store.runs.addRun(newRun());
    await store.runs.move(id, 'running', 1_000);
    await store.runs.move(id, 'yielded', 2_000, 'Enough.', ['artwork', 'music']);
    expect((await store.runs.taskStates()).BackupDatabase?.made).toEqual({ artwork: 2_000, music: 2_000 });
    const next = await store.runs.addRun(newRun());
    await store.runs.move(next.id, 'running', 3_000);
    await store.runs.move(next.id, 'succeeded', 4_000, 'Done.', ['music']);
    await store.runs.pruneHistory({ keepDays: 1, keepRuns: 1 }, 900_000_000);
    expect((await store.runs.taskStates()).BackupDatabase?.made).toEqual({ artwork: 2_000, music: 4_000 });
  });

  test('name the service day of a cancelled run until the next run', async () => {
    await runThrough({ serviceDay: '2026-05-02' }, 'cancelled', 1_000, 2_000);
    expect((await store.runs.taskStates()).BackupDatabase?.cancelledOn).toBe('2026-05-02');
    await store.runs.addRun(newRun());
    expect((await store.runs.taskStates()).BackupDatabase?.cancelledOn).toBeUndefined();
  });

  test('show the furthest of several active runs', async () => {
    const first = await store.runs.addRun(newRun());
    await store.runs.addRun(newRun({ state: 'scheduled', plannedAt: 9_000 }));
    expect((await store.runs.taskStates()).BackupDatabase).toEqual({ active: 'queued' });
    await store.runs.move(first.id, 'running', 2_000);
    expect((await store.runs.taskStates()).BackupDatabase).toEqual({
      active: 'running',
      lastStartedAt: 2_000,
    });
  });

  test('know the 90th percentile of the last 20 durations', async () => {
    await runThrough({}, 'succeeded', 0, 1_000_000);
    for (let i = 1; i <= 20; i++) await runThrough({}, 'succeeded', 0, i * 100);
    expect((await store.runs.taskStates()).BackupDatabase?.usualDurationMs).toBe(1_800);
  });

  test('take no length from a run during which the clock was set back', async () => {
    await runThrough({}, 'succeeded', 5_000, 1_000);
    expect((await store.runs.taskStates()).BackupDatabase?.usualDurationMs).toBeUndefined();
  });
});

describe('decisions', () => {
  const decision: Decision = {
    task: 'BackupDatabase',
    action: 'skip',
    reason: 'not-due',
    serviceDay: '2026-05-01',
    sentence: 'Not due.',
  };
  const placed: Decision = { ...decision, action: 'place', reason: 'due-and-placed', plannedAt: 9_000 };
  const other: Decision = { ...decision, task: 'OptimizeDatabase' };

  async function kept() {
    return await store.db
      .selectFrom('decision')
      .select(['at', 'task', 'reason', 'planned_at'])
      .orderBy('id')
      .execute();
  }

  test('are kept when they differ from the last one of the task', async () => {
    await store.runs.addDecisions([decision, other], 1);
    await store.runs.addDecisions([decision, other], 2);
    await store.runs.addDecisions([placed, other], 3);
    await store.runs.addDecisions([{ ...placed, plannedAt: 9_001 }], 4);
    await store.runs.addDecisions([decision], 5);
    expect(await kept()).toEqual([
      { at: 1, task: 'BackupDatabase', reason: 'not-due', planned_at: null },
      { at: 1, task: 'OptimizeDatabase', reason: 'not-due', planned_at: null },
      { at: 3, task: 'BackupDatabase', reason: 'due-and-placed', planned_at: 9_000 },
      { at: 4, task: 'BackupDatabase', reason: 'due-and-placed', planned_at: 9_001 },
      { at: 5, task: 'BackupDatabase', reason: 'not-due', planned_at: null },
    ]);
  });

  test('given together are compared with one another', async () => {
    await store.runs.addDecisions([decision, decision, placed], 1);
    expect(await kept()).toHaveLength(2);
  });
});
