import { describe, expect, test } from 'vitest';
import type { Identity } from '../domain/library.ts';
import { clipPrefix, planFiling } from './item-plan.ts';
import { sortTitleOf } from './sort-title.ts';

const keyOf = (identity: Identity) => planFiling('movie', identity)?.leaves[0];
const movie = (title: string, rest: Partial<Extract<Identity, { kind: 'movie' }>> = {}): Identity => ({
  kind: 'movie',
  title,
  ...rest,
});

describe('two files are of one item', () => {
  test.each([
    ['Amélie', 'AMELIE'],
    ['Spider-Man: Homecoming', 'Spider Man – Homecoming'],
    ['Ocean’s Eleven', 'Oceans Eleven'],
    ['Love & Death', 'Love and Death'],
    ['WALL·E', 'Wall-E'],
  ])('%s, %s', (a, b) => expect(keyOf(movie(a))).toBe(keyOf(movie(b))));
});

describe('two files are of two items', () => {
  test.each([
    ['another year', movie('Heat', { year: 1986 }), movie('Heat', { year: 1995 })],
    ['punctuation that tells them apart', movie('1+1'), movie('11')],
    ['nothing but punctuation', movie('…'), movie('!!!')],
    [
      'another id',
      movie('Hercules', { year: 2014, externalIds: { imdb: 'tt1' } }),
      movie('Hercules', { year: 2014, externalIds: { imdb: 'tt2' } }),
    ],
    ['photos by their exact names', photo('img_1(2)'), photo('img_12')],
  ])('%s', (_, a, b) => expect(keyOf(a)).not.toBe(keyOf(b)));

  function photo(title: string): Identity {
    return { kind: 'photo', album: 'Rome', title };
  }
});

test('an episode brings its show and season; a file of several is media of each', () => {
  const plan = planFiling('show', {
    kind: 'episode',
    show: 'The Office',
    showYear: 2005,
    season: 1,
    episodes: [2, 3],
  });
  expect(plan?.items.map(({ type, title, index }) => [type, title, index])).toEqual([
    ['show', 'The Office', undefined],
    ['season', 'Season 1', 1],
    ['episode', 'Episode 2', 2],
    ['episode', 'Episode 3', 3],
  ]);
  expect(plan?.leaves).toHaveLength(2);
  expect(plan?.items.map(item => item.isStandIn ?? false)).toEqual([false, false, true, true]);
});

test('specials, shows by date and shows without seasons have a season too', () => {
  const seasonOf = (rest: object) =>
    planFiling('show', { kind: 'episode', show: 'News', episodes: [], ...rest })?.items[1];
  expect(seasonOf({ season: 0, episodes: [1] })).toMatchObject({ title: 'Specials', index: 0 });
  expect(seasonOf({ airedOn: '2024-05-01' })).toMatchObject({ title: 'Season 2024', index: 2024 });
  expect(seasonOf({ episodes: [112] })).toMatchObject({ title: 'Season 1', index: 1 });
});

test('a track brings its artist and album', () => {
  const plan = planFiling('artist', {
    kind: 'track',
    albumArtist: 'Various Artists',
    artist: 'Nico',
    album: 'Best of',
    title: 'These Days',
    disc: 1,
    track: 4,
    year: 1967,
  });
  expect(plan?.items).toMatchObject([
    { type: 'artist', title: 'Various Artists' },
    { type: 'album', title: 'Best of', year: 1967 },
    { type: 'track', title: 'These Days', index: 4 },
  ]);
});

test('the clips of a film are found by the title and year that its key begins with', () => {
  const film = keyOf(movie('Heat', { year: 1995, externalIds: { tmdb: '949' } })) as string;
  const clip = keyOf({
    kind: 'extra',
    extraType: 'trailer',
    title: 'First',
    of: { title: 'Heat', year: 1995 },
  });
  expect(clip?.startsWith(clipPrefix(film))).toBe(true);
  const other = keyOf({ kind: 'extra', extraType: 'trailer', title: 'First', of: { title: 'Heat' } });
  expect(other?.startsWith(clipPrefix(film))).toBe(false);
});

test('what is ignored is not filed', () => {
  expect(planFiling('movie', { kind: 'ignored', because: 'a sample' })).toBeUndefined();
});

test.each([
  ['The Matrix', 'Matrix'],
  ['a quiet place', 'quiet place'],
  ['An Education', 'Education'],
  ['Das Boot', 'Boot'],
  ['Die Hard', 'Die Hard'],
  ['La La Land', 'La La Land'],
  ['The', 'The'],
  ['Theatre', 'Theatre'],
  ['A.I.', 'A.I.'],
])('%s is sorted as %s', (title, sorted) => expect(sortTitleOf(title)).toBe(sorted));
