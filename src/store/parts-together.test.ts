import { expect, test } from 'vitest';
import { makeFacts } from '../../test/support/context.ts';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Identity } from '../domain/library.ts';

const episode = (...episodes: number[]): Identity => ({
  kind: 'episode',
  show: 'Some Show',
  season: 1,
  episodes,
});

async function makeShow() {
  const test = await TestLibrary.open();
  const section = await test.add('show');
  await test.take(section, [listing('', { 'b.mkv': 1, 'a.mkv': 2, 'double.mkv': 3, 'trailer.mkv': 4 })]);
  await test.read({
    'b.mkv': episode(2),
    'a.mkv': episode(1),
    'double.mkv': episode(3, 4),
    'trailer.mkv': { kind: 'extra', extraType: 'trailer', title: 'Soon', of: { title: 'Some Show' } },
  });
  const { analyses } = test.store;
  const parts = await analyses.partsToAnalyse('fingerprint', '1', 'video');
  const idOf = (name: string) => parts.find(({ relativePath }) => relativePath === name)?.id ?? Number.NaN;
  return { test, analyses, idOf };
}

const print = { stretches: [] };
const decided = { by: 'nothing', comparedWith: 0 } as const;

test('the parts of a season come in the order of its episodes, each once', async () => {
  const { test, analyses, idOf } = await makeShow();
  await using _ = test;
  await analyses.keep({ partId: idOf('a.mkv'), kind: 'fingerprint', version: '1', value: print }, 5);
  const [season = 0] = await analyses.undecided('introMarker', '1', ['fingerprint']);
  const parts = await analyses.partsTogether(season);
  expect(parts.map(({ partId }) => partId)).toEqual([idOf('a.mkv'), idOf('b.mkv'), idOf('double.mkv')]);
  expect(new Set(parts.map(({ itemId }) => itemId)).size).toBe(3);
  expect(parts[0]).toMatchObject({ durationMs: 60_000, chapters: [] });
});

test('chapters come with their part', async () => {
  await using test = await TestLibrary.open();
  await test.take(await test.add('movie'), [listing('', { 'film.mkv': 1 })]);
  const part = await test.getUnread('1');
  const chapters = [{ startMs: 0, endMs: 60_000, title: 'All of it' }];
  await test.library.keepFacts(
    part,
    '1',
    { ...makeFacts('x'), chapters },
    { kind: 'movie', title: 'Film' },
    1,
  );
  const { analyses } = test.store;
  await analyses.keep({ partId: part.id, kind: 'fingerprint', version: '1', value: print }, 5);
  const [film = 0] = await analyses.undecided('introMarker', '1', ['fingerprint']);
  expect(await analyses.partsTogether(film)).toMatchObject([{ partId: part.id, chapters }]);
});

test('a season is undecided until each of its parts is decided on later than anything was found out', async () => {
  const { test, analyses, idOf } = await makeShow();
  await using _ = test;
  const names = ['a.mkv', 'b.mkv'];
  const undecided = (version = '1') => analyses.undecided('introMarker', version, ['fingerprint']);
  const keep = (name: string, at: number) =>
    analyses.keep({ partId: idOf(name), kind: 'fingerprint', version: '1', value: print }, at);
  const decide = (name: string, at: number) =>
    analyses.keep({ partId: idOf(name), kind: 'introMarker', version: '1', value: decided }, at);
  expect(await undecided()).toEqual([]);
  for (const name of names) await keep(name, 5);
  expect(await undecided()).toHaveLength(1);
  await decide('a.mkv', 6);
  expect(await undecided()).toHaveLength(1);
  await decide('b.mkv', 6);
  expect(await undecided()).toEqual([]);
  expect(await undecided('2')).toHaveLength(1);
  await keep('b.mkv', 7);
  expect(await undecided()).toHaveLength(1);
});

test('extras are no episodes', async () => {
  const { test, analyses, idOf } = await makeShow();
  await using _ = test;
  const names = ['a.mkv', 'b.mkv', 'double.mkv'];
  expect(await analyses.partsOf('episode')).toEqual(new Set(names.map(idOf)));
  expect(await analyses.partsOf('movie')).toEqual(new Set());
});
