import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFilm } from '../../src/media/sample/film.ts';

/** Films by their length in seconds, which take much longer to make than to write. */
const made = new Map<number, Buffer>();

/**
 * As many films, alike but for their content hash: each ends in a free MP4 box with
 * other bytes, which players skip. Returns their names.
 */
export async function makeFilms(folder: string, count: number, seconds: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `Film ${i + 1} (${2000 + i}).mp4`);
  const [first] = names;
  if (!first) return [];
  const known = made.get(seconds);
  if (known) await writeFile(join(folder, first), known);
  else {
    makeFilm({ path: join(folder, first), seconds });
    made.set(seconds, await readFile(join(folder, first)));
  }
  for (const [i, name] of names.entries()) {
    if (i === 0) continue;
    await copyFile(join(folder, first), join(folder, name));
    const box = Buffer.alloc(16);
    box.writeUInt32BE(16);
    box.write('free', 4);
    box.writeUInt32BE(i, 12);
    await appendFile(join(folder, name), box);
  }
  return names;
}
