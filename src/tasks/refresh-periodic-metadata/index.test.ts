import { readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun } from '../../../test/support/context.ts';
import { askOf, recordedServices } from '../../../test/support/http.ts';
import { listing } from '../../../test/support/library.ts';
import { makePng } from '../../../test/support/png.ts';
import {
  mbArtist,
  mbArtistSearch,
  mbGroup,
  mbGroupSearch,
  tmdbFilm,
  tmdbHit,
  tmdbPage,
  tmdbSeason,
  tmdbShow,
  tvmazeShow,
} from '../../../test/support/provider-answers.ts';
import { type ProviderServer, startProviderServer } from '../../../test/support/provider-server.ts';
import { VirtualPace } from '../../../test/support/virtual-pace.ts';
import { KnownFiles } from '../../app/library-files.ts';
import type { Identity, SectionType } from '../../domain/library.ts';
import type { ItemMetadata, Said } from '../../domain/metadata.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { refreshPeriodicMetadata } from './index.ts';

const start = Date.UTC(2027, 2, 28);
const dayMs = 86_400_000;
const key = 'd'.repeat(32);

let server: ProviderServer;
let pace: VirtualPace;
let task: ActTask;
let run: TestRun;

beforeEach(async () => {
  server = await startProviderServer();
  pace = new VirtualPace();
  task = refreshPeriodicMetadata(server.addresses, pace);
  run = await startRun(task, { now: start });
});
afterEach(async () => {
  await run[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const refresh = () => task.run(run.context);
/** The next night at which everything that is old is due again. */
const later = (days: number) => run.setNow(start + days * dayMs);
/** Paths of what was asked since the last call. */
const asked = () => server.requests.splice(0).map(request => request.split('?')[0]);

async function add(type: SectionType, identities: Readonly<Record<string, Identity>>): Promise<void> {
  const sections = await run.library.sections();
  const section =
    sections.find(section => section.type === type) ??
    (await run.library.addSection({ title: `My ${type}`, type, paths: [`/media/${type}`] }));
  const files = Object.fromEntries(Object.keys(identities).map(name => [name, 1]));
  const kind = type === 'artist' ? 'audio' : 'video';
  const batch = { listings: [listing('', files, kind)], gone: [] };
  await run.library.ingest(section.roots[0]?.id ?? 0, batch, start);
  for (const part of await run.library.unreadParts('1')) {
    const identity = identities[part.relativePath];
    if (identity) await run.library.keepFacts(part, '1', makeFacts(part.relativePath), identity, start);
  }
}

const heat: Identity = { kind: 'movie', title: 'Heat', year: 1995 };
const moss = { kind: 'episode', show: 'Small Planets', showYear: 2021, season: 1, episodes: [1] } as const;
const song = (title: string): Identity => ({
  kind: 'track',
  albumArtist: 'The Ferries',
  artist: 'The Ferries',
  album: 'Slow Harbour',
  title,
  disc: 1,
});

async function idOf(type: string, index?: number): Promise<number> {
  const rows = await run.store.db.selectFrom('item').select(['id', 'idx', 'type']).execute();
  return rows.find(row => row.type === type && (index === undefined || row.idx === index))?.id ?? 0;
}

async function known(type: string, index?: number): Promise<ItemMetadata> {
  const id = await idOf(type, index);
  const item = (await run.context.metadata.metadataOf([id])).get(id);
  if (!item) throw new Error(`There is no ${type}.`);
  return item;
}

const names = ({ tags }: ItemMetadata, kind: string) =>
  tags.filter(tag => tag.kind === kind).map(({ name }) => name);

async function sayLocally(type: string, said: Said, version = '1'): Promise<void> {
  await run.context.metadata.keep('local', [{ itemId: await idOf(type), version, ...said }], start);
}

/** A film as clients see it. */
interface Shown {
  readonly thumb: string;
  readonly [name: string]: unknown;
}

function putFilm(): void {
  Object.assign(server.content, {
    '/tmdb/3/search/movie': tmdbPage(tmdbHit(1, 'Heat', '1986-11-13'), tmdbHit(949, 'Heat', '1995-12-15')),
    '/tmdb/3/movie/949': tmdbFilm,
    '/t/p/w780/poster.png': makePng(10),
    '/t/p/w1280/backdrop.png': makePng(20),
    '/t/p/w500/logo.png': makePng(30),
  });
}

describe('without a network', () => {
  test('nobody is asked unless they are named, and that is said', async () => {
    await add('movie', { 'heat.mkv': heat });
    expect(await refresh()).toBe(
      'No provider is named in ButlerMetadataProviders, so nobody was asked: what lies beside the media and in them is all there is.',
    );
    expect(server.requests).toEqual([]);
  });

  test('who needs a key or a contact is not asked without', async () => {
    await add('movie', { 'heat.mkv': heat });
    await run.settings.set({ ButlerMetadataProviders: 'tmdb, musicbrainz' });
    expect(await refresh()).toBe(
      'Of 0 items that providers can be asked about none was due. TMDB was not asked, because ButlerTmdbKey is empty. MusicBrainz was not asked, because ButlerMetadataContact is empty.',
    );
  });

  test.each([['tmbd'], ['tmdb, imdb']])('%j is nobody who could be asked', async names => {
    await expect(run.settings.set({ ButlerMetadataProviders: names })).rejects.toThrow(
      'some of tmdb, tvmaze',
    );
  });
});

describe('films of TMDB', () => {
  beforeEach(async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tmdb', ButlerTmdbKey: key });
    await add('movie', { 'heat.mkv': heat });
    putFilm();
  });

  test('are found by title and year, described, and shown to clients with their pictures', async () => {
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described, 3 pictures fetched.');
    const id = await idOf('movie');
    const ask = askOf(
      recordedServices({
        catalogue: run.store.catalogue,
        sections: () => run.library.sections(),
        files: new KnownFiles(run.library, run.context.metadata, run.context.folders),
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
    expect(Buffer.from(await poster.arrayBuffer())).toEqual(server.content['/t/p/w780/poster.png']);
  });

  test('are asked for with the key, in the language that was chosen', async () => {
    await run.settings.set({ ButlerMetadataLanguage: 'de-DE' });
    await refresh();
    expect(server.requests[0]).toBe(
      `/tmdb/3/search/movie?api_key=${key}&language=de-DE&query=Heat&include_adult=false&year=1995`,
    );
    expect(server.requests[1]).toContain('include_image_language=de%2Cen%2Cnull');
    expect((await known('movie')).fields.contentRating).toBe('de/16');
    expect(server.headers.some(({ authorization }) => authorization)).toBe(false);
  });

  test('a read access token travels in a header', async () => {
    await run.settings.set({ ButlerTmdbKey: 'aaa.bbb.ccc' });
    await refresh();
    expect(server.headers[0]?.authorization).toBe('Bearer aaa.bbb.ccc');
    expect(server.requests.join()).not.toContain('aaa.bbb.ccc');
  });

  test('are left alone for a while, and then cost one question where nothing changed', async () => {
    await refresh();
    asked();
    later(1);
    expect(await refresh()).toBe('Of 1 item that providers can be asked about none was due.');
    later(3);
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 unchanged.');
    expect(asked()).toEqual(['/tmdb/3/movie/949']);
    expect((await known('movie')).artwork).toHaveLength(3);
  });

  test('what changed takes the place of what was said, and only a new picture is fetched', async () => {
    await refresh();
    asked();
    server.content['/tmdb/3/movie/949'] = { ...tmdbFilm, tagline: 'New.', poster_path: '/new.png' };
    server.content['/t/p/w780/new.png'] = makePng(40);
    later(3);
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described, 1 picture fetched.');
    expect(asked()).toEqual(['/tmdb/3/movie/949', '/t/p/w780/new.png']);
    const film = await known('movie');
    expect(film.fields.tagline).toBe('New.');
    expect(film.artwork).toHaveLength(3);
  });

  test('what the user said or locked stays', async () => {
    const id = await idOf('movie');
    await run.context.metadata.edit(id, { fields: { summary: 'Mine.' } }, ['tagline', 'genre'], start);
    await refresh();
    const film = await known('movie');
    expect(film.fields).toMatchObject({ summary: 'Mine.', contentRating: 'R' });
    expect(film.fields).not.toHaveProperty('tagline');
    expect(names(film, 'genre')).toEqual([]);
  });

  test('what lies beside the media is stronger', async () => {
    await sayLocally('movie', { fields: { summary: 'Local.' } });
    await refresh();
    expect((await known('movie')).fields).toMatchObject({ summary: 'Local.', tagline: tmdbFilm.tagline });
  });

  test('a wrong match is mended by an id, at once and without a rest', async () => {
    await refresh();
    const other = { ...tmdbFilm, id: 1, title: 'Heat (1986)', tagline: null, genres: [], external_ids: {} };
    server.content['/tmdb/3/movie/1'] = { ...other, images: null, poster_path: null, backdrop_path: null };
    await sayLocally('movie', { ids: { tmdb: '1' } });
    asked();
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described.');
    expect(asked()).toEqual(['/tmdb/3/movie/1']);
    const film = await known('movie');
    expect(film.ids).toMatchObject({ tmdb: '1' });
    expect(film.ids).not.toHaveProperty('imdb');
    expect(film.fields).not.toHaveProperty('tagline');
    expect([names(film, 'genre'), film.artwork]).toEqual([[], []]);
  });

  test('who is not known is seldom asked about again, until the question is another', async () => {
    server.content['/tmdb/3/search/movie'] = tmdbPage(tmdbHit(1, 'Heatwave', '1995-01-01'));
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 unknown to them.');
    // With its year and without.
    expect(asked()).toEqual(['/tmdb/3/search/movie', '/tmdb/3/search/movie']);
    later(4);
    expect(await refresh()).toContain('none was due');
    later(10);
    expect(await refresh()).toContain('1 unknown to them');
    server.content['/tmdb/3/search/movie'] = tmdbPage(tmdbHit(949, 'Hitze', '1995-12-15'));
    await sayLocally('movie', { fields: { title: 'Hitze' } });
    expect(await refresh()).toContain('1 described');
  });

  test('what another question brought goes when its answer is nobody', async () => {
    await refresh();
    await sayLocally('movie', { ids: { tmdb: '4' } });
    expect(await refresh()).toContain('1 unknown to them');
    expect(run.log).toEqual(['warn: TMDB does not know 4, which is given for Heat (1995).']);
    const film = await known('movie');
    expect([film.fields, film.tags, film.artwork, film.ids]).toEqual([{}, [], [], { tmdb: '4' }]);
  });

  test('are found by the id of another service', async () => {
    await sayLocally('movie', { ids: { imdb: 'tt0113277' } });
    server.content['/tmdb/3/find/tt0113277'] = {
      movie_results: [tmdbHit(949, 'Heat', '1995-12-15')],
      tv_results: [],
    };
    await refresh();
    expect(server.requests[0]).toContain('/find/tt0113277?api_key=');
    expect(server.requests[0]).toContain('external_source=imdb_id');
    expect((await known('movie')).ids).toMatchObject({ tmdb: '949' });
  });

  test('a title that leads to another id than is given was the wrong one', async () => {
    await sayLocally('movie', { ids: { imdb: 'tt0000001' } });
    expect(await refresh()).toContain('1 unknown to them');
    expect(run.log[0]).toContain('the id tt0113277 of imdb, but tt0000001 is given: so it is not the same');
    expect((await known('movie')).fields).toEqual({});
  });

  test('an id that is given is believed, and ids that contradict it are told', async () => {
    await sayLocally('movie', { ids: { tmdb: '949', imdb: 'tt0000001' } });
    expect(await refresh()).toContain('1 described');
    expect(run.log[0]).toContain('the one that is given stays');
    expect((await known('movie')).ids).toMatchObject({ tmdb: '949', imdb: 'tt0000001' });
  });

  test('no more are asked about in a night than it may be', async () => {
    await add('movie', { 'ran.mkv': { kind: 'movie', title: 'Ran', year: 1985 }, 'heat.mkv': heat });
    await run.settings.set({ ButlerMetadataItemsPerNight: '1' });
    expect(await refresh()).toContain('Asked about 1 of 2 items: 1 ');
    expect(await refresh()).toContain('Asked about 1 of 2 items: 1 ');
    expect(await refresh()).toContain('none was due');
  });

  test('pictures that are none, too large or not there are left out, and nothing else', async () => {
    const bomb = Buffer.from(server.content['/t/p/w1280/backdrop.png'] as Buffer);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    server.content['/t/p/w780/poster.png'] = Buffer.from('<!doctype html><title>Sign in</title><body>');
    server.content['/t/p/w1280/backdrop.png'] = bomb;
    delete server.content['/t/p/w500/logo.png'];
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described, 2 pictures not to be had.');
    expect(run.log).toEqual([
      expect.stringContaining('/w780/poster.png was not taken: it is no picture.'),
      expect.stringContaining('/w1280/backdrop.png was not taken: it has 60000 by 60000 pixels.'),
    ]);
    expect(await known('movie')).toMatchObject({ artwork: [], fields: { tagline: tmdbFilm.tagline } });

    server.content['/t/p/w780/poster.png'] = makePng(10);
    later(3);
    expect(await refresh()).toContain('1 described, 1 picture fetched');
  });

  test('a picture that is gone from the disk comes again', async () => {
    await refresh();
    const id = await idOf('movie');
    const files = new KnownFiles(run.library, run.context.metadata, run.context.folders);
    const path = (await files.artwork(id, ['poster'])) ?? '';
    const content = await readFile(path);
    await rm(path);
    later(3);
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described, 1 picture fetched.');
    expect(await readFile(path)).toEqual(content);
  });
});

describe('a provider that misbehaves', () => {
  beforeEach(async () => {
    await run.settings.set({
      ButlerMetadataProviders: 'tmdb, musicbrainz',
      ButlerTmdbKey: key,
      ButlerMetadataContact: 'me@example.org',
    });
    await add('movie', { 'heat.mkv': heat });
    await add('artist', { '1.flac': song('Rope') });
    putFilm();
    await refresh();
    later(3);
  });

  const reply =
    (status: number, body: string, headers = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(status, headers).end(body);

  test.each([
    ['500', reply(500, 'oops'), 'the server answers with status 500 (Internal Server Error)'],
    ['400', reply(400, '{}'), 'the server answers with status 400 (Bad Request)'],
    ['malformed JSON', reply(200, '{"id": 949, "tit'), 'its answer is not what its documentation says'],
    ['HTML', reply(200, '<!doctype html>'), 'its answer is not what its documentation says'],
    [
      'an error in place of a film',
      reply(200, '{"success":false}'),
      'its answer is not what its documentation says',
    ],
    ['too much', reply(200, `"${'x'.repeat(9_000_000)}"`), 'it is larger than 8 MB'],
    [
      'a redirect to elsewhere',
      reply(302, '', { Location: 'http://localhost:1/' }),
      'the server sends on to localhost, which was not configured',
    ],
  ])('%s: that item keeps what it had, and the error is on record', async (_, answer, why) => {
    server.content['/tmdb/3/movie/949'] = answer;
    expect(await refresh()).toContain('1 without an answer, which the log explains');
    expect(run.log.at(-1)).toBe(`warn: Heat: TMDB: ${why}.`);
    expect((await known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
    later(4);
    expect(await refresh()).not.toContain('without an answer');
    later(8);
    server.content['/tmdb/3/movie/949'] = tmdbFilm;
    expect(await refresh()).toMatch(/1 unchanged/);
  });

  test.each([
    ['401', reply(401, '{"status_code":7}'), 'it does not take the key'],
    ['429 for an hour', reply(429, '', { 'Retry-After': '3600' }), 'it asks to be left alone'],
  ])('%s ends its part of the run, and not the other', async (_, answer, why) => {
    server.content['/tmdb/3/movie/949'] = answer;
    Object.assign(server.content, {
      '/mb/ws/2/artist': { artists: [mbArtistSearch.artists[1]] },
      [`/mb/ws/2/artist/${mbArtist.id}`]: mbArtist,
    });
    await sayLocally('artist', { ids: { musicbrainz: mbArtist.id } });
    const sentence = await refresh();
    expect(sentence).toContain('1 described');
    expect(sentence).toContain(`TMDB is not to be asked now (${why}): 1 item waits for another night.`);
    expect((await known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
    server.content['/tmdb/3/movie/949'] = tmdbFilm;
    expect(await refresh()).toContain('1 unchanged');
  });

  test('odd values are left out, and the others taken', async () => {
    server.content['/tmdb/3/movie/949'] = {
      ...tmdbFilm,
      tagline: 7,
      overview: 'Line\u0000\u202e one',
      release_date: '1995-02-31',
      vote_average: 1e9,
      genres: [{ name: 'Crime' }, null, { name: 3 }, 'x'],
      credits: 'none',
      poster_path: '/../../etc/passwd.png',
    };
    expect(await refresh()).toContain('1 described');
    const film = await known('movie');
    expect(film.fields).not.toHaveProperty('tagline');
    expect(film.fields).not.toHaveProperty('audienceRating');
    expect(film.fields).not.toHaveProperty('originallyAvailableAt');
    expect(film.fields.summary).toBe('Line·· one');
    expect([names(film, 'genre'), names(film, 'actor')]).toEqual([['Crime'], []]);
    expect(asked().some(path => path?.includes('passwd'))).toBe(false);
  });

  test('it ends when it is told to, and nothing is by halves', async () => {
    server.content['/tmdb/3/movie/949'] = (response: ServerResponse) => {
      run.abort(new Error('enough'));
      response.end(JSON.stringify({ ...tmdbFilm, tagline: 'New.' }));
    };
    await expect(refresh()).rejects.toThrow('enough');
    expect((await known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
  });
});

describe('shows', () => {
  beforeEach(async () => {
    await add('show', { '1.mkv': moss, '7.mkv': { ...moss, episodes: [7] } });
    Object.assign(server.content, {
      '/tmdb/3/search/tv': tmdbPage({ id: 5, name: 'Small Planets', first_air_date: '2021-03-01' }),
      '/tmdb/3/tv/5': tmdbShow,
      '/tmdb/3/tv/5/season/1': tmdbSeason,
      '/maze/search/shows': [{ score: 0.9, show: tvmazeShow }],
      '/maze/shows/88': tvmazeShow,
      '/t/p/w780/show.png': makePng(10),
      '/t/p/w780/season.png': makePng(20),
      '/t/p/w300/moss.png': makePng(30),
    });
  });

  test('of TMDB come with their seasons and episodes', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: key });
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described, 3 pictures fetched.');
    expect(await known('show')).toMatchObject({
      fields: {
        originalTitle: 'Kleine Planeten',
        status: 'Continuing',
        studio: 'Arte',
        contentRating: 'TV-G',
      },
      ids: { tmdb: '5', imdb: 'tt7000001', tvdb: '700' },
    });
    expect((await known('season')).fields.summary).toBe('The first worlds.');
    const episode = await known('episode', 1);
    expect(episode.fields).toMatchObject({ title: 'Moss', summary: 'A world of moss.', audienceRating: 8.2 });
    expect([names(episode, 'director'), names(episode, 'actor')]).toEqual([['Ida Lund'], ['Eve Moor']]);
    expect(episode.artwork).toMatchObject([{ kind: 'thumb' }]);
    expect((await known('episode', 7)).fields).toEqual({});
    asked();
    later(3);
    expect(await refresh()).toContain('1 unchanged');
    expect(asked()).toEqual(['/tmdb/3/tv/5', '/tmdb/3/tv/5/season/1']);
  });

  test('a new episode is asked about in the next night', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tmdb', ButlerTmdbKey: key });
    await refresh();
    await add('show', {
      '1.mkv': moss,
      '2.mkv': { ...moss, episodes: [2] },
      '7.mkv': { ...moss, episodes: [7] },
    });
    later(1);
    expect(await refresh()).toContain('1 described');
    expect((await known('episode', 2)).fields.title).toBe('Sand');
    later(1.1);
    expect(await refresh()).toContain('none was due');
  });

  test('of TVmaze come with one answer, without a key', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tvmaze' });
    expect(await refresh()).toBe('Asked about 1 of 1 item: 1 described.');
    expect(asked()).toEqual(['/maze/search/shows', '/maze/shows/88']);
    expect(await known('show')).toMatchObject({
      fields: {
        summary: "Small Planets & how they're made.\nMore <soon>.",
        status: 'Ended',
        audienceRating: 8.1,
      },
      ids: { tvmaze: '88', tvdb: '700' },
    });
    expect((await known('episode', 1)).fields).toMatchObject({ title: 'Moss', summary: 'A world of moss.' });
  });

  test('that the first provider does not know are asked of the next', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: key });
    server.content['/tmdb/3/search/tv'] = tmdbPage();
    expect(await refresh()).toContain('1 described');
    expect((await known('show')).ids).toMatchObject({ tvmaze: '88' });
  });

  test('wait for the first provider when that is down', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: key });
    server.content['/tmdb/3/search/tv'] = (response: ServerResponse) => void response.writeHead(401).end();
    expect(await refresh()).toContain('1 item waits for another night');
    expect(asked()).toEqual(['/tmdb/3/search/tv']);
  });

  test('are looked up at TVmaze by the id of another service', async () => {
    await run.settings.set({ ButlerMetadataProviders: 'tvmaze' });
    await sayLocally('show', { ids: { tvdb: '700' } });
    server.content['/maze/lookup/shows'] = (response: ServerResponse) =>
      void response.writeHead(302, { Location: '/maze/shows/88' }).end();
    await refresh();
    expect(server.requests[0]).toBe('/maze/lookup/shows?thetvdb=700');
    expect((await known('show')).ids).toMatchObject({ tvmaze: '88' });
  });
});

describe('music', () => {
  beforeEach(async () => {
    await add('artist', { '1.flac': song('Rope'), '2.flac': song('Squall') });
    await run.settings.set({
      ButlerMetadataProviders: 'musicbrainz',
      ButlerMetadataContact: 'me@example.org',
    });
    Object.assign(server.content, {
      '/mb/ws/2/artist': mbArtistSearch,
      [`/mb/ws/2/artist/${mbArtist.id}`]: mbArtist,
      '/mb/ws/2/release-group': mbGroupSearch,
      [`/mb/ws/2/release-group/${mbGroup.id}`]: mbGroup,
      [`/caa/release-group/${mbGroup.id}/front-1200`]: (response: ServerResponse) =>
        void response.writeHead(307, { Location: '/archive/front.png' }).end(),
      '/archive/front.png': makePng(10),
    });
  });

  test('of two artists with one name it is the one whose album is there', async () => {
    expect(await refresh()).toBe('Asked about 2 of 2 items: 2 described, 1 picture fetched.');
    const artist = await known('artist');
    expect(artist).toMatchObject({
      ids: { musicbrainz: mbArtist.id },
      fields: { titleSort: 'Ferries, The' },
    });
    expect([names(artist, 'genre'), names(artist, 'country')]).toEqual([['Folk'], ['Sweden']]);
    const album = await known('album');
    expect(album).toMatchObject({
      ids: { musicbrainzreleasegroup: mbGroup.id },
      fields: { year: 2018, audienceRating: 8.4 },
      artwork: [{ kind: 'poster' }],
    });
    expect(names(album, 'genre')).toEqual(['Sea shanty', 'Folk']);
  });

  test('is asked for by name and contact, and at most once in a second', async () => {
    await refresh();
    const own = server.headers.filter((_, i) => server.requests[i]?.startsWith('/mb/'));
    expect(own).toHaveLength(5);
    for (const headers of own)
      expect(headers['user-agent']).toMatch(/^Butler\/[0-9.]+ \( me@example\.org \)$/);
    expect(pace.now()).toBeGreaterThanOrEqual(4_000);
  });

  test('an album without a front is described without', async () => {
    delete server.content[`/caa/release-group/${mbGroup.id}/front-1200`];
    expect(await refresh()).toBe('Asked about 2 of 2 items: 2 described.');
  });

  test('an artist with a namesake and no album to tell them apart is nobody', async () => {
    server.content['/mb/ws/2/release-group'] = { 'release-groups': [] };
    expect(await refresh()).toBe('Asked about 2 of 2 items: 2 unknown to them.');
  });

  test('a release that a file names leads to its group', async () => {
    const release = '44444444-4444-4444-8444-444444444444';
    server.content[`/mb/ws/2/release/${release}`] = { id: release, 'release-group': { id: mbGroup.id } };
    await sayLocally('album', { ids: { musicbrainz: release } });
    await refresh();
    expect(asked()).toContain(`/mb/ws/2/release/${release}`);
    expect((await known('album')).ids).toMatchObject({ musicbrainzreleasegroup: mbGroup.id });
  });
});
