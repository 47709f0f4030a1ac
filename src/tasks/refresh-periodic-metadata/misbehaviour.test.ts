import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heat, namesOf, ProvidedLibrary, song, tmdbKey } from '../../../test/support/provided-library.ts';
import { mbArtist, mbArtistSearch, tmdbFilm } from '../../../test/support/provider-answers.ts';

let home: ProvidedLibrary;

beforeEach(async () => {
  home = await ProvidedLibrary.open();
});
afterEach(() => home[Symbol.asyncDispose]());

beforeEach(async () => {
  await home.run.settings.set({
    ButlerMetadataProviders: 'tmdb, musicbrainz',
    ButlerTmdbKey: tmdbKey,
    ButlerMetadataContact: 'me@example.org',
  });
  await home.add('movie', { 'heat.mkv': heat });
  await home.add('artist', { '1.flac': song('Rope') });
  home.putFilm();
  await home.refresh();
  home.later(3);
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
  home.server.content['/tmdb/3/movie/949'] = answer;
  expect(await home.refresh()).toContain('1 without an answer, which the log explains');
  expect(home.run.log.at(-1)).toBe(`warn: Heat: TMDB: ${why}.`);
  expect(home.run.log.join()).not.toContain(tmdbKey);
  expect((await home.known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
  home.later(4);
  expect(await home.refresh()).not.toContain('without an answer');
  home.later(8);
  home.server.content['/tmdb/3/movie/949'] = tmdbFilm;
  expect(await home.refresh()).toMatch(/1 unchanged/);
});

test.each([
  ['401', reply(401, '{"status_code":7}'), 'it does not take the key'],
  ['429 for an hour', reply(429, '', { 'Retry-After': '3600' }), 'it asks to be left alone'],
])('%s ends its part of the run, and not the other', async (_, answer, why) => {
  home.server.content['/tmdb/3/movie/949'] = answer;
  Object.assign(home.server.content, {
    '/mb/ws/2/artist': { artists: [mbArtistSearch.artists[1]] },
    [`/mb/ws/2/artist/${mbArtist.id}`]: mbArtist,
  });
  await home.sayLocally('artist', { ids: { musicbrainz: mbArtist.id } });
  const sentence = await home.refresh();
  expect(sentence).toContain('1 described');
  expect(sentence).toContain(`TMDB is not to be asked now (${why}). 1 item waits for another night.`);
  expect((await home.known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
  home.server.content['/tmdb/3/movie/949'] = tmdbFilm;
  expect(await home.refresh()).toContain('1 unchanged');
});

test('odd values are left out, and the others taken', async () => {
  home.server.content['/tmdb/3/movie/949'] = {
    ...tmdbFilm,
    tagline: 7,
    overview: 'Line\u0000\u202e one',
    release_date: '1995-02-31',
    vote_average: 1e9,
    genres: [{ name: 'Crime' }, null, { name: 3 }, 'x'],
    credits: 'none',
    poster_path: '/../../etc/passwd.png',
  };
  expect(await home.refresh()).toContain('1 described');
  const film = await home.known('movie');
  expect(film.fields).not.toHaveProperty('tagline');
  expect(film.fields).not.toHaveProperty('audienceRating');
  expect(film.fields).not.toHaveProperty('originallyAvailableAt');
  expect(film.fields.summary).toBe('Line·· one');
  expect([namesOf(film, 'genre'), namesOf(film, 'actor')]).toEqual([['Crime'], []]);
  expect(home.asked().some(path => path?.includes('passwd'))).toBe(false);
});

test('it ends when it is told to, and nothing is by halves', async () => {
  home.server.content['/tmdb/3/movie/949'] = (response: ServerResponse) => {
    home.run.abort(new Error('enough'));
    response.end(JSON.stringify({ ...tmdbFilm, tagline: 'New.' }));
  };
  await expect(home.refresh()).rejects.toThrow('enough');
  expect((await home.known('movie')).fields).toMatchObject({ tagline: tmdbFilm.tagline });
});
