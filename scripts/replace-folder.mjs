// Puts generated files in the place of those before, each at once: a program that starts meanwhile finds all that it needs.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Makes a folder what `make(folder)` writes into an empty one. Where that fails, everything stays as it was. */
export async function replaceFolder(folder, make) {
  const place = resolve(folder);
  const unfinished = join(dirname(place), `.${basename(place)}.${process.pid}`);
  try {
    await make(unfinished);
    const made = filesIn(unfinished);
    for (const file of made) {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      renameSync(join(unfinished, file), join(place, file));
    }
    for (const file of filesIn(place)) if (!made.includes(file)) rmSync(join(place, file));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
}
