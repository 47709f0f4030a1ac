/**
 * The body of the thread that owns a connection. SQLite's calls are synchronous: here they may take their time for
 * a lock, an fsync or a long statement, while the thread that serves clients goes on.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { applyPragmas } from './pragmas.ts';
import type { Answer, Failure, Reply, Request, SqlValue, ThreadSettings } from './protocol.ts';

if (!parentPort) throw new Error('thread.ts is the body of a worker thread');
const port = parentPort;

/** How long a statement waits for another connection's lock. */
const busyTimeoutMs = 10_000;
const maxStatements = 200;
/** Longer than the pauses within a maintenance: the cache that is given up is of use until its end. */
const quietMs = 20_000;

const nothing: Answer = { columns: [], rows: [] };
const statements = new Map<string, StatementSync>();
let db: DatabaseSync;
/** Whether the caller believes a transaction open. SQLite ends one by itself when the disk is full. */
let transacting = false;

/** Prepared once for each text; the least recently used one goes first. */
function prepare(sql: string): StatementSync {
  let statement = statements.get(sql);
  statements.delete(sql);
  if (!statement) {
    statement = db.prepare(sql);
    statement.setReturnArrays(true);
    const [oldest] = statements.keys();
    if (statements.size >= maxStatements && oldest !== undefined) statements.delete(oldest);
  }
  statements.set(sql, statement);
  return statement;
}

function run(statement: StatementSync, rows: readonly (readonly SqlValue[])[]): Answer {
  const columns = statement.columns().map(column => column.name);
  if (columns.length > 0) {
    return { columns, rows: rows.flatMap(row => statement.all(...row) as unknown as SqlValue[][]) };
  }
  let changes = 0;
  let insertId: number | bigint = 0;
  for (const row of rows) {
    const result = statement.run(...row);
    changes += Number(result.changes);
    insertId = result.lastInsertRowid;
  }
  return { columns, rows: [], changes, insertId };
}

/** Keeps what follows a broken transaction from being committed on its own. */
function assertTransaction(): void {
  if (transacting && !db.isTransaction)
    throw new Error('The transaction was rolled back by an earlier error');
}

function answer(request: Request): Answer {
  switch (request.kind) {
    case 'query':
      assertTransaction();
      return run(prepare(request.sql), [request.parameters]);
    case 'batch':
      assertTransaction();
      if (!transacting) throw new Error('A batch runs inside a transaction only');
      return run(prepare(request.sql), request.rows);
    case 'begin':
      // A writer takes the write lock at once: one that asks for it after reading can be refused without a wait.
      db.exec(request.readOnly ? 'begin' : 'begin immediate');
      transacting = true;
      return nothing;
    case 'commit':
      assertTransaction();
      db.exec('commit');
      transacting = false;
      return nothing;
    case 'rollback':
      transacting = false;
      if (db.isTransaction) db.exec('rollback');
      return nothing;
    case 'close':
      statements.clear();
      db.close();
      return nothing;
  }
}

function describe(error: unknown): Failure {
  const { message, errcode } = error as { message: string; errcode?: number };
  return errcode === undefined ? { message } : { message, errcode };
}

function reply(work: () => Answer): void {
  let reply: Reply;
  try {
    reply = { answer: work() };
  } catch (error) {
    reply = { failure: describe(error) };
  }
  port.postMessage(reply);
}

let rest: NodeJS.Timeout | undefined;

/** Once nothing was asked for a while, gives back what a busy time needed: the cache of pages, the garbage of many rows. */
function restWhenQuiet(): void {
  rest ??= setTimeout(() => {
    db.exec('pragma shrink_memory');
    globalThis.gc?.();
  }, quietMs).unref();
  rest.refresh();
}

port.on('message', (request: Request) => {
  reply(() => answer(request));
  if (request.kind === 'close') {
    clearTimeout(rest);
    port.close();
  } else {
    restWhenQuiet();
  }
});

// Opening is the first request of all, made by starting the thread.
reply(() => {
  const { file, readOnly } = workerData as ThreadSettings;
  db = new DatabaseSync(file, { timeout: busyTimeoutMs, readOnly });
  if (!readOnly) applyPragmas(db);
  return nothing;
});
