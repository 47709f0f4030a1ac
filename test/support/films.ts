import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFilm } from '../../src/media/sample/film.ts';

/**
 * As many films, alike but for their content hash: each ends in a free MP4 box with
 * other bytes, which players skip. Returns their names.
 */
export async function makeFilms(folder: string, count: number, seconds: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `Film ${i + 1} (${2000 + i}).mp4`);
  const [first] = names;
  if (!first) return [];
  makeFilm({ path: join(folder, first), seconds });
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
