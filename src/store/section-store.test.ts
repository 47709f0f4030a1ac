import { afterEach, beforeEach, expect, test } from 'vitest';
import { listing, rootOf, TestLibrary } from '../../test/support/library.ts';
import type { Identity, Section } from '../domain/library.ts';
import { SqliteSectionStore } from './section-store.ts';

let library: TestLibrary;
let store: SqliteSectionStore;
let shows: Section;
let films: Section;

beforeEach(async () => {
  library = await TestLibrary.open();
  store = new SqliteSectionStore(library.store.db);
  shows = await library.add('show');
  films = await library.add('movie');
  const identities: Record<string, Identity> = {};
  const names: Record<string, number> = {};
  // More than go at once.
  for (let episode = 1; episode <= 450; episode++) {
    const name = `e${episode}.mkv`;
    names[name] = 10;
    identities[name] = { kind: 'episode', show: 'Long', season: 1, episodes: [episode] };
  }
  identities['a.mkv'] = { kind: 'movie', title: 'A' };
  identities['b.mkv'] = { kind: 'movie', title: 'B' };
  await library.take(shows, [listing('', names)]);
  await library.take(films, [listing('', { 'a.mkv': 10 })]);
  await library.library.ingest(rootOf(films), { listings: [listing('more', { 'b.mkv': 10 })], gone: [] }, 10);
  await library.read(identities);
});
afterEach(() => library[Symbol.asyncDispose]());

const countAll = async () => {
  const counts: Record<string, number> = {};
  for (const table of ['section', 'root', 'folder', 'file', 'part', 'media', 'item', 'stream'] as const) {
    const { count } = await library.store.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = count;
  }
  return counts;
};

const remove = async ({ id }: Section) => {
  await store.remove(id, 50);
  await store.forgetRemoved(new AbortController().signal);
};

test('a section is none any more at once, and what is left of it goes when there is time', async () => {
  await store.remove(shows.id, 50);
  expect(await library.library.sections()).toMatchObject([{ id: films.id }]);
  expect(await countAll()).toMatchObject({ section: 2, part: 452 });
  await expect(store.forgetRemoved(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(await countAll()).toMatchObject({ section: 2, part: 452 });
  await store.forgetRemoved(new AbortController().signal);
  expect(await countAll()).toMatchObject({ section: 1, part: 2 });
});

test('a section goes with all that is known of it, and nothing else does', async () => {
  await remove(shows);
  expect(await countAll()).toMatchObject({
    section: 1,
    root: 1,
    folder: 2,
    file: 2,
    part: 2,
    media: 2,
    item: 2,
  });
  expect(await library.library.sections()).toMatchObject([{ id: films.id }]);
  await remove(films);
  expect(Object.values(await countAll()).every(count => count === 0)).toBe(true);
});

test('so do its collections', async () => {
  const [film] = await library.store.db
    .selectFrom('item')
    .select('id')
    .where('section_id', '=', films.id)
    .execute();
  await library.store.collections.create(
    { sectionId: films.id, type: 'movie', title: 'Mine', members: [film?.id ?? 0] },
    30,
  );
  await remove(films);
  const left = await library.store.db
    .selectFrom('item')
    .select('id')
    .where('section_id', '=', films.id)
    .execute();
  expect(left).toEqual([]);
});

test('a folder of a section goes with its files, and the section stays', async () => {
  await store.addRoot(films.id, '/media/other');
  await store.removeRoot(rootOf(films));
  const [, left] = await library.library.sections();
  expect(left?.roots.map(({ path }) => path)).toEqual(['/media/other']);
  expect(await library.library.countParts(films.id)).toEqual({ present: 0, missing: 0 });
  expect(await countAll()).toMatchObject({ item: 452, part: 450 });
});

test('a section takes another title', async () => {
  await store.rename(films.id, 'Cinema');
  expect(await library.library.sections()).toMatchObject([{ title: 'My show' }, { title: 'Cinema' }]);
});

test('missing files are forgotten at once, but not those on a folder that is offline', async () => {
  const names = Array.from({ length: 3 }, (_, n) => `e${n + 1}.mkv`);
  await library.take(shows, [listing('', Object.fromEntries(names.map(name => [name, 10])))], [], 30);
  expect(await library.library.removeMissing(shows.id, 40, 0)).toMatchObject({ removed: 0 });
  await library.library.noteRoot(rootOf(shows), { offlineBecause: 'no disk' });
  expect(await store.forgetMissing(shows.id, 40)).toBe(0);
  await library.library.noteRoot(rootOf(shows), { offlineBecause: null });
  expect(await store.forgetMissing(shows.id, 40)).toBe(447);
  expect(await library.library.countParts(shows.id)).toEqual({ present: 3, missing: 0 });
  expect(await library.library.countParts(films.id)).toEqual({ present: 2, missing: 0 });
  expect(await store.forgetMissing(shows.id, 40)).toBe(0);

  const [removal] = await library.library.garbage.removals();
  expect(removal?.what).toBe('447 files that went missing');
  await library.library.garbage.putBack(removal?.id ?? 0);
  expect(await library.library.countParts(shows.id)).toEqual({ present: 3, missing: 447 });
});
