// The program in a few files of JavaScript, made from src/ and the packages it uses: it starts in half the time and
// takes 30 MB less than from hundreds of modules whose types Node strips. A bundle is named after all that it was made
// from, so that none is ever stale, and a server goes on with its own while the next one is made.
//
// Writes the path of the program in the bundle of the sources as they are now to the standard output.
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
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundles = join(root, 'node_modules', '.cache', 'butler');

/** Bundles that nobody started from for this long, in milliseconds, are removed; the latest ones stay. */
const keptMs = 24 * 60 * 60 * 1000;
const keptLatest = 8;

/** 40 hexadecimal digits that no other state of the sources, the packages and their place has. */
function nameOfSources() {
  const hash = createHash('sha256').update(JSON.stringify([root, process.version, process.platform]));
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const others = ['package.json', 'package-lock.json', 'scripts/build.mjs'].map(name => join(root, name));
  for (const file of [...others, ...sources]) {
    const content = readFileSync(file);
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 40);
}

/** The folder with the bundle, made when there is none yet. Throws when it cannot be made. */
async function findOrMake() {
  for (;;) {
    const name = nameOfSources();
    const folder = join(bundles, name);
    if (existsSync(folder)) {
      noteUse(folder);
      return folder;
    }
    mkdirSync(bundles, { recursive: true });
    const unfinished = `${folder}.${process.pid}`;
    try {
      const { build } = await import('./build.mjs');
      await build(root, unfinished);
      // Sources that changed meanwhile are in no bundle of the old name.
      if (nameOfSources() === name) publish(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    removeOld();
  }
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

function removeOld() {
  const used = readdirSync(bundles)
    .map(name => join(bundles, name))
    .map(folder => ({ folder, usedAt: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { folder, usedAt } of used.slice(keptLatest)) {
    if (usedAt < Date.now() - keptMs) rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.stdout.write(join(await findOrMake(), 'program.js'));
} catch (error) {
  const [cause = error] = error.errors ?? [];
  const [line] = stripVTControlCharacters(cause.message).split('\n');
  process.stderr.write(`The program could not be bundled, and runs from its sources: ${line}\n`);
  process.exitCode = 1;
}
