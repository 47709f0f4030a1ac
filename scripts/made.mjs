// What is made from sources, each state of them once: a folder named after all that it was made from, so that none is
// ever stale, and whoever uses one goes on with it while the next one is made.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

/** Folders that nobody used for this long, in milliseconds, are removed; the latest ones stay. */
const keptMs = 24 * 60 * 60 * 1000;
const keptLatest = 8;

/** The files below a folder of a checkout, tests aside, in order; none where there is no such folder. */
export function sourcesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * The folder below `cache` that was made from the files of `sources()`, made by `make(folder)` when there is none yet.
 * Throws when it cannot be made. To use one makes it the latest.
 */
export async function findOrMake(cache, root, sources, make) {
  for (;;) {
    const name = nameOf(root, sources());
    const folder = join(cache, name);
    if (existsSync(folder)) {
      noteUse(folder);
      return folder;
    }
    mkdirSync(cache, { recursive: true });
    const unfinished = `${folder}.${process.pid}`;
    try {
      await make(unfinished);
      // Sources that changed meanwhile are in nothing of the old name.
      if (nameOf(root, sources()) === name) publish(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    removeOld(cache);
  }
}

/** 40 hexadecimal digits that no other state of the files, the platform and their place has. */
function nameOf(root, files) {
  const hash = createHash('sha256').update(JSON.stringify([root, process.version, process.platform]));
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 40);
}

function publish(unfinished, folder) {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Somebody else may have been faster, with the same.
    if (!existsSync(folder)) throw error;
  }
}

function noteUse(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // Whoever may only read uses it all the same.
  }
}

function removeOld(cache) {
  const used = readdirSync(cache)
    .map(name => join(cache, name))
    .map(folder => ({ folder, usedAt: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { folder, usedAt } of used.slice(keptLatest)) {
    if (usedAt < Date.now() - keptMs) rmSync(folder, { recursive: true, force: true });
  }
}
