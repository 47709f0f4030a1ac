import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import { type ArtifactSearch, artifactStates, type WantedArtifacts } from '../domain/artifact-finder.ts';
import type { ArtifactKind } from '../domain/library.ts';
import { SqliteArtifactFinder } from './artifact-finder.ts';

const wanted: WantedArtifacts = new Map([
  ['indexFile', 'bif1,w320'],
  ['indexFileBeside', 'bif1,w320'],
  ['edlBeside', 'any'],
]);

/** By the name of the file: what was made of it. */
const made: Readonly<Record<string, readonly (readonly [ArtifactKind, string])[]>> = {
  'a.mkv': [
    ['indexFile', 'bif1,w320'],
    ['indexFileBeside', 'bif1,w320 0123'],
    ['edlBeside', '4567'],
    ['tiles', 'tiles1'],
  ],
  'b.mkv': [
    ['indexFile', 'bif1,w3200'],
    ['indexFileBeside', 'bif1,w3200 0123'],
  ],
  'gone.mkv': [['indexFile', 'bif1,w320']],
  'none.mkv': [],
};

async function open() {
  const library = await TestLibrary.open();
  const sections = [await library.add('movie'), await library.add('show')] as const;
  const names = Object.keys(made);
  const identities = Object.fromEntries(names.map(name => [name, { kind: 'movie' as const, title: name }]));
  const take = (gone: string, at: number) => {
    const there = Object.fromEntries(names.filter(name => name !== gone).map(name => [name, 10]));
    return Promise.all(sections.map(section => library.take(section, [listing('', there)], [], at)));
  };
  await take('', 10);
  await library.read(identities);
  await take('gone.mkv', 30);
  const parts = await library.store.db.selectFrom('part').select(['id', 'name']).execute();
  for (const { id, name } of parts)
    for (const [kind, version] of made[name] ?? [])
      await library.library.keepArtifact({ partId: id, kind, version, path: `${id}/${kind}`, bytes: 7 }, 50);
  const name = (partId: number) => parts.find(part => part.id === partId)?.name;
  return { library, sections, parts, name, finder: new SqliteArtifactFinder(library.store.db) };
}

test('derived files are told by section, kind and state, page by page', async () => {
  const { library, sections, finder, name } = await open();
  await using _ = library;
  const all = await finder.list({}, wanted, { limit: 500 });
  expect(all).toHaveLength(14);
  const states = all.slice(0, 7).map(({ partId, kind, state }) => `${name(partId)} ${kind} ${state}`);
  expect(states).toEqual([
    'a.mkv edlBeside fresh',
    'a.mkv indexFile fresh',
    'a.mkv indexFileBeside fresh',
    'a.mkv tiles orphan',
    'b.mkv indexFile stale',
    'b.mkv indexFileBeside stale',
    'gone.mkv indexFile orphan',
  ]);
  expect(all[1]).toEqual({
    ...{
      partId: all[1]?.partId,
      kind: 'indexFile',
      state: 'fresh',
      version: 'bif1,w320',
      bytes: 7,
      madeAt: 50,
    },
    ...{ path: `${all[1]?.partId}/indexFile`, sectionId: sections[0].id, itemId: expect.any(Number) },
    source: '/media/movie/a.mkv',
  });
  const kinds = [undefined, 'indexFile', 'tiles', 'chapterThumbs'] as const;
  for (const sectionId of [undefined, sections[1].id, 99])
    for (const kind of kinds)
      for (const state of [undefined, ...artifactStates]) {
        const search: ArtifactSearch = { sectionId, kind, state };
        const expected = all.filter(
          one =>
            (sectionId ?? one.sectionId) === one.sectionId &&
            (kind ?? one.kind) === one.kind &&
            (state ?? one.state) === one.state,
        );
        expect(await finder.list(search, wanted, { limit: 500 })).toEqual(expected);
        const paged = [];
        for (let page = await finder.list(search, wanted, { limit: 2 }); page.length > 0; ) {
          paged.push(...page);
          page = await finder.list(search, wanted, { limit: 2, after: page.at(-1) });
        }
        expect(paged).toEqual(expected);
      }
});

test('one is found by its part and kind, and who made it by when', async () => {
  const { library, finder, parts } = await open();
  await using _ = library;
  const partId = parts.find(({ name }) => name === 'b.mkv')?.id ?? 0;
  expect(await finder.find({ partId, kind: 'indexFile' }, wanted)).toMatchObject({ partId, state: 'stale' });
  expect(await finder.find({ partId, kind: 'tiles' }, wanted)).toBeUndefined();
  const { runs } = library.store;
  const task = 'GenerateMediaIndexFiles';
  const newRun = { task, trigger: 'manual', serviceDay: '2027-03-28', state: 'queued' } as const;
  const first = await runs.addRun({ ...newRun, createdAt: 1 });
  await runs.move(first.id, 'running', 10);
  await runs.move(first.id, 'succeeded', 60);
  const second = await runs.addRun({ ...newRun, createdAt: 70 });
  await runs.move(second.id, 'running', 80);
  expect(await finder.findRun([task, 'GenerateChapterThumbs'], 50)).toBe(first.id);
  expect(await finder.findRun([task], 90)).toBe(second.id);
  expect(await finder.findRun([task], 65)).toBeUndefined();
  expect(await finder.findRun(['GenerateChapterThumbs'], 50)).toBeUndefined();
});
