import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { WalkBatch, Walker, WalkOrder } from '../src/domain/walk.ts';
import { walk } from '../src/library/scan/walk.ts';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { SqliteLibraryStore } from '../src/store/library-store.ts';
import { openStore } from '../src/store/open.ts';
import { latencyDuring } from './latency.ts';
import { median } from './measure.ts';
import { makeScanLibrary, type ScanLibrary } from './scan-library.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));
const never = new AbortController().signal;
const nothing = { paths: [], modified: new Float64Array(), topFiles: [] };
/** Rows in one transaction, as in a batch of the walk. */
const batchRows = 2_000;

/**
 * Scans 100,000 files in 15,000 folders, or as many as are asked for, with a warm cache: the first scan end to end (worker process, walk, messages,
 * inventory, parts) against the sum of its three necessities measured alone (listing the folders, looking at each file,
 * one insert each); a scan of the unchanged library against one that checks every file; and how long clients of the
 * same process wait meanwhile. The contenders take turns; the medians count.
 *
 * Options: `--rounds` (default 7), `--files` (default 100000).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '7' }, files: { type: 'string', default: '100000' } },
  });
  const library = await makeScanLibrary(Number(values.files));
  const { root } = library;
  const worker = new WorkerProcess(entry);
  const times = new Times();
  const waits: number[] = [];
  try {
    await worker.walk(
      { root: import.meta.dirname, known: nothing, checkEveryFile: false },
      async () => {},
      never,
    );
    for (let round = 0; round < Number(values.rounds); round++) {
      if (measureNecessities(root, times) !== library.files)
        throw new Error('The library is not what it should be.');
      await measureParts(root, worker, times);
      const { p99 } = await latencyDuring(() => measureScans(root, worker, times));
      waits.push(p99);
    }
  } finally {
    await worker.stop();
  }
  report(library, times, waits);
}

/** Milliseconds by what took them. */
class Times {
  readonly #taken = new Map<string, number[]>();

  add(name: string, since: number): void {
    this.#taken.set(name, [...(this.#taken.get(name) ?? []), performance.now() - since]);
  }

  median(name: string): number {
    return median(this.#taken.get(name) ?? []);
  }
}

/** What every scanner has to do, each done by the shortest code. Returns how many files there are. */
function measureNecessities(root: string, times: Times): number {
  let since = performance.now();
  const files: { folder: number; path: string; name: string }[] = [];
  const folders = [root];
  for (let folder = 0; folder < folders.length; folder++) {
    const path = folders[folder] as string;
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) folders.push(`${path}/${entry.name}`);
      else files.push({ folder, path: `${path}/${entry.name}`, name: entry.name });
    }
  }
  times.add('listing', since);

  since = performance.now();
  const states = files.map(({ path }) => statSync(path));
  times.add('looking', since);

  withFolder(folder => {
    const db = new DatabaseSync(join(folder, 'bench.db'));
    db.exec('pragma journal_mode = wal; pragma synchronous = full');
    db.exec(`create table file (folder_id integer, name text, size integer, modified real, kind integer,
      primary key (folder_id, name)) strict, without rowid`);
    const insert = db.prepare('insert into file values (?, ?, ?, ?, 1)');
    since = performance.now();
    for (let start = 0; start < files.length; start += batchRows) {
      db.exec('begin');
      for (let i = start; i < Math.min(start + batchRows, files.length); i++) {
        const { folder, name } = files[i] as (typeof files)[number];
        insert.run(folder, name, states[i]?.size ?? 0, states[i]?.mtimeMs ?? 0);
      }
      db.exec('commit');
    }
    times.add('inserting', since);
    db.close();
  });
  return files.length;
}

/** The stages of the first scan, one by one. */
async function measureParts(root: string, worker: Walker, times: Times): Promise<void> {
  const order: WalkOrder = { root, known: nothing, checkEveryFile: false };
  const batches: WalkBatch[] = [];
  let since = performance.now();
  await walk(
    order,
    async batch => void batches.push(batch),
    () => {},
  );
  times.add('walk', since);

  since = performance.now();
  await worker.walk(order, async () => {}, never);
  times.add('walk in the worker', since);

  await withLibrary(root, async (library, _, rootId) => {
    since = performance.now();
    for (const batch of batches) await library.ingest(rootId, batch, 1);
    times.add('ingest', since);
  });
}

async function measureScans(root: string, worker: Walker, times: Times): Promise<void> {
  await withLibrary(root, async (library, sectionId, rootId) => {
    const scan = async (name: string, checkEveryFile: boolean) => {
      const since = performance.now();
      const known = await library.knownFolders(rootId);
      let ingested: Promise<unknown> = Promise.resolve();
      await worker.walk(
        { root, known, checkEveryFile },
        batch => {
          const taken = ingested.then(() => library.ingest(rootId, batch, 1));
          ingested = taken;
          return taken.then(() => {});
        },
        never,
      );
      times.add(name, since);
      const { present } = await library.countParts(sectionId);
      if (present === 0) throw new Error('The scan found nothing.');
    };
    await scan('first scan', false);
    await scan('unchanged', false);
    await scan('full check', true);
  });
}

function report({ files, folders }: ScanLibrary, times: Times, waits: readonly number[]): void {
  const ms = (name: string) => times.median(name);
  const line = (text: string) => process.stdout.write(`${text}\n`);
  const show = (name: string) => `${name} ${ms(name).toFixed(0)} ms`;
  const necessary = ms('listing') + ms('looking') + ms('inserting');
  const perSecond = (files * 1_000) / ms('first scan');
  line(`${files} files in ${folders} folders, warm; medians.`);
  line(
    `First scan: ${ms('first scan').toFixed(0)} ms, ${Math.round(perSecond)} files/s; ` +
      `necessities ${necessary.toFixed(0)} ms (${['listing', 'looking', 'inserting'].map(show).join(', ')}), ` +
      `ratio ${(ms('first scan') / necessary).toFixed(2)}`,
  );
  line(`  its stages alone: ${['walk', 'walk in the worker', 'ingest'].map(show).join(', ')}`);
  line(
    `Unchanged: ${ms('unchanged').toFixed(0)} ms; full check ${ms('full check').toFixed(0)} ms, ` +
      `ratio ${(ms('full check') / ms('unchanged')).toFixed(1)}`,
  );
  line(`Most memory of this process: ${(process.resourceUsage().maxRSS * 1.024e-3).toFixed(0)} MB`);
  line(`Clients of the same process meanwhile: p99 ${median(waits).toFixed(1)} ms`);
}

async function withLibrary(
  root: string,
  work: (library: SqliteLibraryStore, sectionId: number, rootId: number) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  const store = await openStore(folder);
  try {
    const library = new SqliteLibraryStore(store.db);
    const section = await library.addSection({ title: 'Shows', type: 'show', paths: [root] });
    await work(library, section.id, section.roots[0]?.id ?? 0);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

function withFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
