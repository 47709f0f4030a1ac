import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { dataFolders, makeDataFolders } from '../app/folders.ts';
import { scheduleSettings } from '../app/schedule-settings.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Run } from '../domain/run.ts';
import type { TaskName } from '../domain/task.ts';
import type { ActTask } from '../domain/task-definition.ts';
import { ownPreferences } from '../settings/preferences.ts';
import { schedulePreferences } from '../settings/schedule-preferences.ts';
import { Settings } from '../settings/settings.ts';
import { SqliteLibraryStore } from '../store/library-store.ts';
import { openStore, type Store } from '../store/open.ts';
import { Dispatcher } from './dispatcher.ts';
import { ButlerEngine } from './engine.ts';
import { SqliteQueue } from './queue/sqlite-queue.ts';
import { RunLog } from './run-log.ts';
import { WorkerPool } from './worker-pool.ts';

/** An act that goes on until it is ended. */
function endless(name: TaskName, some: Partial<ActTask>): ActTask {
  return {
    kind: 'act',
    name,
    title: name,
    description: '',
    group: 'housekeeping',
    intervalDays: 1,
    spread: false,
    endPolicy: 'stop',
    priority: 1,
    activityType: 'test',
    enabledBy: { id: name, type: 'bool', default: true, label: '', summary: '', group: 'butler' },
    preferences: [],
    run: ({ signal }) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      ),
    ...some,
  };
}

const noon = Date.UTC(2027, 5, 1, 12);
const hourMs = 3_600_000;

let store: Store;
let settings: Settings;
let engine: ButlerEngine;
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let events: EventEmitter<ButlerEvents>;

beforeEach(async () => {
  // Clocks and timers are the test's; threads, files and SQLite go on as ever.
  vi.useFakeTimers({ now: noon, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  folder = await makeTempFolder();
});

afterEach(async () => {
  await engine.close();
  await store.close();
  await folder[Symbol.asyncDispose]();
  vi.useRealTimers();
});

/** Attends to these tasks from noon of 1 June 2027 on, in UTC. */
async function attend(tasks: readonly ActTask[], preferences: Record<string, string> = {}): Promise<void> {
  const data = join(folder.path, 'data');
  store = await openStore(data);
  await makeDataFolders(dataFolders(data));
  const definitions = [...ownPreferences, ...schedulePreferences, ...tasks.map(task => task.enabledBy)];
  settings = new Settings(definitions, {}, store.preferences);
  await settings.set(preferences);
  events = new EventEmitter();
  settings.on('preference', id => events.emit('preference', id));
  const library = new SqliteLibraryStore(store.db);
  const queue = new SqliteQueue(store.db.$pickTables<'unit'>());
  const pool = new WorkerPool(1, () => {
    throw new Error('Acts need no worker.');
  });
  const now = () => Date.now();
  engine = new ButlerEngine({
    parts: {
      runs: store.runs,
      library,
      database: store.care,
      queue,
      pool,
      dispatcher: new Dispatcher({ queue, pool, library, events, now }),
      log: new RunLog(store.runs, events),
      events,
      preferences: settings,
      folders: dataFolders(data),
      now,
      monotonic: () => performance.now(),
    },
    tasks,
    schedule: () => scheduleSettings('5f1d', tasks, settings, 'UTC'),
    builtAt: 0,
  });
  await engine.open();
  engine.attend();
}

/** Resolves with the run of a task when it comes into a state. To be called before what brings it there. */
function run(task: TaskName, state: Run['state']): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const listen = (run: Run) => {
    if (run.task !== task || run.state !== state) return;
    events.off('run', listen);
    resolve(run);
  };
  events.on('run', listen);
  return promise;
}

/** The next hour of that name, in UTC, and all that happens until then. */
async function until(hour: number): Promise<void> {
  const passed = (Date.now() / hourMs) % 24;
  await vi.advanceTimersByTimeAsync(((hour - passed + 24) % 24) * hourMs);
}

function stateOf(task: TaskName): Run['state'] | undefined {
  return engine.tasks().find(({ name }) => name === task)?.active?.state;
}

const stop = endless('CleanOldBundles', { endPolicy: 'stop' });
const finish = endless('BackupDatabase', { endPolicy: 'finish' });
const media = endless('DeepMediaAnalysis', { group: 'media' });

test('a task starts in the instant in which its window opens', async () => {
  await attend([stop]);
  const started = run('CleanOldBundles', 'running');
  await until(2);
  expect(await started).toMatchObject({
    trigger: 'window',
    serviceDay: '2027-06-02',
    startedAt: Date.UTC(2027, 5, 2, 2),
  });
});

describe('a window that is open no longer ends its runs by their end policy', () => {
  test('when its time has come', async () => {
    await attend([stop]);
    const started = run('CleanOldBundles', 'running');
    await until(2);
    await started;
    const ended = run('CleanOldBundles', 'yielded');
    await until(5);
    expect(await ended).toMatchObject({ endedAt: Date.UTC(2027, 5, 2, 5) });
  });

  test.each([
    ['it is closed early', { ButlerEndHour: '3' }],
    ['the hours give way to windows', { ButlerWindows: '22:00-23:00' }],
    ['it admits others only', { ButlerWindows: '02:00-05:00 media' }],
    ['it lies in another zone', { ButlerTimeZone: 'Asia/Tokyo' }],
    ['the day becomes a blackout day', { ButlerBlackoutDays: '06-02' }],
  ])('when %s: %j', async (_, change) => {
    await attend([stop, finish], { ButlerStartHour: '2', ButlerEndHour: '5' });
    const started = run('CleanOldBundles', 'running');
    await until(2);
    await started;
    await until(4);
    const ended = run('CleanOldBundles', 'yielded');
    await settings.set(change);
    expect(await ended).toMatchObject({ endedAt: Date.UTC(2027, 5, 2, 4) });
  });

  test('but never one that is to finish', async () => {
    await attend([finish]);
    const started = run('BackupDatabase', 'running');
    await until(2);
    await started;
    const looked = new Promise(resolve => events.once('decision', resolve));
    await settings.set({ ButlerEndHour: '3' });
    await until(5);
    void looked;
    expect(stateOf('BackupDatabase')).toBe('running');
  });
});
