import { expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { fileKinds, type Identity } from '../../domain/library.ts';
import type { MusicFacts } from '../../domain/music.ts';
import { buildGracenoteCollections as task } from './index.ts';

/** Collections by title, with the titles of their members. */
async function there({ store }: TestRun): Promise<Record<string, readonly string[]>> {
  const all = { start: 0, size: 1_000 };
  const { items } = await store.catalogue.page({ type: 'collection', sort: [] }, all);
  const found = items.map(async ({ id, title }) => {
    const members = await store.catalogue.page({ memberOf: id, sort: [] }, all);
    return [title, members.items.map(member => member.title)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** Three films, of which descriptions say that they are of a set. */
async function startWithFilms(given: Record<string, string> = {}): Promise<TestRun> {
  const run = await startRun(task, { given });
  await takeIn(run, { 'Alien.mkv': '1', 'Aliens.mkv': '2', 'Heat.mkv': '3' });
  await describe(run, 'Alien.mkv', 1979, ['Alien Collection']);
  await describe(run, 'Aliens.mkv', 1986, ['Alien Collection']);
  return run;
}

async function describe({ store }: TestRun, title: string, year: number, sets: readonly string[]) {
  const { items } = await store.catalogue.page({ type: 'movie', sort: [] }, { start: 0, size: 10 });
  const itemId = items.find(item => item.title === title)?.id ?? 0;
  const tags = sets.map(name => ({ kind: 'collection', name }) as const);
  await store.metadata.keep('local', [{ itemId, version: `${sets}`, fields: { year }, tags }], 1);
}

test('films of a set are collected, and kept in step', async () => {
  await using run = await startWithFilms();
  expect(await task.run(run.context)).toBe('Collections: 1 made.');
  expect(await there(run)).toEqual({ 'Alien Collection': ['Alien.mkv', 'Aliens.mkv'] });
  expect(await task.run(run.context)).toBe('Every collection is up to date.');
  await describe(run, 'Heat.mkv', 1970, ['Alien Collection']);
  expect(await task.run(run.context)).toBe('Collections: 1 changed.');
  expect(await there(run)).toEqual({ 'Alien Collection': ['Heat.mkv', 'Alien.mkv', 'Aliens.mkv'] });
  await describe(run, 'Heat.mkv', 1995, []);
  await describe(run, 'Alien.mkv', 1979, []);
  expect(await task.run(run.context)).toBe('Collections: 1 taken out.');
  expect(await there(run)).toEqual({});
  expect(await task.run(run.context)).toBe('There is nothing to collect.');
});

test('kinds that the owner does not want are taken out', async () => {
  await using run = await startWithFilms();
  await task.run(run.context);
  await run.settings.set({ ButlerCollectionKinds: 'genres, decades' });
  await task.run(run.context);
  expect(await there(run)).toEqual({});
  await expect(run.settings.set({ ButlerCollectionKinds: 'sets,colours' })).rejects.toThrow(
    '"colours" is none of',
  );
});

const track = (album: string, year: number, number: number): Identity => ({
  kind: 'track',
  albumArtist: 'The Ferries',
  artist: 'The Ferries',
  album,
  title: `${album} ${number}`,
  disc: 1,
  track: number,
  year,
});

const sound = (n: number): MusicFacts => ({
  tempo: { bpm: 70 + n, confidence: n === 0 ? 0.2 : 0.9 },
  key: { tonic: 'C', mode: n < 12 ? 'minor' : 'major', confidence: 0.8 },
  energy: n - 40,
  brightness: 1_000 + n,
  silenceMs: {},
  vector: [n / 100, 0],
  print: '',
});

test('music is collected by decade, mood and tempo, out of its tags and its analysis', async () => {
  await using run = await startRun(task);
  const { library, store } = run;
  const section = await library.addSection({ title: 'Music', type: 'artist', paths: ['/media/music'] });
  const albums = ['Rope', 'Low Water', 'Squall'].map((album, n) => ({ album, year: 1992 + n }));
  const songs = albums.flatMap(({ album, year }) =>
    Array.from({ length: 8 }, (_, n) => track(album, year, n + 1)),
  );
  const names = songs.map((_, n) => `${`${n}`.padStart(2, '0')}.flac`);
  const listing = {
    path: '',
    modified: 1,
    names,
    sizes: new Float64Array(names.length).fill(9),
    fileModified: new Float64Array(names.length).fill(1),
    kinds: new Uint8Array(names.length).fill(fileKinds.indexOf('audio')),
  };
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  const stream = { index: 0, kind: 'audio', codec: 'flac', isDefault: true, isForced: false } as const;
  for (const part of await library.unreadParts('1')) {
    const n = names.indexOf(part.relativePath);
    const facts = {
      container: 'flac',
      streams: [stream],
      chapters: [],
      contentHash: `${n}`.padStart(40, '0'),
    };
    await library.keepFacts(part, '1', facts, songs[n] as Identity, 1);
    await store.analyses.keep({ partId: part.id, kind: 'music', version: '1', value: sound(n) }, 1);
  }
  await task.run(run.context);
  const found = await there(run);
  expect(Object.keys(found).sort()).toEqual(
    [
      '1990s',
      'Calm',
      'Cheerful',
      'Energetic',
      'Melancholic',
      'Moderate (80 to 110 BPM)',
      'Slow (below 80 BPM)',
    ].sort(),
  );
  expect(found['1990s']).toEqual(['Rope', 'Low Water', 'Squall']);
  expect(found.Calm).toContain('Rope 1');
  expect(found.Energetic).toContain('Squall 8');
  // Of the first one nobody can be sure how fast it is.
  expect(found['Slow (below 80 BPM)']).toEqual([
    'Rope 2',
    'Rope 3',
    'Rope 4',
    'Rope 5',
    'Rope 6',
    'Rope 7',
    'Rope 8',
    'Low Water 1',
    'Low Water 2',
  ]);
});
