import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import type { TaskName } from '../../src/domain/task.ts';
import { makeFilm } from '../../src/media/sample/film.ts';
import { makePng } from '../support/png.ts';
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

/** Of each film, what its pictures with a blur hash are of, in the order of these names. */
async function hashedPictures({ store }: OpenButler): Promise<readonly (readonly string[])[]> {
  const films = [...(await store.analyses.partsOf('movie'))];
  const found = await store.analyses.findAll(films, 'blurHashes');
  return found
    .map(({ value }) => Object.keys(value).map(key => key.replace(/file:.*\//, 'file:')))
    .map(keys => keys.toSorted());
}

const hashed = ['chapter:1', 'chapter:2', 'chapter:3'];

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

    expect(await hashedPictures(butler)).toEqual([hashed]);
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

test('of a film that a night finds, everything is there by its morning', async () => {
  await using folder = await makeTempFolder();
  const films = join(folder.path, 'Films');
  await makeFilmWithChapters(join(films, 'Day (2001)'), 'Day (2001).mkv');
  let since = 0;
  let hands = 0;
  const set = (local: string) => {
    since = performance.now();
    hands = Temporal.PlainDateTime.from(local).toZonedDateTime(Temporal.Now.timeZoneId()).epochMilliseconds;
  };
  set('2027-06-01T12:00');
  const butler = await openButler(join(folder.path, 'data'), () =>
    Math.floor(hands + performance.now() - since),
  );
  try {
    await butler.addSections({ folders: [], described: [`Films=movie:${films}`] });
    await butler.engine.open();
    await butler.engine.runDue();
    expect(await hashedPictures(butler)).toEqual([hashed]);

    const place = join(films, 'Night (2002)');
    await makeFilmWithChapters(place, 'Night (2002).mkv');
    await writeFile(join(place, 'poster.png'), makePng(90));
    const found = Promise.withResolvers<void>();
    butler.events.on('run', async ({ task, state }) => {
      if (task !== 'GenerateBlurHashes' || state !== 'succeeded') return;
      const [, second = []] = await hashedPictures(butler);
      if (second.length > hashed.length) found.resolve();
    });
    set('2027-06-03T02:00');
    butler.engine.attend();
    await found.promise;
    expect(await hashedPictures(butler)).toEqual([hashed, [...hashed, 'file:poster.png']]);
    // It is due on every third day, and looks for what is beside new files all the same, before the others go on from that.
    const runs = await butler.store.history.runs({ limit: 99 });
    const tonight = runs.filter(({ serviceDay }) => serviceDay === '2027-06-03');
    const of = (task: TaskName) => tonight.filter(run => run.task === task).toReversed();
    expect(of('RefreshLocalMedia')).toMatchObject([{ trigger: 'new-media' }]);
    expect(of('GenerateBlurHashes')).toMatchObject([{ trigger: 'window' }, { trigger: 'new-input' }]);
    expect(of('GenerateBlurHashes')[0]?.startedAt).toBeGreaterThanOrEqual(
      of('RefreshLocalMedia')[0]?.endedAt ?? Number.NaN,
    );
  } finally {
    await butler.close();
  }
});
