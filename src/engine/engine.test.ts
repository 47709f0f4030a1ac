import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { dataFolders, makeDataFolders } from '../app/folders.ts';
import { scheduleSettings } from '../app/schedule-settings.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Run } from '../domain/run.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { ScanScope } from '../domain/scan-scope.ts';
import type { TaskName } from '../domain/task.ts';
import type { ActTask } from '../domain/task-definition.ts';
import { DiskReaders } from '../machine/readers.ts';
import { useOfProcess } from '../media/worker/process-use.ts';
import { ownPreferences } from '../settings/preferences.ts';
import { schedulePreferences } from '../settings/schedule-preferences.ts';
import { Settings } from '../settings/settings.ts';
import { SqliteLibraryStore } from '../store/library-store.ts';
import { openStore, type Store } from '../store/open.ts';
import { Dispatcher } from './dispatcher.ts';
import { ButlerEngine } from './engine.ts';
import { OwnUse } from './own-use.ts';
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
  const pool = new WorkerPool(
    () => 1,
    () => {
      throw new Error('Acts need no worker.');
    },
  );
  const now = () => Date.now();
  engine = new ButlerEngine({
    parts: {
      runs: store.runs,
      reports: store.reports,
      pauses: store.pauses,
      library,
      metadata: store.metadata,
      collections: store.collections,
      guide: store.guide,
      updates: store.updates,
      analyses: store.analyses,
      database: store.care,
      queue,
      pool,
      dispatcher: new Dispatcher({
        queue,
        pool,
        library,
        runs: store.runs,
        readers: new DiskReaders(),
        events,
        now,
      }),
      ownUse: new OwnUse(useOfProcess, () => performance.now()),
      log: new RunLog(store.runs, events),
      events,
      preferences: settings,
      folders: dataFolders(data),
      instanceId: store.instance().uuid,
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

/** Resolves when the engine has looked at everything and waits for its next timer. */
async function looked(): Promise<void> {
  while (vi.getTimerCount() === 0) await new Promise(setImmediate);
}

/** Sets the clock, as if the machine had slept until then, and has the engine look at it. */
async function sleepUntil(time: string): Promise<void> {
  await looked();
  vi.setSystemTime(Date.parse(`2027-06-02T${time}Z`));
  engine.look();
  await looked();
}

function stateOf(task: TaskName): Run['state'] | undefined {
  return engine.tasks().find(({ name }) => name === task)?.active?.state;
}

const stop = endless('CleanOldBundles', { endPolicy: 'stop' });
const finish = endless('BackupDatabase', { endPolicy: 'finish' });

/** Attends until the first task runs in the night of 2 June, at 02:10. */
async function attendAtNight(tasks: readonly ActTask[], preferences?: Record<string, string>): Promise<void> {
  await attend(tasks, preferences);
  const started = run(tasks[0]?.name ?? stop.name, 'running');
  await sleepUntil('02:10');
  await started;
}

test('a task starts in the instant in which its window opens', async () => {
  await attend([stop]);
  await sleepUntil('01:59:47');
  const started = run(stop.name, 'running');
  await vi.advanceTimersByTimeAsync(13_000);
  const startedAt = Date.parse('2027-06-02T02:00Z');
  expect(await started).toMatchObject({ trigger: 'window', serviceDay: '2027-06-02', startedAt });
});

test('every task tells when it starts next, as things stand', async () => {
  const weekly = endless('OptimizeDatabase', { intervalDays: 7, run: async () => 'Done.' });
  const off = endless('CleanOldBundles', {
    enabledBy: { id: 'Off', type: 'bool', default: false, label: '', summary: '', group: 'butler' },
  });
  await attend([weekly, off]);
  const next = () => engine.tasks().map(({ nextRunAt }) => nextRunAt && new Date(nextRunAt).toISOString());
  expect(next()).toEqual(['2027-06-02T02:00:00.000Z', undefined]);
  const ended = run(weekly.name, 'succeeded');
  await engine.start(weekly.name);
  await ended;
  await looked();
  expect(next()).toEqual(['2027-06-08T02:00:00.000Z', undefined]);
  await settings.set({ ButlerStartHour: '3' });
  await looked();
  expect(next()).toEqual(['2027-06-08T03:00:00.000Z', undefined]);
});

describe('a window that is open no longer ends its runs by their end policy', () => {
  test('when its time has come, in that instant', async () => {
    await attendAtNight([stop]);
    await sleepUntil('04:59:47');
    const ended = run(stop.name, 'yielded');
    await vi.advanceTimersByTimeAsync(13_000);
    expect(await ended).toMatchObject({ endedAt: Date.parse('2027-06-02T05:00Z') });
  });

  test.each([
    ['it is closed early', { ButlerEndHour: '2' }],
    ['the hours give way to windows', { ButlerWindows: '22:00-23:00' }],
    ['it admits others only', { ButlerWindows: '02:00-05:00 media' }],
    ['it lies in another zone', { ButlerTimeZone: 'Asia/Tokyo' }],
    ['the day becomes a blackout day', { ButlerBlackoutDays: '06-02' }],
  ])('when %s: %j', async (_, change) => {
    await attendAtNight([stop], { ButlerStartHour: '1' });
    const ended = run(stop.name, 'yielded');
    await settings.set(change);
    expect((await ended).endedAt).toBe(Date.now());
  });

  test('and the next window of the same day goes on with them where it admits them', async () => {
    await attendAtNight([stop], {
      ButlerWindows: '02:00-03:00; 03:00-04:00 housekeeping; 04:00-05:00 media',
    });
    await sleepUntil('03:30');
    expect(stateOf(stop.name)).toBe('running');
    const ended = run(stop.name, 'yielded');
    await sleepUntil('04:00');
    await ended;
  });

  test('also what still waits for its turn, but not what is to finish', async () => {
    await attendAtNight([finish, stop]);
    expect([stateOf(finish.name), stateOf(stop.name)]).toEqual(['running', 'queued']);
    const yielded = run(stop.name, 'yielded');
    await sleepUntil('05:00');
    await yielded;
    expect(stateOf(finish.name)).toBe('running');
  });

  test('but not what a person started', async () => {
    await attend([stop]);
    const started = run(stop.name, 'running');
    await engine.start(stop.name);
    await started;
    await sleepUntil('02:10');
    await sleepUntil('05:00');
    await settings.set({ ButlerEndHour: '3' });
    await looked();
    expect(stateOf(stop.name)).toBe('running');
  });
});

describe('a task that is switched off stops at once', () => {
  test('with the reason in its log, and the next one has its turn', async () => {
    await attendAtNight([finish, stop]);
    const ended = run(finish.name, 'cancelled');
    const started = run(stop.name, 'running');
    await settings.set({ [finish.enabledBy.id]: 'false' });
    const { id } = await ended;
    await started;
    const lines = await store.history.log(id, { limit: 9 });
    expect(lines.map(({ message }) => message)).toContain('Switched off in the settings.');
  });

  test('also where a person started it', async () => {
    await attend([finish]);
    const started = run(finish.name, 'running');
    await engine.start(finish.name);
    await started;
    const ended = run(finish.name, 'cancelled');
    await settings.set({ [finish.enabledBy.id]: 'false' });
    await ended;
  });

  test('but one that a person starts while it is off runs', async () => {
    await attend([finish], { [finish.enabledBy.id]: 'false' });
    const started = run(finish.name, 'running');
    await engine.start(finish.name);
    await started;
    await sleepUntil('02:10');
    expect(stateOf(finish.name)).toBe('running');
  });
});

describe('a scan of a part of the library', () => {
  const films = { sectionId: 1, folder: '/media/films' };

  /** A scan that ends when it is told to, and tells what it was restricted to. */
  function scanner() {
    const scopes: (ScanScope | undefined)[] = [];
    let begun = Promise.withResolvers<() => void>();
    const task = endless('RefreshLibraries', {
      group: 'library',
      run: ({ scope, signal }) => {
        scopes.push(scope);
        return new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          begun.resolve(() => resolve('Done.'));
          begun = Promise.withResolvers();
        });
      },
    });
    /** Resolves when the next one is at work, with what ends it. */
    return { task, scopes, next: () => begun.promise };
  }

  test('follows the one that is at work, once for all who asked', async () => {
    const { task, scopes, next } = scanner();
    await attend([task]);
    const first = next();
    expect(await engine.scan({ sectionId: 2 })).toBe('started');
    const endFirst = await first;
    expect(engine.activities()[0]?.run.trigger).toBe('partial');
    expect(await engine.scan({ ...films, folder: '/media/films/Heat' })).toBe('waiting');
    expect(await engine.scan(films)).toBe('waiting');
    expect(await engine.scan({ ...films, folder: '/media/films/Ran' })).toBe('waiting');
    const second = next();
    endFirst();
    const endSecond = await second;
    const last = run('RefreshLibraries', 'succeeded');
    endSecond();
    await last;
    await looked();
    expect(scopes).toEqual([{ sectionId: 2 }, films]);
  });

  test('is nothing that the plan wanted done', async () => {
    const { task, next } = scanner();
    await attend([task]);
    const first = next();
    await engine.scan(films);
    const end = await first;
    const ended = run('RefreshLibraries', 'succeeded');
    end();
    await ended;
    expect(await store.runs.taskStates()).toEqual({});
    const planned = run('RefreshLibraries', 'running');
    await sleepUntil('02:00');
    expect((await planned).trigger).toBe('window');
  });

  test('is not needed where one of everything is to come: that begins now', async () => {
    const { task, scopes, next } = scanner();
    await attend([{ ...task, spread: true }]);
    await sleepUntil('02:00');
    await engine.start('RefreshLibraries');
    expect(stateOf('RefreshLibraries')).toBe('scheduled');
    const first = next();
    expect(await engine.scan(films)).toBe('waiting');
    await first;
    expect(scopes).toEqual([undefined]);
  });

  test('is taken back, also while it waits', async () => {
    const { task, scopes, next } = scanner();
    await attend([task]);
    const first = next();
    await engine.scan(films);
    await first;
    await engine.scan({ sectionId: 2 });
    expect(await engine.cancelScan(2)).toBe('stopped');
    expect(stateOf('RefreshLibraries')).toBe('running');
    const cancelled = run('RefreshLibraries', 'cancelled');
    expect(await engine.cancelScan(1)).toBe('stopped');
    await cancelled;
    await looked();
    expect(await engine.cancelScan(1)).toBe('not-running');
    expect(scopes).toEqual([films]);
  });
});

test('a clock that jumps is told of, and the plan is made anew at once', async () => {
  await attend([stop]);
  await looked();
  const told = new Promise<string>(resolve => events.once('clock', ({ sentence }) => resolve(sentence)));
  const started = run(stop.name, 'running');
  vi.setSystemTime(Date.parse('2027-06-02T02:10Z'));
  engine.look();
  expect(await told).toBe(
    'The clock was set forward by 14 h 10 min, or the computer slept; the plan is made anew.',
  );
  await started;
});

test('a clock that is set back by years starts nothing until it is right', async () => {
  await attend([stop]);
  await looked();
  const suspected = new Promise<string>(resolve => events.once('clock', ({ verdict }) => resolve(verdict)));
  vi.setSystemTime(Date.parse('1970-01-02T02:10Z'));
  engine.look();
  expect(await suspected).toBe('suspect');
  await looked();
  expect(engine.tasks()[0]?.decision.reason).toBe('clock-suspect');
  expect(engine.activities()).toEqual([]);
  const started = run(stop.name, 'running');
  vi.setSystemTime(Date.parse('2027-06-02T02:10Z'));
  engine.look();
  await started;
});

test('a run keeps what it did and used, with its rests, up to where it was ended', async () => {
  const begun = Promise.withResolvers<RunContext>();
  const busy = endless('OptimizeDatabase', {
    run: context => {
      begun.resolve(context);
      return endless(busy.name, {}).run(context);
    },
  });
  await attend([busy]);
  const started = run(busy.name, 'running');
  await engine.start(busy.name);
  const { id } = await started;
  const { progress } = await begun.promise;
  progress({ done: 3, failed: 1, total: 9 });
  await vi.advanceTimersByTimeAsync(12_000);
  await engine.pause({ scope: busy.name });
  await vi.advanceTimersByTimeAsync(13_000);
  await engine.resume(busy.name);
  await vi.advanceTimersByTimeAsync(5_000);
  progress({ done: 9 });
  const ended = run(busy.name, 'interrupted');
  await engine.close();
  await ended;
  const { items } = await store.history.samples(id);
  expect(items.map(({ done, failed, restedMs }) => [done, failed, restedMs])).toEqual([
    [2, 1, 0],
    [0, 0, 8_000],
    [6, 0, 5_000],
  ]);
  expect(items.every(({ lengthMs }) => lengthMs === 10_000)).toBe(true);
  expect(items[0]?.cpuUs).toBeGreaterThan(0);
});

test('an end that the store cannot take in is on record as soon as it can, and the task runs again', async () => {
  const done = Promise.withResolvers<string>();
  const task = endless('OptimizeDatabase', { run: () => done.promise });
  await attend([task]);
  const started = run(task.name, 'running');
  await engine.start(task.name);
  const { id } = await started;
  // As on a full disk.
  await sql`create trigger refuse before update of state on run begin select raise(abort, 'no room'); end`.execute(
    store.db,
  );
  const told = new Promise<string>(resolve => events.on('log', ({ message }) => resolve(message)));
  done.resolve('All is well.');
  expect(await told).toBe('The end of this run could not be recorded yet: no room');
  await looked();
  expect(await store.history.findRun(id)).toMatchObject({ state: 'running' });
  await sql`drop trigger refuse`.execute(store.db);
  const ended = run(task.name, 'succeeded');
  engine.look();
  expect(await ended).toMatchObject({ id, outcome: 'All is well.', endedAt: noon });
  const again = run(task.name, 'succeeded');
  expect(await engine.start(task.name)).toBe('started');
  expect((await again).id).toBeGreaterThan(id);
});

describe('what others made for a task', () => {
  /** An act that makes something when it is told to, and one that goes on from that and is due before. */
  const maker = (makes = true) =>
    endless('GenerateChapterThumbs', {
      priority: 2,
      makes: ['chapterThumbs'],
      run: async context => {
        vi.setSystemTime(Date.now() + 1_000);
        if (makes) context.made('chapterThumbs');
        return 'Made.';
      },
    });
  const reader = endless('GenerateBlurHashes', {
    priority: 1,
    reads: ['chapterThumbs'],
    run: async () => 'Read.',
  });

  test('has it run once more in a round that somebody calls for, which waits for that', async () => {
    await attend([reader, maker()]);
    const runs = await engine.runDue();
    expect(runs.map(({ task, trigger, outcome }) => [task, trigger, outcome])).toEqual([
      [reader.name, 'once', 'Read.'],
      ['GenerateChapterThumbs', 'once', 'Made.'],
      [reader.name, 'once', 'Read.'],
    ]);
    expect(await engine.runDue()).toEqual([]);
  });

  test('has it run once more in the first maintenance', async () => {
    await attend([reader, maker()]);
    const again = new Promise<Run>(resolve =>
      events.on('run', run => {
        if (run.task === reader.name && run.state === 'succeeded' && run.id > 2) resolve(run);
      }),
    );
    await engine.begin();
    engine.look();
    expect(await again).toMatchObject({ trigger: 'first-run', id: 3 });
  });

  test('has it run once more in the window, for that reason', async () => {
    await attend([reader, maker()]);
    const made = run('GenerateChapterThumbs', 'succeeded');
    const again = new Promise<Run>(resolve =>
      events.on('run', run => {
        if (run.trigger === 'new-input' && run.state === 'succeeded') resolve(run);
      }),
    );
    vi.setSystemTime(noon + 14.5 * 3_600_000);
    engine.look();
    expect(await made).toMatchObject({ trigger: 'window' });
    expect(await again).toMatchObject({ task: reader.name, serviceDay: '2027-06-02', outcome: 'Read.' });
    const [decision] = (await store.history.decisions({ limit: 99, task: reader.name })).filter(
      ({ reason }) => reason === 'new-input',
    );
    expect(decision?.sentence).toBe(
      'Starts now, as there are new pictures of chapters, in the window 02:00–05:00.',
    );
  });

  test('is tried again in the same night when that fails', async () => {
    let times = 0;
    const failing: ActTask = {
      ...reader,
      run: async () => {
        if (++times === 2) throw new Error('Not this time.');
        return 'Read.';
      },
    };
    await attend([failing, maker()]);
    const failed = run(reader.name, 'failed');
    vi.setSystemTime(noon + 14.5 * 3_600_000);
    engine.look();
    expect(await failed).toMatchObject({ trigger: 'new-input' });
    const again = run(reader.name, 'succeeded');
    vi.setSystemTime(noon + 14.7 * 3_600_000);
    engine.look();
    expect(await again).toMatchObject({ trigger: 'new-input', outcome: 'Read.' });
    expect(times).toBe(3);
  });

  test('is nothing where they made nothing', async () => {
    await attend([reader, maker(false)]);
    expect(await engine.runDue()).toHaveLength(2);
  });
});

test('of two who start a task at once one is told that it is at work already', async () => {
  const task = endless('OptimizeDatabase', {});
  await attend([task]);
  const outcomes = await Promise.all([engine.start(task.name), engine.start(task.name)]);
  expect(outcomes.toSorted()).toEqual(['already-running', 'started']);
});

test('others are served while a year is foretold', async () => {
  await attend([stop, finish]);
  let turns = 0;
  const count = () => {
    turns++;
    waiting = setImmediate(count);
  };
  let waiting = setImmediate(count);
  const days = await engine.forecast(366);
  clearImmediate(waiting);
  expect(days).toHaveLength(366);
  expect(turns).toBeGreaterThan(40);
});
