import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UnitFailure } from '../domain/run.ts';
import type { Decision } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { openStore, type Store } from './open.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-history-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function addRun(task: TaskName = 'BackupDatabase'): Promise<number> {
  const { id } = await store.runs.addRun({
    task,
    trigger: 'manual',
    state: 'queued',
    serviceDay: '2026-05-01',
    createdAt: 1_000,
  });
  return id;
}

const ids = (entries: readonly { readonly id: number }[]) => entries.map(({ id }) => id);

describe('runs', () => {
  test('come newest first, page by page, of one task or of all', async () => {
    const first = await addRun();
    const second = await addRun('OptimizeDatabase');
    const third = await addRun();
    expect(ids(await store.history.runs({ limit: 2 }))).toEqual([third, second]);
    expect(ids(await store.history.runs({ limit: 2, before: second }))).toEqual([first]);
    expect(ids(await store.history.runs({ limit: 9, task: 'BackupDatabase' }))).toEqual([third, first]);
    expect(ids(await store.history.runs({ limit: 9, before: third, task: 'BackupDatabase' }))).toEqual([
      first,
    ]);
  });

  test('are found by their id, with every transition', async () => {
    const id = await addRun();
    await store.runs.move(id, 'running', 2_000);
    const ended = await store.runs.move(id, 'failed', 3_000, 'The disk is full.');
    expect(await store.history.findRun(id)).toEqual(ended);
    expect(await store.history.findRun(id + 1)).toBeUndefined();
    expect(await store.history.transitions(id)).toEqual([
      { at: 1_000, to: 'queued' },
      { at: 2_000, from: 'queued', to: 'running' },
      { at: 3_000, from: 'running', to: 'failed', reason: 'The disk is full.' },
    ]);
    expect(await store.history.transitions(id + 1)).toEqual([]);
  });
});

describe('nights', () => {
  const addOf = async (serviceDay: string, state: 'succeeded' | 'failed' | undefined, failed = 0) => {
    const run = { task: 'BackupDatabase', trigger: 'manual', state: 'queued', createdAt: 1_000 } as const;
    const { id } = await store.runs.addRun({ ...run, serviceDay });
    if (state === undefined) return id;
    await store.runs.move(id, 'running', 2_000);
    await store.runs.noteProgress(id, { done: 9, failed, bytesDone: 0 });
    await store.runs.move(id, state, 3_000);
    return id;
  };

  test('have their own runs', async () => {
    const first = await addOf('2026-05-01', 'succeeded');
    const second = await addOf('2026-05-02', 'failed');
    const third = await addOf('2026-05-01', undefined);
    expect(ids(await store.history.runs({ limit: 9, serviceDay: '2026-05-01' }))).toEqual([third, first]);
    expect(ids(await store.history.runs({ limit: 9, serviceDay: '2026-05-01', before: third }))).toEqual([
      first,
    ]);
    expect(ids(await store.history.runs({ limit: 9, serviceDay: '2026-05-02' }))).toEqual([second]);
  });

  test('are counted by the state of their runs, with their reports', async () => {
    await addOf('2026-04-30', 'failed');
    await addOf('2026-05-01', 'succeeded', 2);
    await addOf('2026-05-01', 'succeeded', 1);
    await addOf('2026-05-01', 'failed');
    await addOf('2026-05-03', undefined);
    const night = { windowId: 'hours', serviceDay: '2026-05-02', opensAt: 1, closesAt: 3, cutoffAt: 2 };
    const failures = { count: 0, setAside: 0, first: [] };
    await store.reports.keepReport({ night, zone: 'UTC', madeAt: 4, tasks: [], failures });
    expect(await store.history.nights('2026-05-01', '2026-05-03')).toEqual([
      { serviceDay: '2026-05-01', runs: { succeeded: 2, failed: 1 }, failedFiles: 3, reports: 0 },
      { serviceDay: '2026-05-02', runs: {}, failedFiles: 0, reports: 1 },
      { serviceDay: '2026-05-03', runs: { queued: 1 }, failedFiles: 0, reports: 0 },
    ]);
    expect(await store.history.nights('2026-05-04', '2027-05-03')).toEqual([]);
  });

  test('are counted from an index alone', async () => {
    const { rows } = await sql<{ detail: string }>`explain query plan select state, count(*), sum(failed)
      from run where service_day >= '2026-05-01' and service_day <= '2026-05-31'
      group by service_day, state`.execute(store.db);
    expect(rows.map(({ detail }) => detail)).toEqual([
      'SEARCH run USING COVERING INDEX run_night (service_day>? AND service_day<?)',
    ]);
  });
});

test('the log of a run comes in order, page by page', async () => {
  const [id, other] = [await addRun(), await addRun('OptimizeDatabase')];
  const line = (runId: number, message: string) => ({ runId, at: 5, level: 'info' as const, message });
  await store.runs.addLog([line(id, 'a'), line(other, 'b'), line(id, 'c'), line(id, 'd')]);
  const [first, second] = await store.history.log(id, { limit: 2 });
  expect([first, second]).toEqual([
    { id: first?.id, at: 5, level: 'info', message: 'a' },
    { id: second?.id, at: 5, level: 'info', message: 'c' },
  ]);
  const rest = await store.history.log(id, { limit: 2, after: second?.id });
  expect(rest.map(({ message }) => message)).toEqual(['d']);
});

