import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import type { TaskName } from '../../src/domain/task.ts';
import { makeFilm } from '../../src/media/sample/film.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const chapters = ['Dawn', 'Noon', 'Dusk'].map((title, n) => ({ startMs: n * 2_000, title }));

async function makeFilmWithChapters(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  makeFilm({ path: join(folder, name), seconds: 6, width: 64, height: 48, sound: false, chapters });
}

async function makeAlbum(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const track of ['1', '2', '3']) {
    const metadata = { title: `Tune ${track}`, artist: 'The Tuners', album: 'Tunes', genre: 'Jazz', track };
    makeFilm({ path: join(folder, `0${track} - Tune ${track}.mp3`), seconds: 12, picture: false, metadata });
  }
}

/** How many pictures of chapters of each film have a blur hash. */
async function hashedChapters({ store }: OpenButler): Promise<readonly number[]> {
  const films = [...(await store.analyses.partsOf('movie'))];
  const found = await store.analyses.findAll(films, 'blurHashes');
  return found.map(({ value }) => Object.keys(value).filter(key => key.startsWith('chapter:')).length);
}

test('after one round nothing is missing that could be made, and what was made twice was due to others', async () => {
  await using folder = await makeTempFolder();
  const [films, music] = [join(folder.path, 'Films'), join(folder.path, 'Music')];
  await makeFilmWithChapters(films, 'Day (2001).mkv');
  await makeAlbum(join(music, 'The Tuners', 'Tunes'));
  const butler = await openButler(join(folder.path, 'data'));
  try {
    await butler.addSections({ folders: [], described: [`Films=movie:${films}`, `Music=artist:${music}`] });
    await butler.settings.set({ ButlerCollectionMinimum: '1' });
    await butler.engine.open();
    const passes: (readonly TaskName[])[] = [];
    butler.events.on('pass', ({ path, tasks }) => path.startsWith(films) && passes.push(tasks));
    const runs = await butler.engine.runDue();
    expect(runs.filter(({ state }) => state !== 'succeeded')).toEqual([]);

    expect(await hashedChapters(butler)).toEqual([3]);
    const all = { start: 0, size: 1_000 };
    const { items } = await butler.store.catalogue.page({ type: 'collection', sort: [] }, all);
    const collections = items.map(({ title }) => title);
    expect(collections).toEqual(expect.arrayContaining(['Jazz', 'Sounds like The Tuners']));
    const twice = [...Map.groupBy(runs, ({ task }) => task)].filter(([, ofTask]) => ofTask.length > 1);
    expect(new Map(twice.map(([task, ofTask]) => [task, ofTask.length]))).toEqual(
      new Map([
        ['BuildGracenoteCollections', 2],
        ['GenerateBlurHashes', 2],
      ]),
    );
    // Those that were due together have read the film once.
    expect(passes[0]).toEqual(['RefreshLibraries']);
    expect(passes[1]?.length).toBeGreaterThanOrEqual(3);
    expect(passes.slice(2)).toEqual([['GenerateBlurHashes']]);
    expect(await butler.engine.runDue()).toEqual([]);
  } finally {
    await butler.close();
  }
});
