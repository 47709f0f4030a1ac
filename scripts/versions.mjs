// Which version starts, where others were installed beside this one (docs/guide/updates.md). A new version is on trial
// until it answers; it becomes the current one after that, so that whatever happens before, the one before starts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/** The exit code of a server that wants to be started again. */
const startAgain = 75;
const lookEveryMs = 250;
/** Milliseconds that a version has to end when it is asked to. */
const graceMs = 6_000;

/** The folder of the version to start here. Does not return where another process was the server: ends as it ended. */
export async function choose(root) {
  const trial = read(root, 'trial.json');
  const lock = trial && takeLock(root);
  if (lock) {
    try {
      // One that began and was not decided: its starter died. The version may have, too.
      if (trial.begun) rollBack(root, trial, 'its trial was cut off');
      else if (isOurs(root, trial)) await tryOut(root, trial);
    } finally {
      lock.close();
    }
  }
  return currentRoot(root);
}

function currentRoot(root) {
  const current = read(root, 'current.json');
  const folder = join(root, 'versions', current?.version ?? '');
  const isFit = current?.over === stateOf(root) && existsSync(join(folder, 'scripts', 'start.mjs'));
  return isFit ? folder : root;
}

/** Runs the version as a child until it is healthy, and then until it ends; returns where it does not become so. */
async function tryOut(root, trial) {
  write(root, 'trial.json', { ...trial, begun: true });
  const folder = join(root, 'versions', trial.version);
  const { execPath, execArgv, argv } = process;
  const child = spawn(execPath, [...execArgv, join(folder, 'scripts', 'start.mjs'), ...argv.slice(2)], {
    // The channel tells it when this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let end;
  const ended = new Promise(resolve => {
    const note = (code, signal) => {
      end ??= { code, signal };
      resolve(end);
    };
    child.on('exit', note);
    child.on('error', () => note(1));
  });
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      isStopped = true;
      // A terminal tells them all.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  const until = Date.now() + trial.seconds * 1000;
  let isHealthy = false;
  while (!isHealthy && !end && Date.now() < until) {
    await Promise.race([delay(lookEveryMs), ended]);
    isHealthy = !end && (await answers(trial.data, child.pid));
  }
  if (isHealthy) {
    write(root, 'current.json', { version: trial.version, over: trial.over });
    rmSync(file(root, 'trial.json'));
    const { code, signal } = await ended;
    if (code === startAgain) again(root);
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
  }
  const because = end
    ? `it ended with ${end.signal ?? `code ${end.code}`}`
    : `it did not answer within ${trial.seconds} s`;
  if (!end) child.kill('SIGTERM');
  await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
  if (!end) child.kill('SIGKILL');
  await ended;
  // Ended by a person, it was not found wanting; the next start tries it again.
  if (isStopped) {
    write(root, 'trial.json', trial);
    restoreDatabase(root, trial);
    process.exit(end.code ?? 1);
  }
  rollBack(root, trial, because);
}

/** It has opened its database, and answers clients. */
async function answers(data, pid) {
  try {
    const holder = JSON.parse(readFileSync(join(data, 'butler.lock.json'), 'utf8'));
    if (holder.pid !== pid || !holder.address) return false;
    const { ok } = await fetch(`${holder.address}/identity`, { signal: AbortSignal.timeout(2_000) });
    return ok;
  } catch {
    return false;
  }
}

function rollBack(root, trial, because) {
  process.stderr.write(`Butler ${trial.version} is not used: ${because}. The version before goes on.\n`);
  restoreDatabase(root, trial);
  write(root, 'refused.json', { version: trial.version, because });
  rmSync(file(root, 'trial.json'));
}

/** Puts the database back as it was before, where the version has changed its schema: the one before cannot read it. */
function restoreDatabase(root, { data, backup, schema }) {
  if (schemaOf(join(data, 'butler.db')) === schema) return;
  const starter = join(currentRoot(root), 'scripts', 'start.mjs');
  const args = [...process.execArgv, starter, 'restore', backup, '--data', data];
  // The lock of the trial is held, so that this start leaves it alone.
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  process.stderr.write(
    `The database of before could not be put back: ${backup}. The next start tries again.\n`,
  );
  process.exit(1);
}

/** The last migration of a database; undefined where it cannot be told. */
function schemaOf(database) {
  try {
    const db = new DatabaseSync(database, { readOnly: true });
    try {
      return db.prepare('select max(name) as name from kysely_migration').get()?.name;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** Starts this process anew, with what is chosen then. */
function again(root) {
  const { execPath, execArgv, argv } = process;
  process.execve?.(execPath, [execPath, ...execArgv, join(root, 'scripts', 'start.mjs'), ...argv.slice(2)]);
}

/** The kernel takes the lock back when the process ends; undefined where another one holds it. */
function takeLock(root) {
  const db = new DatabaseSync(file(root, 'trial.lock'), { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return db;
  } catch {
    db.close();
    return undefined;
  }
}

/** Whether this is the start of the server that asked for the trial. */
function isOurs(root, { args, over }) {
  return over === stateOf(root) && JSON.stringify(args) === JSON.stringify(process.argv.slice(2));
}

/** As `stateOf` in src/updates/install/installation.ts. */
function stateOf(root) {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) {
    const path = join(root, name);
    hash.update(existsSync(path) ? readFileSync(path) : '');
  }
  return hash.digest('hex');
}

function file(root, name) {
  return join(root, 'versions', name);
}

function read(root, name) {
  try {
    return JSON.parse(readFileSync(file(root, name), 'utf8'));
  } catch {
    return undefined;
  }
}

function write(root, name, content) {
  writeFileSync(`${file(root, name)}.new`, JSON.stringify(content), { flush: true });
  renameSync(`${file(root, name)}.new`, file(root, name));
}
