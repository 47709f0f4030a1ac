import { readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askOf, recordedServices } from '../../../test/support/http.ts';
import { makePng } from '../../../test/support/png.ts';
import { heat, namesOf, ProvidedLibrary, tmdbKey } from '../../../test/support/provided-library.ts';
import { tmdbFilm, tmdbHit, tmdbPage } from '../../../test/support/provider-answers.ts';
import { KnownFiles } from '../../app/library-files.ts';

/** A film as clients see it. */
interface Shown {
  readonly thumb: string;
  readonly [name: string]: unknown;
}

let home: ProvidedLibrary;

beforeEach(async () => {
  home = await ProvidedLibrary.open();
});
afterEach(() => home[Symbol.asyncDispose]());

beforeEach(async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tmdb', ButlerTmdbKey: tmdbKey });
  await home.add('movie', { 'heat.mkv': heat });
  home.putFilm();
});

test('are found by title and year, described, and shown to clients with their pictures', async () => {
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described, 3 pictures fetched.');
  const id = await home.idOf('movie');
  const ask = askOf(
    recordedServices({
      catalogue: home.run.store.catalogue,
      sections: () => home.run.library.sections(),
      files: new KnownFiles(
        home.run.library,
        home.run.context.metadata,
        home.run.context.folders,
        async () => true,
      ),
    }),
  );
  const response = await ask(`/library/metadata/${id}`, { Accept: 'application/json' });
  const { MediaContainer } = (await response.json()) as { MediaContainer: { Metadata: [Shown] } };
  const [film] = MediaContainer.Metadata;
  expect(film).toMatchObject({
    title: 'Heat',
    summary: 'Obsessive master thief Neil McCauley leads a crew.\nHe does not look back.',
    tagline: 'A Los Angeles crime saga.',
    contentRating: 'R',
    audienceRating: 7.9,
    studio: 'Regency Enterprises',
    year: 1995,
    originallyAvailableAt: '1995-12-15',
  });
  const tags = (name: string) => (film[name] as { tag: string }[]).map(({ tag }) => tag);
  expect(tags('Genre')).toEqual(['Action', 'Crime']);
  expect(tags('Director')).toEqual(['Michael Mann']);
  expect(tags('Writer')).toEqual(['Michael Mann']);
  expect(tags('Collection')).toEqual(['The Heat Collection']);
  expect(film['Role']).toMatchObject([
    { tag: 'Al Pacino', role: 'Lt. Vincent Hanna' },
    { tag: 'Robert De Niro', role: 'Neil McCauley' },
  ]);
  expect(film['Guid']).toEqual(expect.arrayContaining([{ id: 'imdb://tt0113277' }, { id: 'tmdb://949' }]));
  const poster = await ask(film.thumb);
  expect(Buffer.from(await poster.arrayBuffer())).toEqual(home.server.content['/t/p/w780/poster.png']);
});

test('are asked for with the tmdbKey, in the language that was chosen', async () => {
  await home.run.settings.set({ ButlerMetadataLanguage: 'de-DE' });
  await home.refresh();
  expect(home.server.requests[0]).toBe(
    `/tmdb/3/search/movie?api_key=${tmdbKey}&language=de-DE&query=Heat&include_adult=false&year=1995`,
  );
  expect(home.server.requests[1]).toContain('include_image_language=de%2Cen%2Cnull');
  expect((await home.known('movie')).fields.contentRating).toBe('de/16');
  expect(home.server.headers.some(({ authorization }) => authorization)).toBe(false);
});

test('a read access token travels in a header', async () => {
  await home.run.settings.set({ ButlerTmdbKey: 'aaa.bbb.ccc' });
  await home.refresh();
  expect(home.server.headers[0]?.authorization).toBe('Bearer aaa.bbb.ccc');
  expect(home.server.requests.join()).not.toContain('aaa.bbb.ccc');
});

test('are left alone for a while, and then cost one question where nothing changed', async () => {
  await home.refresh();
  home.asked();
  home.later(1);
  expect(await home.refresh()).toBe('Of 1 item that providers can be asked about none was due.');
  home.later(3);
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 unchanged.');
  expect(home.asked()).toEqual(['/tmdb/3/movie/949']);
  expect((await home.known('movie')).artwork).toHaveLength(3);
});

test('what changed takes the place of what was said, and only a new picture is fetched', async () => {
  await home.refresh();
  home.asked();
  home.server.content['/tmdb/3/movie/949'] = { ...tmdbFilm, tagline: 'New.', poster_path: '/new.png' };
  home.server.content['/t/p/w780/new.png'] = makePng(40);
  home.later(3);
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described, 1 picture fetched.');
  expect(home.asked()).toEqual(['/tmdb/3/movie/949', '/t/p/w780/new.png']);
  const film = await home.known('movie');
  expect(film.fields.tagline).toBe('New.');
  expect(film.artwork).toHaveLength(3);
});

test('what the user said or locked stays', async () => {
  const id = await home.idOf('movie');
  await home.run.context.metadata.edit(id, { fields: { summary: 'Mine.' } }, ['tagline', 'genre'], 0);
  await home.refresh();
  const film = await home.known('movie');
  expect(film.fields).toMatchObject({ summary: 'Mine.', contentRating: 'R' });
  expect(film.fields).not.toHaveProperty('tagline');
  expect(namesOf(film, 'genre')).toEqual([]);
});

test('what lies beside the media is stronger', async () => {
  await home.sayLocally('movie', { fields: { summary: 'Local.' } });
  await home.refresh();
  expect((await home.known('movie')).fields).toMatchObject({ summary: 'Local.', tagline: tmdbFilm.tagline });
});

