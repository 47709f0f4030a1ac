import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { formatBytes } from '../../domain/amounts.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { OnStep } from '../../domain/ports.ts';
import type { Cancel } from './cancel.ts';
import { quoted, tableNames } from './contents.ts';
import { applyPragmas } from './pragmas.ts';
import { findDamage } from './reader.ts';

/**
 * How long one step may hold the write lock, and how the rest after it compares. A waiting writer asks again after
 * 1, 2, 5, 10, 15, 20, 25 … ms: with rests of twice the step it is served long before 100 ms are over.
 */
const stepMs = 10;
const restPerStep = 2;
/** A scan may hold the lock for long: it is asked for so many times, each with a wait of so long. */
const lockTries = 60;
const lockWaitMs = 1_000;
const busy = 5; // SQLITE_BUSY
/** Pages of a full-text index that one step merges. */
const mergePages = 100;
/** A merge that changes fewer rows than this has come to its end (https://sqlite.org/fts5.html#the_merge_command). */
const leastMerged = 2;
/**
 * Rewriting the whole file holds the write lock for as long as that takes, so it is for files that take some tens of
 * milliseconds, and where it saves this share. What free pages take goes back without it, whatever the size.
 */
const rewritten = { bytes: 4_000_000, share: 0.25 };
/** What the write-ahead log may take while pages move: no more than the database, and no more than this. */
const maxLog = 64 * 1024 * 1024;

/** What putting a database in order came to. */
export interface Optimized {
  /** Bytes that its file could do without: free pages, and the gaps in others. */
  readonly unusedBefore: number;
  readonly unusedAfter: number;
  /** Whether the whole file was written anew. */
  readonly isRewritten: boolean;
}

/**
 * Puts the database in order while others work with it: checks it, renews the planner's statistics, merges what its
 * full-text indexes gathered, gives free pages back to the disk in small steps, writes a small file anew where that
 * pays, and empties the write-ahead log. Throws `database-corrupt`, `disk-full` or `cancelled`; what was done until
 * then stays done and does no harm.
 */
export function optimize(file: string, onStep: OnStep, cancel: Cancel): Optimized {
  requireSpace(file);
  using db = new DatabaseSync(file, { timeout: lockWaitMs });
  applyPragmas(db);
  onStep('checking every page');
  const damage = findDamage(db);
  if (damage[0] !== undefined) throw new ButlerError('database-corrupt', { file, detail: damage[0] });
  onStep('measuring what is unused');
  const unusedBefore = countUnused(db);
  renewStatistics(db, onStep, cancel);
  mergeTextIndexes(db, onStep, cancel);
  releasePages(db, onStep, cancel);
  const isRewritten = rewriteWherePays(db, onStep, cancel);
  emptyLog(db, onStep, cancel);
  return { unusedBefore, unusedAfter: countUnused(db), isRewritten };
}

/**
 * Bytes that the file could do without: the pages that are free, and of each b-tree as many as its gaps would fill.
 * Every table and index has a page at least, however little is on it.
 */
function countUnused(db: DatabaseSync): number {
  const size = pageSize(db);
  const { bytes } = db
    .prepare(
      'select sum(pgsize - (pgsize - unused + size - 1) / size * size) as bytes from dbstat, (select cast(? as integer) as size) where aggregate = true',
    )
    .get(size) ?? { bytes: 0 };
  return Number(bytes) + countFreePages(db) * size;
}

function pageSize(db: DatabaseSync): number {
  return Number(db.prepare('pragma page_size').get()?.['page_size']);
}

/** Merges the segments that many small changes left, a few pages at a time. */
function mergeTextIndexes(db: DatabaseSync, onStep: OnStep, cancel: Cancel): void {
  const tables = db
    .prepare(
      "select name from sqlite_schema where type = 'table' and sql like 'create virtual table % using fts5%'",
    )
    .all();
  const changes = db.prepare('select total_changes() as count');
  const count = () => Number(changes.get()?.['count']);
  for (const name of tables.map(row => quoted(String(row['name'])))) {
    onStep(`merging the full-text index ${name}`);
    // The first one, being negative, takes in all segments; the others go on with that.
    for (let pages = -mergePages, before = -1; ; pages = mergePages) {
      cancel.throwIfCancelled();
      before = count();
      takeStep(db, cancel, `insert into ${name} (${name}, rank) values ('merge', ${pages})`);
      if (count() - before < leastMerged) break;
    }
  }
}

