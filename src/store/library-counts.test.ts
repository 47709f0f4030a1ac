import { afterAll, beforeAll, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Section } from '../domain/library.ts';
import { countLibrary } from './library-counts.ts';

let library: TestLibrary;
let films: Section;

beforeAll(async () => {
  library = await TestLibrary.open();
  films = await library.add('movie');
  await library.take(films, [
    listing('', { 'a.mkv': 10, 'b.mkv': 20, 'c.mkv': 30, 'bad.mkv': 40, 'gone.mkv': 5 }),
  ]);
  const [bad] = (await library.library.unreadParts('1')).filter(part => part.relativePath === 'bad.mkv');
  if (!bad) throw new Error('There is no bad file.');
  await library.library.keepUnreadable(bad, '1', 'It is bad.', 20);
  const film = (title: string) => ({ kind: 'movie' as const, title });
  await library.read({
    'a.mkv': film('A'),
    'b.mkv': film('B'),
    'c.mkv': film('C'),
    'gone.mkv': film('Gone'),
  });
  await library.take(films, [
    listing('', { 'a.mkv': 10, 'b.mkv': 20, 'c.mkv': 30, 'bad.mkv': 40, 'new.mkv': 1 }),
  ]);
  const parts = new Map(
    (await library.store.db.selectFrom('part').select(['id', 'name']).execute()).map(({ id, name }) => [
      name,
      id,
    ]),
  );
  const partId = (name: string) => parts.get(name) ?? 0;
  const index = { kind: 'indexFile', path: 'x', bytes: 7 } as const;
  await library.library.keepArtifact({ partId: partId('a.mkv'), version: 'new', ...index }, 30);
  await library.library.keepArtifact({ partId: partId('b.mkv'), version: 'old', ...index }, 30);
  await library.library.keepArtifact({ partId: partId('gone.mkv'), version: 'new', ...index }, 30);
  const deep = { kind: 'credits', version: '1', value: { rolls: [] } } as const;
  for (const name of ['a.mkv', 'b.mkv'])
    await library.store.analyses.keep({ partId: partId(name), ...deep }, 30);
  // What goes with a derived file is not counted beside it.
  const pictures = { kind: 'chapterThumbs', version: '1', value: { made: true, chapters: [] } } as const;
  await library.store.analyses.keep({ partId: partId('a.mkv'), ...pictures }, 30);
  await library.store.db
    .insertInto('unit')
    .values({
      ...{ task: 'GenerateMediaIndexFiles', subject: `part:${partId('c.mkv')}`, version: '1', run_id: null },
      ...{
        state: 'quarantined',
        attempts: 3,
        error: 'No.',
        label: 'c.mkv',
        bytes: 30,
        priority: 1,
        updated_at: 1,
      },
    })
    .execute();
});
afterAll(() => library[Symbol.asyncDispose]());

test('files are counted by how they stand and by what can be made of them', async () => {
  const { countedAt, parts, items } = await countLibrary(library.store.db, 99);
  expect(countedAt).toBe(99);
  const ofFilms = { sectionId: films.id };
  expect(parts.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
    { ...ofFilms, state: 'missing', has: [], count: 1, bytes: 5 },
    { ...ofFilms, state: 'read', has: expect.arrayContaining(['video', 'film']), count: 3, bytes: 60 },
    { ...ofFilms, state: 'unread', has: [], count: 1, bytes: 1 },
    { ...ofFilms, state: 'unreadable', has: [], count: 1, bytes: 40 },
  ]);
  expect(items).toEqual([{ sectionId: films.id, type: 'movie', count: 4 }]);
});

test('what is made is counted by its version, of files that are there', async () => {
  const { made } = await countLibrary(library.store.db, 99);
  expect(made.map(({ kind, version, count, bytes }) => ({ kind, version, count, bytes }))).toEqual([
    { kind: 'credits', version: '1', count: 2, bytes: 0 },
    { kind: 'indexFile', version: 'new', count: 1, bytes: 7 },
    { kind: 'indexFile', version: 'old', count: 1, bytes: 7 },
  ]);
});

test('files that were set aside are counted by task', async () => {
  expect((await countLibrary(library.store.db, 99)).setAside).toEqual([
    { sectionId: films.id, task: 'GenerateMediaIndexFiles', count: 1 },
  ]);
});
