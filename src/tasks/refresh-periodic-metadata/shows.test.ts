import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePng } from '../../../test/support/png.ts';
import { namesOf, ProvidedLibrary, tmdbKey } from '../../../test/support/provided-library.ts';
import { tmdbPage, tmdbSeason, tmdbShow, tvmazeShow } from '../../../test/support/provider-answers.ts';

const moss = { kind: 'episode', show: 'Small Planets', showYear: 2021, season: 1, episodes: [1] } as const;

let home: ProvidedLibrary;

beforeEach(async () => {
  home = await ProvidedLibrary.open();
});
afterEach(() => home[Symbol.asyncDispose]());

beforeEach(async () => {
  await home.add('show', { '1.mkv': moss, '7.mkv': { ...moss, episodes: [7] } });
  Object.assign(home.server.content, {
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
  await home.run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: tmdbKey });
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described, 3 pictures fetched.');
  expect(await home.known('show')).toMatchObject({
    fields: {
      originalTitle: 'Kleine Planeten',
      status: 'Continuing',
      studio: 'Arte',
      contentRating: 'TV-G',
    },
    ids: { tmdb: '5', imdb: 'tt7000001', tvdb: '700' },
  });
  expect((await home.known('season')).fields.summary).toBe('The first worlds.');
  const episode = await home.known('episode', 1);
  expect(episode.fields).toMatchObject({ title: 'Moss', summary: 'A world of moss.', audienceRating: 8.2 });
  expect([namesOf(episode, 'director'), namesOf(episode, 'actor')]).toEqual([['Ida Lund'], ['Eve Moor']]);
  expect(episode.artwork).toMatchObject([{ kind: 'thumb' }]);
  expect((await home.known('episode', 7)).fields).toEqual({});
  home.asked();
  home.later(3);
  expect(await home.refresh()).toContain('1 unchanged');
  expect(home.asked()).toEqual(['/tmdb/3/tv/5', '/tmdb/3/tv/5/season/1']);
});

test('a new episode is asked about in the next night', async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tmdb', ButlerTmdbKey: tmdbKey });
  await home.refresh();
  await home.add('show', {
    '1.mkv': moss,
    '2.mkv': { ...moss, episodes: [2] },
    '7.mkv': { ...moss, episodes: [7] },
  });
  home.later(1);
  expect(await home.refresh()).toContain('1 described');
  expect((await home.known('episode', 2)).fields.title).toBe('Sand');
  home.later(1.1);
  expect(await home.refresh()).toContain('none was due');
});

test('of TVmaze come with one answer, without a key', async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tvmaze' });
  expect(await home.refresh()).toBe('Asked about 1 of 1 item: 1 described.');
  expect(home.asked()).toEqual(['/maze/search/shows', '/maze/shows/88']);
  expect(await home.known('show')).toMatchObject({
    fields: {
      summary: "Small Planets & how they're made.\nMore <soon>.",
      status: 'Ended',
      audienceRating: 8.1,
    },
    ids: { tvmaze: '88', tvdb: '700' },
  });
  expect((await home.known('episode', 1)).fields).toMatchObject({
    title: 'Moss',
    summary: 'A world of moss.',
  });
});

test('that the first provider does not know are asked of the next', async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: tmdbKey });
  home.server.content['/tmdb/3/search/tv'] = tmdbPage();
  expect(await home.refresh()).toContain('1 described');
  expect((await home.known('show')).ids).toMatchObject({ tvmaze: '88' });
});

test('wait for the first provider when that is down', async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tmdb,tvmaze', ButlerTmdbKey: tmdbKey });
  home.server.content['/tmdb/3/search/tv'] = (response: ServerResponse) => void response.writeHead(401).end();
  expect(await home.refresh()).toContain('1 item waits for another night');
  expect(home.asked()).toEqual(['/tmdb/3/search/tv']);
});

test('are looked up at TVmaze by the id of another service', async () => {
  await home.run.settings.set({ ButlerMetadataProviders: 'tvmaze' });
  await home.sayLocally('show', { ids: { tvdb: '700' } });
  home.server.content['/maze/lookup/shows'] = (response: ServerResponse) =>
    void response.writeHead(302, { Location: '/maze/shows/88' }).end();
  await home.refresh();
  expect(home.server.requests[0]).toBe('/maze/lookup/shows?thetvdb=700');
  expect((await home.known('show')).ids).toMatchObject({ tvmaze: '88' });
});
