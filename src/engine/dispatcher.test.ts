import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun, takeIn } from '../../test/support/context.ts';
import { ButlerError } from '../domain/errors.ts';
import type { PassOrder } from '../domain/pass.ts';
import { nothing } from '../domain/samples.ts';
import type { UnitTask } from '../domain/task-definition.ts';
import type { Worker } from '../domain/worker.ts';
import { DiskReaders } from '../machine/readers.ts';
import { refreshLibraries } from '../tasks/refresh-libraries/index.ts';
import { Dispatcher } from './dispatcher.ts';
import { RunGate } from './gate.ts';
import { SqliteQueue } from './queue/sqlite-queue.ts';
import { WorkerPool } from './worker-pool.ts';

/** Files that were read, in order; the reader knows a file by its name. */
let read: string[];
let pool: WorkerPool;
let run: TestRun;
/** What each publication waits for, by the label of its unit; it is begun when it is here. */
let held: Map<string, PromiseWithResolvers<void>>;
let onPublish: (() => void) | undefined;
/** What reading a file ends with, by its name. */
let broken: Map<string, Error>;

beforeEach(async () => {
  read = [];
  held = new Map();
  broken = new Map();
  run = await startRun(refreshLibraries);
  pool = new WorkerPool(() => 1, reader);
});

afterEach(async () => {
  await pool.stop();
  await run[Symbol.asyncDispose]();
});

/** A worker in this process, which tells of each file that its content is its path. */
function reader(): Worker {
  return {
    pass: async ({ path }: PassOrder) => {
      read.push(path);
      const error = broken.get(basename(path));
      if (error) throw error;
      return { facts: { ok: true, value: makeFacts(path) } };
    },
    walk: () => Promise.reject(new Error('Nothing is walked.')),
    readNfos: () => Promise.reject(new Error('Nothing is read.')),
    rest: () => {},
    wake: () => {},
    pid: undefined,
    use: nothing,
    lookAtUse: () => {},
    usable: true,
    stop: async () => {},
  };
}

/** The scan, each of whose publications waits to be let go. */
const slowScan: UnitTask = {
  ...refreshLibraries,
  async publish(context, unit, result) {
    const wait = Promise.withResolvers<void>();
    held.set(unit.label, wait);
    onPublish?.();
    await wait.promise;
    await refreshLibraries.publish(context, unit, result);
  },
};

/** Resolves when so many publications have begun. */
function publishing(count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  onPublish = () => {
    if (held.size >= count) resolve();
  };
  onPublish();
  return promise;
}

/** Begins to work off the scan of files with these names. */
async function begin(names: readonly string[]) {
  await takeIn(run, Object.fromEntries(names.map(name => [name, name])), { read: false });
  const { context, library, store } = run;
  const queue = new SqliteQueue(store.db.$pickTables<'unit'>());
  await queue.fill(context.run.id, slowScan.name, slowScan.priority, await slowScan.find(context));
  const dispatcher = new Dispatcher({
    queue,
    pool,
    library,
    runs: store.runs,
    events: new EventEmitter(),
    readers: new DiskReaders(),
    now: Date.now,
  });
  return { counts: dispatcher.work(slowScan, context, new RunGate(), { book: () => {} }), dispatcher };
}

/** The states of the units, and whether the library knows the files, by name. */
async function onRecord(): Promise<Record<string, string>> {
  const units = await run.store.db.selectFrom('unit').select(['label', 'state']).execute();
  const parts = await run.store.db.selectFrom('part').select(['name', 'facts_version']).execute();
  return Object.fromEntries(
    units.map(({ label, state }) => {
      const isKnown = parts.some(({ name, facts_version }) => name === label && facts_version !== null);
      return [label, `${state}, ${isKnown ? 'known' : 'unknown'}`];
    }),
  );
}

const names = ['a (2001).mkv', 'b (2002).mkv', 'c (2003).mkv'] as const;
const [a, b, c] = names;

test('the queue learns that a unit is done when the library has its results, never before', async () => {
  const { counts } = await begin(names);
  await publishing(3);
  held.get(b)?.resolve();
  await expect.poll(onRecord).toEqual({ [a]: 'queued, unknown', [b]: 'done, known', [c]: 'queued, unknown' });
  held.get(a)?.resolve();
  held.get(c)?.resolve();
  expect(await counts).toMatchObject({ done: 3, failed: 0 });
  expect(await onRecord()).toEqual({ [a]: 'done, known', [b]: 'done, known', [c]: 'done, known' });
});

test('the one worker reads on while results are taken in, but not without end', async () => {
  const many = Array.from({ length: 40 }, (_, i) => `${i + 10} (2001).mkv`);
  const { counts } = await begin(many);
  await publishing(16);
  expect(read).toHaveLength(16);
  onPublish = () => {
    for (const { resolve } of held.values()) resolve();
  };
  onPublish();
  expect(await counts).toMatchObject({ done: 40, failed: 0 });
  expect(new Set(read).size).toBe(40);
});

test('a run that drains ends when the results in hand are taken in, and leaves the rest', async () => {
  const many = Array.from({ length: 40 }, (_, i) => `${i + 10} (2001).mkv`);
  const { counts, dispatcher } = await begin(many);
  await publishing(16);
  dispatcher.drain(slowScan.name);
  for (const { resolve } of held.values()) resolve();
  expect(await counts).toMatchObject({ done: 16, failed: 0 });
  expect(Object.values(await onRecord()).filter(state => state === 'done, known')).toHaveLength(16);
});

test('a run whose results cannot be taken in ends with that error, and says done for nothing', async () => {
  const { counts } = await begin(names);
  await publishing(3);
  held.get(a)?.resolve();
  await expect.poll(onRecord).toMatchObject({ [a]: 'done, known' });
  held.get(b)?.reject(new Error('The disk is full.'));
  held.get(c)?.resolve();
  await expect(counts).rejects.toThrow('The disk is full.');
  expect(await onRecord()).toMatchObject({ [a]: 'done, known', [b]: 'queued, unknown', [c]: 'done, known' });
});

test('a file that changed while it was read is neither done nor failed, and found again', async () => {
  broken.set(a, new ButlerError('media-changed', { path: a }));
  const { counts } = await begin([a, b]);
  await publishing(1);
  held.get(b)?.resolve();
  expect(await counts).toMatchObject({ done: 1, failed: 0, changed: 1 });
  expect(read.map(path => basename(path))).toEqual([a, b]);
  expect(run.log).toEqual([expect.stringContaining('changed or vanished')]);
  expect((await slowScan.find(run.context)).map(({ label }) => label)).toEqual([a]);
});

test('a full disk ends the run, and is no failure of the file that was read then', async () => {
  broken.set(a, new ButlerError('disk-full', { path: '/there' }));
  const { counts } = await begin([a]);
  await expect(counts).rejects.toMatchObject({ code: 'disk-full' });
  expect(await onRecord()).toEqual({ [a]: 'queued, unknown' });
  expect(read).toHaveLength(1);
});
