import { afterAll, beforeAll, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Product } from '../domain/coverage.ts';
import type { ItemSearch } from '../domain/item-finder.ts';
import type { Identity, Section } from '../domain/library.ts';
import { SqliteItemFinder } from './item-finder.ts';

let library: TestLibrary;
let finder: SqliteItemFinder;
let films: Section;
let shows: Section;
const partIds = new Map<string, number>();
const indexFile: Product = { kind: 'indexFile', title: 'index files', of: 'film', version: 'new' };

beforeAll(async () => {
  library = await TestLibrary.open();
  finder = new SqliteItemFinder(library.store.db);
  films = await library.add('movie');
  shows = await library.add('show');
  const identities: Record<string, Identity> = {};
  const names: Record<string, number> = {};
  // More than one query looks at.
  for (let i = 0; i < 1_200; i++) {
    names[`f${i}.mkv`] = 10;
    identities[`f${i}.mkv`] = { kind: 'movie', title: `Film ${i}` };
  }
  for (const episode of [1, 2])
    identities[`e${episode}.mkv`] = {
      kind: 'episode',
      show: 'Small Planets',
      season: 1,
      episodes: [episode],
    };
  await library.take(films, [listing('', names)]);
  await library.take(shows, [listing('', { 'e1.mkv': 10, 'e2.mkv': 10 })]);
  await library.read(identities);
  for (const { id, name } of await library.store.db.selectFrom('part').select(['id', 'name']).execute())
    partIds.set(name, id);
  for (const [name, partId] of partIds) {
    if (name === 'f1150.mkv' || name === 'e2.mkv') continue;
    const version = name === 'f7.mkv' ? 'old' : 'new';
    await library.library.keepArtifact({ partId, kind: 'indexFile', version, path: name, bytes: 5 }, 30);
  }
}, 60_000);
afterAll(() => library[Symbol.asyncDispose]());

const titles = async (search: ItemSearch, limit = 5_000, after?: number) =>
  (await finder.find(search, { limit, after })).map(({ title }) => title);

test('items are found by section, type and title, page by page, each once', async () => {
  expect(await titles({ text: 'small pl' })).toEqual(['Small Planets']);
  expect(await titles({ sectionId: shows.id, type: 'episode' })).toHaveLength(2);
  expect(await titles({ sectionId: films.id, text: 'film 119' })).toHaveLength(11);
  const [show] = await finder.find({ type: 'show' }, { limit: 1 });
  const [season] = await finder.find({ parentId: show?.id }, { limit: 5 });
  expect(season).toMatchObject({ type: 'season', parent: { id: show?.id } });
  expect(await titles({ parentId: season?.id, type: 'episode' })).toEqual(['Episode 1', 'Episode 2']);
  expect(await titles({ parentId: season?.id, type: 'movie' })).toEqual([]);
  const all: number[] = [];
  for (let after: number | undefined; ; ) {
    const page = await finder.find({ sectionId: films.id }, { limit: 500, after });
    if (page.length === 0) break;
    all.push(...page.map(({ id }) => id));
    after = all.at(-1);
  }
  expect(new Set(all).size).toBe(1_200);
  expect(all).toHaveLength(1_200);
});

test('nothing is shown of a section that was removed, as long as it is not forgotten', async () => {
  const [film] = await finder.find({ sectionId: films.id }, { limit: 1 });
  const show = (removedAt: number | null) =>
    library.store.db
      .updateTable('section')
      .set({ removed_at: removedAt })
      .where('id', '=', films.id)
      .execute();
  await show(1);
  expect(await titles({ text: 'film 119' })).toEqual([]);
  expect(await titles({}, 3)).toEqual(['Episode 1', 'Episode 2', 'Season 1']);
  expect(await titles({ lacking: { product: indexFile, how: 'missing' } })).toEqual(['Episode 2']);
  expect(await library.store.catalogue.items([film?.id ?? 0])).toEqual([]);
  await show(null);
  expect(await titles({ text: 'film 119' })).toHaveLength(11);
});

test('items are found by what they lack, wherever they stand', async () => {
  expect(await titles({ lacking: { product: indexFile, how: 'missing' } })).toEqual([
    'Film 1150',
    'Episode 2',
  ]);
  expect(await titles({ lacking: { product: indexFile, how: 'stale' } })).toEqual(['Film 7']);
  expect(await titles({ lacking: { product: { ...indexFile, in: ['show'] }, how: 'missing' } })).toEqual([
    'Episode 2',
  ]);
  const photos: Product = { kind: 'autoTags', title: 'looks', of: 'image', version: '1' };
  expect(await titles({ lacking: { product: photos, how: 'missing' } })).toEqual([]);
});

test('what nearly all lack is found page by page, each item once and in order', async () => {
  const tiles: Product = { kind: 'tiles', title: 'tiles', of: 'film', version: '1' };
  const lacking = { product: tiles, how: 'missing' } as const;
  const all = await finder.find({ lacking }, { limit: 2_000 });
  expect(all).toHaveLength(1_202);
  const paged: number[] = [];
  for (let after: number | undefined; ; ) {
    const page = await finder.find({ lacking }, { limit: 90, after });
    if (page.length === 0) break;
    paged.push(...page.map(({ id }) => id));
    after = paged.at(-1);
  }
  expect(paged).toEqual(all.map(({ id }) => id));
  expect(await titles({ lacking, type: 'season' })).toEqual([]);
  expect(await titles({ lacking, type: 'photo' })).toEqual([]);
  expect(await titles({ lacking: { product: tiles, how: 'stale' } })).toEqual([]);
});

test('a part is told with what there is of it, and what failed', async () => {
  const id = partIds.get('f7.mkv') ?? 0;
  await library.store.db
    .insertInto('unit')
    .values({
      ...{
        task: 'LoudnessAnalysis',
        subject: `part:${id}`,
        version: '1',
        run_id: null,
        state: 'quarantined',
      },
      ...{ attempts: 3, error: 'No.', label: 'f7.mkv', bytes: 10, priority: 1, updated_at: 40 },
    })
    .execute();
  expect((await finder.parts([id, 99_999])).get(id)).toEqual({
    state: 'read',
    has: expect.arrayContaining(['video', 'film']),
    made: [{ kind: 'indexFile', version: 'old', madeAt: 30, bytes: 5 }],
    failures: [{ task: 'LoudnessAnalysis', error: 'No.', attempts: 3, isSetAside: true, at: 40 }],
  });
});

test('an item has the parts of all below it', async () => {
  const [show] = await finder.find({ type: 'show' }, { limit: 1 });
  expect(await finder.partsBelow(show?.id ?? 0)).toEqual([partIds.get('e1.mkv'), partIds.get('e2.mkv')]);
  expect(await finder.partsBelow(99_999)).toEqual([]);
});
