import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type OpenButler, openButler } from '../src/app/butler.ts';
import { startServer } from '../src/app/server.ts';
import type { TaskName } from '../src/domain/task.ts';
import { runOf } from '../test/support/run-of.ts';
import { makeTempFolder } from '../test/support/temp-folder.ts';
import { type Latency, latencyOf } from './latency.ts';

const token = 'a-token-that-is-long-enough';
/** Answered from memory, and from the database. */
const paths = ['/butler', '/api/v1/runs?limit=20'];
const rowBytes = 480;
const fillRows = 10_000;
const rowsPerWrite = 10;
const writeEveryMs = 20;

/**
 * What clients wait for while the database of a real server is backed up, and while it is put in order, with 500 rows
 * a second being written to it. Targets: a backup that is consistent, and a p99 below 100 ms.
 *
 * Options: `--megabytes` (default 500).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { megabytes: { type: 'string', default: '500' } },
  });
  await using temp = await makeTempFolder();
  const data = join(temp.path, 'data');
  const butler = await openButler(data);
  try {
    await butler.engine.open();
    const server = await startServer(butler, { dataFolder: data, host: '127.0.0.1', port: 0, token }, error =>
      process.stderr.write(`${error}\n`),
    );
    try {
      butler.engine.attend();
      const port = Number(new URL(server.url).port);
      const runId = await fill(butler, Number(values.megabytes) * 1_000_000);
      using writer = startWriter(butler, runId);
      await report('500 rows/s, nothing else', port, () => delay(5_000));
      const before = writer.written();
      await report('backup', port, () => runTask(butler, 'BackupDatabase'));
      const rate = writer.written();
      await checkConsistent(data, before, rate);
      await deleteHalf(butler);
      await report('optimize, half the rows deleted', port, () => runTask(butler, 'OptimizeDatabase'));
    } finally {
      await server.close();
    }
  } finally {
    await butler.close();
  }
}

/** For each kind of answer: the work is done once for each. */
async function report(name: string, port: number, work: () => Promise<void>): Promise<void> {
  for (const path of paths) {
    const headers = { 'X-Plex-Token': token, Accept: 'application/json' };
    const startedAt = performance.now();
    const latency = await latencyOf({ port, path, headers }, work);
    print(`${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`, path, latency);
  }
}

function print(name: string, path: string, { answers, median, p99, worst }: Latency): void {
  const times = [median, p99, worst].map(ms => `${ms.toFixed(1)} ms`);
  process.stdout.write(
    `${name}: ${path} median ${times[0]}, p99 ${times[1]} (target < 100), worst ${times[2]}, ${answers} answers\n`,
  );
}

/** Fills the log of a run to the size wanted. Returns the run. */
async function fill({ store }: OpenButler, bytes: number): Promise<number> {
  const made = { trigger: 'manual', state: 'queued', serviceDay: '2027-03-28', createdAt: 0 } as const;
  const { id } = await store.runs.addRun({ ...made, task: 'RefreshLibraries' });
  const message = 'm'.repeat(rowBytes - 20);
  for (let rows = Math.round(bytes / rowBytes); rows > 0; rows -= fillRows) {
    const line = { runId: id, at: 1, level: 'info', message } as const;
    await store.runs.addLog(Array.from({ length: Math.min(rows, fillRows) }, () => line));
  }
  process.stdout.write(`database of ${Math.round((await store.care.size()) / 1_000_000)} MB\n`);
  return id;
}

/** Writes through the connection that serves clients. Each row tells its number. */
function startWriter({ store }: OpenButler, runId: number): Disposable & { written(): number } {
  let written = 0;
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) return;
    waiting = true;
    const rows = Array.from({ length: rowsPerWrite }, (_, index) => {
      return { runId, at: -(written + index + 1), level: 'debug', message: 'written meanwhile' } as const;
    });
    void store.runs.addLog(rows).then(() => {
      written += rowsPerWrite;
      waiting = false;
    });
  }, writeEveryMs);
  return { written: () => written, [Symbol.dispose]: () => clearInterval(timer) };
}

async function runTask({ engine, events }: OpenButler, task: TaskName): Promise<void> {
  const ended = runOf(events, task, 'succeeded', 'failed');
  await engine.start(task);
  const { state, outcome } = await ended;
  process.stdout.write(`  ${task}: ${outcome}\n`);
  if (state === 'failed') throw new Error(`${task} failed`);
}

/** Whether the newest backup has every row that was written up to some moment, and none from after it. */
async function checkConsistent(data: string, before: number, after: number): Promise<void> {
  const names = (await readdir(join(data, 'backups')))
    .filter(name => /^butler\.db-[\d-]+$/.test(name))
    .sort();
  const name = names.at(-1) ?? '';
  using db = new DatabaseSync(join(data, 'backups', name), { readOnly: true });
  const row = db.prepare('select count(*) as count, -min(at) as last from run_log where at < 0').get();
  const [count, last] = [Number(row?.['count']), Number(row?.['last'])];
  const manifest = JSON.parse(await readFile(join(data, 'backups', `${name}.json`), 'utf8'));
  const isWhole = count === last && count % rowsPerWrite === 0 && before <= last && last <= after;
  process.stdout.write(
    `${name}: ${count} of ${after} rows written meanwhile, ${manifest.tables.run_log.rows} in all; ` +
      `${isWhole ? 'consistent' : 'NOT CONSISTENT'}\n`,
  );
  if (!isWhole) process.exitCode = 1;
}

async function deleteHalf({ store }: OpenButler): Promise<void> {
  const { last } = await store.db
    .selectFrom('run_log')
    .select(({ fn }) => fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  for (let id = 0; id < Number(last) / 2; id += fillRows) {
    await store.db
      .deleteFrom('run_log')
      .where('id', '>', id)
      .where('id', '<=', id + fillRows)
      .execute();
  }
}