function rewriteWherePays(db: DatabaseSync, onStep: OnStep, cancel: Cancel): boolean {
  const bytes = Number(db.prepare('pragma page_count').get()?.['page_count']) * pageSize(db);
  if (bytes > rewritten.bytes || countUnused(db) < bytes * rewritten.share) return false;
  cancel.throwIfCancelled();
  onStep('writing the file anew');
  try {
    db.exec('vacuum');
    return true;
  } catch (error) {
    // Somebody is writing: it can wait for another night.
    if ((error as { errcode?: number }).errcode !== busy) throw error;
    return false;
  }
}

function renewStatistics(db: DatabaseSync, onStep: OnStep, cancel: Cancel): void {
  // Enough for good plans, and quick for any table (https://sqlite.org/lang_analyze.html#approximate_analyze).
  db.exec('pragma analysis_limit = 1000');
  for (const table of tableNames(db).filter(name => !name.startsWith('sqlite_'))) {
    cancel.throwIfCancelled();
    onStep(`statistics of ${table}`);
    takeStep(db, cancel, `analyze ${quoted(table)}`);
  }
}

/** Moves used pages from the end of the file into free ones, and cuts the end off. */
function releasePages(db: DatabaseSync, onStep: OnStep, cancel: Cancel): void {
  let pages = 64;
  let free = countFreePages(db);
  while (free > 0) {
    cancel.throwIfCancelled();
    onStep('giving free pages back', free);
    const tookMs = takeStep(db, cancel, `pragma incremental_vacuum(${pages})`);
    pages = Math.round(Math.min(4096, Math.max(16, (pages * stepMs) / Math.max(tookMs, 1))));
    const left = countFreePages(db);
    if (left >= free) return; // others free pages faster than they can be given back
    free = left;
  }
}

function countFreePages(db: DatabaseSync): number {
  return Number(db.prepare('pragma freelist_count').get()?.['freelist_count']);
}

/** Writes the log into the file and cuts both to size; left for later where a long reader still needs the log. */
function emptyLog(db: DatabaseSync, onStep: OnStep, cancel: Cancel): void {
  onStep('writing the log into the file');
  db.exec('pragma wal_checkpoint(passive)');
  // Writers wait while it waits for readers: so it waits a moment only, and tries again.
  db.exec(`pragma busy_timeout = ${stepMs}`);
  for (let tries = 0; tries < 10; tries++) {
    cancel.throwIfCancelled();
    const result = db.prepare('pragma wal_checkpoint(truncate)').get();
    if (result?.['busy'] === 0) return;
    cancel.rest(stepMs * restPerStep);
  }
}

/** Runs one statement that holds the write lock, then rests. Returns how long it held the lock, in milliseconds. */
function takeStep(db: DatabaseSync, cancel: Cancel, statement: string): number {
  takeLock(db, cancel);
  const start = performance.now();
  db.exec(`${statement}; commit`);
  const tookMs = performance.now() - start;
  cancel.rest(Math.max(stepMs, tookMs) * restPerStep);
  return tookMs;
}

/** Waits for its turn to write, for a minute at most, with an eye on the cancel flag. */
function takeLock(db: DatabaseSync, cancel: Cancel): void {
  for (let tries = 1; ; tries++) {
    try {
      db.exec('begin immediate');
      return;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== busy || tries === lockTries) throw error;
      cancel.throwIfCancelled();
    }
  }
}

function requireSpace(file: string): void {
  const folder = dirname(file);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = Math.min(maxLog, statSync(file).size);
  if (free >= needed) return;
  throw new ButlerError('disk-full', {
    path: folder,
    needed: formatBytes(needed),
    free: formatBytes(free),
  });
}
