import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endStates, type RunState, runStates } from '../domain/run.ts';
import type { Decision } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { openStore, type Store } from './open.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 5, 1);
const generous = { keepDays: 10_000, keepRuns: 10_000 };

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-prune-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

interface Past {
  readonly state?: RunState;
  readonly task?: TaskName;
  readonly daysAgo?: number;
}

/** Runs in this order, each with a transition, a line of log and a failure. Returns their ids. */
async function keepRuns(runs: readonly Past[]): Promise<readonly number[]> {
  return await store.db.transaction().execute(async trx => {
    const ids: number[] = [];
    for (const { state = 'succeeded', task = 'BackupDatabase', daysAgo = 0 } of runs) {
      const at = now - daysAgo * dayMs;
      const { id } = await trx
        .insertInto('run')
        .values({
          task,
          trigger: 'manual',
          state,
          service_day: '2027-05-01',
          created_at: at,
          started_at: hasStarted(state) ? at : null,
          ended_at: hasEnded(state) ? at : null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await trx.insertInto('run_transition').values({ run_id: id, at, to_state: state }).execute();
      await trx.insertInto('run_log').values({ run_id: id, at, level: 'info', message: 'A line.' }).execute();
      await trx
        .insertInto('run_failure')
        .values({ run_id: id, subject: 'part:1', label: 'a', error: 'b', attempts: 1, quarantined: 0, at })
        .execute();
      await trx.insertInto('run_samples').values({ run_id: id, body: '{}' }).execute();
      ids.push(id);
    }
    return ids;
  });
}

function hasEnded(state: RunState): boolean {
  return (endStates as readonly RunState[]).includes(state);
}

function hasStarted(state: RunState): boolean {
  return !['scheduled', 'queued', 'skipped'].includes(state);
}

async function idsLeft(): Promise<readonly number[]> {
  return (await store.runs.recentRuns(10_000)).map(run => run.id).sort((a, b) => a - b);
}

describe('runs are removed', () => {
  test('by age, with all that hangs on them', async () => {
    const [, , young, last] = await keepRuns([
      { daysAgo: 41 },
      { daysAgo: 40.1 },
      { daysAgo: 39.9 },
      { daysAgo: 1 },
    ]);
    const pruned = await store.runs.pruneHistory({ ...generous, keepDays: 40 }, now);
    expect(pruned).toEqual({ runs: 2, decisions: 0, reports: 0 });
    expect(await idsLeft()).toEqual([young, last]);
    for (const table of ['run_transition', 'run_log', 'run_failure', 'run_samples'] as const) {
      const rows = await store.db.selectFrom(table).select('run_id').execute();
      expect(rows.map(row => row.run_id)).toEqual([young, last]);
    }
  });

  test('by count, the oldest first, also many', async () => {
    const ids = await keepRuns(Array.from({ length: 230 }, () => ({})));
    expect((await store.runs.pruneHistory({ ...generous, keepRuns: 7 }, now)).runs).toBe(223);
    expect(await idsLeft()).toEqual(ids.slice(-7));
  });

  test('never when they are in hand, nor the last of a task in each state', async () => {
    const [, failed, succeeded, yielded, active, optimized] = await keepRuns([
      { daysAgo: 900 },
      { daysAgo: 800, state: 'failed' },
      { daysAgo: 700 },
      { daysAgo: 600, state: 'yielded' },
      { daysAgo: 500, state: 'queued' },
      { daysAgo: 900, task: 'OptimizeDatabase' },
    ]);
    expect((await store.runs.pruneHistory({ keepDays: 1, keepRuns: 1 }, now)).runs).toBe(1);
    expect(await idsLeft()).toEqual([failed, succeeded, yielded, active, optimized]);
  });

  test('without the planner noticing, whatever the history is', async () => {
    const anyPast = fc.record({
      // The table does not admit two that are running.
      state: fc.constantFrom(...runStates.filter(state => state !== 'running')),
      task: fc.constantFrom<TaskName>('BackupDatabase', 'OptimizeDatabase', 'RefreshLibraries'),
      daysAgo: fc.integer({ min: 0, max: 100 }),
    });
    const keep = fc.record({
      keepDays: fc.integer({ min: 1, max: 50 }),
      keepRuns: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyPast, { maxLength: 30 }), keep, async (past, kept) => {
        await store.db.deleteFrom('run').execute();
        const ids = await keepRuns(past);
        const before = await plannerKnows();
        const { runs } = await store.runs.pruneHistory(kept, now);
        expect(await plannerKnows()).toEqual(before);
        const stays = past.map((run, i) => {
          const later = past.slice(i + 1).filter(({ task }) => task === run.task);
          const isWithin = past.length - i <= kept.keepRuns && run.daysAgo <= kept.keepDays;
          const isLastOfItsKind = later.every(({ state }) => state !== run.state);
          const isLastStarted = hasStarted(run.state) && !later.some(({ state }) => hasStarted(state));
          return isWithin || isLastOfItsKind || isLastStarted || !hasEnded(run.state);
        });
        expect(await idsLeft()).toEqual(ids.filter((_, i) => stays[i]));
        expect(runs).toBe(stays.filter(stay => !stay).length);
        expect(await store.runs.pruneHistory(kept, now)).toMatchObject({ runs: 0 });
      }),
      { numRuns: 30 },
    );
  });
});

/** What no pruning may change: how long a task usually takes is told by fewer runs afterwards. */
async function plannerKnows() {
  const states = await store.runs.taskStates();
  return Object.entries(states).map(([task, { usualDurationMs: _, failures, ...state }]) => ({
    task,
    failedOn: failures?.serviceDay,
    ...state,
  }));
}

test('decisions go by age and by count, but the last one of a task stays', async () => {
  const decision: Decision = {
    task: 'BackupDatabase',
    action: 'skip',
    reason: 'not-due',
    serviceDay: '2027-05-01',
    sentence: '',
  };
  for (let day = 50; day > 0; day--) {
    await store.runs.addDecisions([{ ...decision, sentence: `Day ${day}.` }], now - day * dayMs);
  }
  await store.runs.addDecisions([{ ...decision, task: 'OptimizeDatabase' }], now - 900 * dayMs);
  const sentences = async () =>
    (await store.db.selectFrom('decision').select('sentence').orderBy('id').execute()).map(
      row => row.sentence,
    );

  expect((await store.runs.pruneHistory({ ...generous, keepDays: 30 }, now)).decisions).toBe(20);
  expect((await sentences()).at(0)).toBe('Day 30.');
  expect((await store.runs.pruneHistory({ ...generous, keepRuns: 2 }, now)).decisions).toBe(11);
  expect((await sentences()).at(0)).toBe('Day 19.');
  await store.runs.pruneHistory({ ...generous, keepDays: 0 }, now + dayMs);
  expect(await sentences()).toEqual(['Day 1.', '']);
});