describe('failures', () => {
  const failure = (runId: number, part: number, values: Partial<UnitFailure> = {}): UnitFailure => ({
    runId,
    subject: `part:${part}`,
    label: `${part}.mkv`,
    error: 'It broke.',
    attempts: 1,
    quarantined: false,
    at: 1_000,
    ...values,
  });

  test('of one file in one run are one, the last', async () => {
    const [run, later] = [await addRun(), await addRun('OptimizeDatabase')];
    await store.runs.addFailure(failure(run, 1));
    await store.runs.addFailure(failure(run, 2));
    await store.runs.addFailure(failure(later, 1, { attempts: 2 }));
    const last = failure(run, 1, { error: 'Again.', attempts: 3, quarantined: true, at: 9_000 });
    await store.runs.addFailure(last);
    const [first, second, ...others] = await store.history.failures(run, { limit: 9 });
    expect([first, second, others]).toEqual([
      { id: first?.id, ...last },
      { id: second?.id, ...failure(run, 2) },
      [],
    ]);
    expect(ids(await store.history.failures(run, { limit: 9, after: first?.id }))).toEqual([second?.id]);
    expect(await store.history.failures(run, { limit: 1 })).toHaveLength(1);
  });

  test('tell how their units stand by now', async () => {
    const [run, other] = [await addRun('RefreshLibraries'), await addRun('OptimizeDatabase')];
    for (const part of [1, 2, 3]) await store.runs.addFailure(failure(run, part, { quarantined: true }));
    await store.runs.addFailure(failure(other, 1));
    const unit = { task: 'RefreshLibraries', version: '1', label: 'a', bytes: 1, priority: 1, updated_at: 1 };
    await store.db
      .insertInto('unit')
      .values([
        { ...unit, task: 'RefreshLibraries', subject: 'part:1', state: 'queued', run_id: null },
        { ...unit, task: 'RefreshLibraries', subject: 'part:2', state: 'quarantined', run_id: null },
      ])
      .execute();
    const standings = async (id: number) =>
      (await store.history.failures(id, { limit: 9 })).map(({ unitState }) => unitState);
    expect(await standings(run)).toEqual(['queued', 'quarantined', undefined]);
    expect(await standings(other)).toEqual([undefined]);
  });

  test('tell which files the run set aside', async () => {
    const [run, other] = [await addRun(), await addRun('OptimizeDatabase')];
    await store.runs.addFailure(failure(run, 1));
    await store.runs.addFailure(failure(run, 2, { quarantined: true }));
    await store.runs.addFailure(failure(other, 3, { quarantined: true }));
    expect(await store.runs.setAside(run)).toEqual(['part:2']);
  });

  test('go with their run', async () => {
    const run = await addRun();
    await store.runs.addFailure(failure(run, 1));
    await store.db.deleteFrom('run').where('id', '=', run).execute();
    expect(await store.history.failures(run, { limit: 9 })).toEqual([]);
  });
});

test('decisions come newest first, by task and by night', async () => {
  const backup: Decision = {
    task: 'BackupDatabase',
    action: 'skip',
    reason: 'not-due',
    serviceDay: '2026-05-01',
    sentence: 'Not due.',
  };
  const placed: Decision = { ...backup, action: 'place', reason: 'due-and-placed', plannedAt: 9_000 };
  const optimize: Decision = { ...backup, task: 'OptimizeDatabase' };
  const tomorrow: Decision = { ...backup, serviceDay: '2026-05-02' };
  await store.runs.addDecisions([backup, optimize], 1);
  await store.runs.addDecisions([placed], 2);
  await store.runs.addDecisions([tomorrow], 3);
  const taken = async (page: Partial<Parameters<Store['history']['decisions']>[0]>) =>
    (await store.history.decisions({ limit: 9, ...page })).map(({ id: _, ...decision }) => decision);
  expect(await taken({})).toEqual([
    { ...tomorrow, at: 3 },
    { ...placed, at: 2 },
    { ...optimize, at: 1 },
    { ...backup, at: 1 },
  ]);
  expect(await taken({ task: 'BackupDatabase', serviceDay: '2026-05-01' })).toEqual([
    { ...placed, at: 2 },
    { ...backup, at: 1 },
  ]);
  expect(await taken({ task: 'OptimizeDatabase' })).toEqual([{ ...optimize, at: 1 }]);
  expect(await taken({ serviceDay: '2026-05-02' })).toEqual([{ ...tomorrow, at: 3 }]);
  const [newest] = await store.history.decisions({ limit: 1 });
  expect(await taken({ before: newest?.id, limit: 1 })).toEqual([{ ...placed, at: 2 }]);
});
