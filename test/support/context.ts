import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dataFolders, makeDataFolders } from '../../src/app/folders.ts';
import type { Input } from '../../src/domain/input.ts';
import { fileKinds } from '../../src/domain/library.ts';
import type { NfoReader } from '../../src/domain/local-media.ts';
import type { MediaFacts } from '../../src/domain/media.ts';
import type { Progress } from '../../src/domain/run.ts';
import type { RunContext } from '../../src/domain/run-context.ts';
import { formatStaging } from '../../src/domain/staging.ts';
import type { UnitSpec } from '../../src/domain/task.ts';
import type { Task, UnitTask } from '../../src/domain/task-definition.ts';
import type { Walker } from '../../src/domain/walk.ts';
import { readNfos } from '../../src/library/sidecars/nfo/read.ts';
import { Settings } from '../../src/settings/settings.ts';
import { SqliteLibraryStore } from '../../src/store/library-store.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { makeTempFolder } from './temp-folder.ts';

/** A run of one task over a store, folders and preferences that are real, and gone when it goes out of scope. */
export interface TestRun extends AsyncDisposable {
  readonly context: RunContext;
  readonly store: Store;
  readonly library: SqliteLibraryStore;
  readonly settings: Settings;
  /** A folder for whatever the test needs beside the data folder. */
  readonly temp: string;
  /** What the run logged: `<level>: <message>`. */
  readonly log: readonly string[];
  readonly progress: readonly Partial<Progress>[];
  /** What the run said that it made. */
  readonly made: ReadonlySet<Input>;
  /** What `context.now()` answers from here on, in milliseconds since 1970 UTC. */
  setNow(at: number): void;
  abort(reason: unknown): void;
}

/**
 * Starts a run of the task. Its clock stands still at `now`, by default the moment of the call; `given` are values of
 * preferences, by their ids.
 */
export async function startRun(
  task: Task,
  { now = Date.now(), walker = noWalker, given = {} } = {},
): Promise<TestRun> {
  const temp = await makeTempFolder();
  const data = join(temp.path, 'data');
  const all = dataFolders(data);
  const store = await openStore(data);
  await makeDataFolders(all);
  const library = new SqliteLibraryStore(store.db);
  const settings = new Settings(
    [task.enabledBy, ...task.preferences],
    { ...(await store.preferences.all()), ...given },
    store.preferences,
  );
  const serviceDay = '2027-03-28';
  const created = {
    task: task.name,
    trigger: 'manual',
    state: 'queued',
    serviceDay,
    createdAt: now,
  } as const;
  const { id } = await store.runs.addRun(created);
  const run = await store.runs.move(id, 'running', now);
  const folders = { ...all, staging: join(all.staging, formatStaging(id)) };
  await mkdir(folders.staging);
  const log: string[] = [];
  const progress: Partial<Progress>[] = [];
  const made = new Set<Input>();
  const controller = new AbortController();
  let clock = now;
  const context: RunContext = {
    run,
    library,
    analyses: store.analyses,
    metadata: store.metadata,
    collections: store.collections,
    guide: store.guide,
    updates: store.updates,
    database: store.care,
    walker,
    nfoReader,
    preferences: settings,
    folders,
    instanceId: store.instance().uuid,
    now: () => clock,
    signal: controller.signal,
    isInHand: id => id === run.id,
    mediaAdded: () => {},
    made: input => void made.add(input),
    log: (level, message) => void log.push(`${level}: ${message}`),
    progress: change => void progress.push(change),
  };
  return {
    context,
    store,
    library,
    settings,
    temp: temp.path,
    log,
    progress,
    made,
    setNow: at => {
      clock = at;
    },
    abort: reason => controller.abort(reason),
    async [Symbol.asyncDispose]() {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

/** Reads in this process. */
const nfoReader: NfoReader = { readNfos: (files, signal) => readNfos(files, () => undefined, signal) };

const noWalker: Walker = {
  walk: () => Promise.reject(new Error('This run was started without a walker.')),
};

/** The one unit that the task finds now. Throws where it finds none, or more. */
export async function findOne({ context }: TestRun, task: UnitTask): Promise<UnitSpec> {
  const [unit, ...others] = await task.find(context);
  if (!unit || others.length > 0) throw new Error(`The task found ${others.length + (unit ? 1 : 0)} units.`);
  return unit;
}

/** The facts of a short film whose content hash is the SHA-1 of `content`. */
export function makeFacts(content: string): MediaFacts {
  const video = { index: 0, kind: 'video', codec: 'h264', isDefault: true, isForced: false } as const;
  return {
    container: 'matroska',
    durationMs: 60_000,
    streams: [{ ...video, width: 1920, height: 1080 }],
    chapters: [],
    contentHash: createHash('sha1').update(content).digest('hex'),
  };
}

/**
 * Writes files into the section "Films", which it makes at first, and takes the whole folder into the library, as a
 * scan would. New and changed files are read, unless `read` is false: the facts of each are those of its content.
 */
export async function takeIn(
  { library, temp }: TestRun,
  files: Readonly<Record<string, string>>,
  { read = true } = {},
): Promise<void> {
  const root = join(temp, 'films');
  await mkdir(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  const names = await readdir(root);
  const states = await Promise.all(names.map(name => stat(join(root, name))));
  const listing = {
    path: '',
    modified: 1,
    names,
    sizes: Float64Array.from(states, state => state.size),
    fileModified: Float64Array.from(states, state => state.mtimeMs),
    kinds: Uint8Array.from(names, () => fileKinds.indexOf('video')),
  };
  const [section = await library.addSection({ title: 'Films', type: 'movie', paths: [root] })] =
    await library.sections();
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  if (!read) return;
  for (const part of await library.unreadParts('1')) {
    const facts = makeFacts(await readFile(part.path, 'utf8'));
    await library.keepFacts(part, '1', facts, { kind: 'movie', title: basename(part.path) }, 1);
  }
}