test('a wrong match is mended by an id, at once and without a rest', async () => {
  await home.refresh();
  const other = { ...tmdbFilm, id: 1, title: 'Heat (1986)', tagline: null, genres: [], external_ids: {} };
  home.server.content['/tmdb/3/movie/1'] = { ...other, images: null, poster_path: null, backdrop_path: null };
  await home.sayLocally('movie', { ids: { tmdb: '1' } });
  home.asked();
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described.');
  expect(home.asked()).toEqual(['/tmdb/3/movie/1']);
  const film = await home.known('movie');
  expect(film.ids).toMatchObject({ tmdb: '1' });
  expect(film.ids).not.toHaveProperty('imdb');
  expect(film.fields).not.toHaveProperty('tagline');
  expect([namesOf(film, 'genre'), film.artwork]).toEqual([[], []]);
});

test('who is not known is seldom asked about again, until the question is another', async () => {
  home.server.content['/tmdb/3/search/movie'] = tmdbPage(tmdbHit(1, 'Heatwave', '1995-01-01'));
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 unknown to them.');
  // With its year and without.
  expect(home.asked()).toEqual(['/tmdb/3/search/movie', '/tmdb/3/search/movie']);
  home.later(4);
  expect(await home.refresh()).toContain('none was due');
  home.later(10);
  expect(await home.refresh()).toContain('1 unknown to them');
  home.server.content['/tmdb/3/search/movie'] = tmdbPage(tmdbHit(949, 'Hitze', '1995-12-15'));
  await home.sayLocally('movie', { fields: { title: 'Hitze' } });
  expect(await home.refresh()).toContain('1 described');
});

test('what another question brought goes when its answer is nobody', async () => {
  await home.refresh();
  await home.sayLocally('movie', { ids: { tmdb: '4' } });
  expect(await home.refresh()).toContain('1 unknown to them');
  expect(home.run.log).toEqual(['warn: TMDB does not know 4, which is given for Heat (1995).']);
  const film = await home.known('movie');
  expect([film.fields, film.tags, film.artwork, film.ids]).toEqual([{}, [], [], { tmdb: '4' }]);
});

test('are found by the id of another service', async () => {
  await home.sayLocally('movie', { ids: { imdb: 'tt0113277' } });
  home.server.content['/tmdb/3/find/tt0113277'] = {
    movie_results: [tmdbHit(949, 'Heat', '1995-12-15')],
    tv_results: [],
  };
  await home.refresh();
  expect(home.server.requests[0]).toContain('/find/tt0113277?api_key=');
  expect(home.server.requests[0]).toContain('external_source=imdb_id');
  expect((await home.known('movie')).ids).toMatchObject({ tmdb: '949' });
});

test('a title that leads to another id than is given was the wrong one', async () => {
  await home.sayLocally('movie', { ids: { imdb: 'tt0000001' } });
  expect(await home.refresh()).toContain('1 unknown to them');
  expect(home.run.log[0]).toContain(
    'the id tt0113277 of imdb, but tt0000001 is given: so it is not the same',
  );
  expect((await home.known('movie')).fields).toEqual({});
});

test('an id that is given is believed, and ids that contradict it are told', async () => {
  await home.sayLocally('movie', { ids: { tmdb: '949', imdb: 'tt0000001' } });
  expect(await home.refresh()).toContain('1 described');
  expect(home.run.log[0]).toContain('the one that is given stays');
  expect((await home.known('movie')).ids).toMatchObject({ tmdb: '949', imdb: 'tt0000001' });
});

test('no more are asked about in a night than it may be', async () => {
  await home.add('movie', { 'ran.mkv': { kind: 'movie', title: 'Ran', year: 1985 }, 'heat.mkv': heat });
  await home.run.settings.set({ ButlerMetadataItemsPerNight: '1' });
  expect(await home.refresh()).toContain('Asked about 1 of 2 items: 1 ');
  expect(await home.refresh()).toContain('Asked about 1 of 2 items: 1 ');
  expect(await home.refresh()).toContain('none was due');
});

test('pictures that are none, too large or not there are left out, and nothing else', async () => {
  const bomb = Buffer.from(home.server.content['/t/p/w1280/backdrop.png'] as Buffer);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  home.server.content['/t/p/w780/poster.png'] = Buffer.from('<!doctype html><title>Sign in</title><body>');
  home.server.content['/t/p/w1280/backdrop.png'] = bomb;
  delete home.server.content['/t/p/w500/logo.png'];
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described, 2 pictures not to be had.');
  expect(home.run.log).toEqual([
    expect.stringContaining('/w780/poster.png was not taken: it is no picture.'),
    expect.stringContaining('/w1280/backdrop.png was not taken: it has 60000 by 60000 pixels.'),
  ]);
  expect(await home.known('movie')).toMatchObject({ artwork: [], fields: { tagline: tmdbFilm.tagline } });

  home.server.content['/t/p/w780/poster.png'] = makePng(10);
  home.later(3);
  expect(await home.refresh()).toContain('1 described, 1 picture fetched');
});

test('a picture that is gone from the disk comes again', async () => {
  await home.refresh();
  const id = await home.idOf('movie');
  const files = new KnownFiles(
    home.run.library,
    home.run.context.metadata,
    home.run.context.folders,
    async () => true,
  );
  const path = (await files.artwork(id, ['poster'])) ?? '';
  const content = await readFile(path);
  await rm(path);
  home.later(3);
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described, 1 picture fetched.');
  expect(await readFile(path)).toEqual(content);
});
