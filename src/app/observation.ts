import { access, constants } from 'node:fs/promises';
import type { LibraryStore } from '../domain/ports.ts';
import type { DataFolders } from '../domain/run-context.ts';
import { requireSpace } from '../files/free-space.ts';
import type { Observation } from '../http/observation.ts';
import { openHealth } from '../observe/health.ts';
import { instrumentsOf } from '../observe/instruments.ts';
import { kept } from '../observe/kept.ts';
import { openMetrics } from '../observe/metrics.ts';
import { Tally } from '../observe/tally.ts';
import { findBackups } from './backups.ts';
import type { OpenButler } from './butler.ts';
import { version } from './version.ts';
import { workerEntry } from './worker-entry.ts';

/** Bytes without which a folder counts as one that cannot be written: SQLite alone needs some for each change. */
const leastBytes = 4_000_000;

/** Milliseconds for which several metrics share what it takes a while to look up. */
const keptMs = 1_000;

/** Watches over an open Butler from now on, for those who ask how it is. */
export function observe(butler: OpenButler, library: LibraryStore, folders: DataFolders): Observation {
  const { engine, store, events, pool, queue } = butler;
  const tally = new Tally(events);
  const monotonic = () => performance.now();
  const checks = openHealth(
    {
      database: () => store.runs.recentRuns(1),
      folders: () => Promise.all(Object.values(folders).map(assertWritable)),
      workers: async () => {
        await access(process.execPath, constants.X_OK);
        await access(workerEntry, constants.R_OK);
        if (pool.hasFailed) throw new Error('The last worker could not be started.');
      },
      clock: async () => {
        const isSuspect = engine.tasks().some(({ decision }) => decision.reason === 'clock-suspect');
        if (isSuspect) throw new Error('The clock cannot be right.');
      },
    },
    monotonic,
  );
  const observed = {
    version,
    butler: engine,
    library,
    workers: pool,
    queueDepths: kept(keptMs, monotonic, () => queue.depths()),
    databaseBytes: () => store.care.size(),
    backups: kept(keptMs, monotonic, async () => {
      const found = await findBackups(folders.data);
      return found
        .filter(({ damage }) => damage === undefined)
        .map(({ createdAt, bytes }) => ({ createdAt: Date.parse(createdAt), bytes }));
    }),
  };
  let metrics: Promise<() => Promise<string>> | undefined;
  return {
    metrics: async () => {
      metrics ??= openMetrics(instrumentsOf(observed, tally));
      return await (await metrics)();
    },
    checks,
  };
}

/** Backups may not have been made yet, and then there is no folder for them. */
async function assertWritable(folder: string): Promise<void> {
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch(error => {
    if (error.code !== 'ENOENT') throw error;
  });
  await requireSpace(folder, leastBytes);
}
