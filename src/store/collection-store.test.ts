import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { CollectionStore, PlannedCollection } from '../domain/collections.ts';

let fixture: TestLibrary;
let collections: CollectionStore;
let section: number;
let films: readonly number[];

beforeEach(async () => {
  fixture = await TestLibrary.open();
  collections = fixture.store.collections;
  const made = await fixture.add('movie');
  section = made.id;
  const names = Array.from({ length: 6 }, (_, n) => `${n}.mkv`);
  await fixture.take(made, [listing('', Object.fromEntries(names.map((name, n) => [name, n + 1])))]);
  await fixture.read(
    Object.fromEntries(names.map(name => [name, { kind: 'movie', title: `Film ${name[0]}` }])),
  );
  const { items } = await fixture.store.catalogue.page({ type: 'movie', sort: [] }, { start: 0, size: 10 });
  films = items.map(({ id }) => id);
});
afterEach(() => fixture[Symbol.asyncDispose]());

const set = (title: string, ...places: readonly number[]): PlannedCollection => ({
  recipe: `set ${title.toLowerCase()}`,
  type: 'movie',
  title,
  members: places.map(place => films[place] ?? 0),
});

/** Collections by title, each with the places of its films, and a star where it is by hand. */
async function there(): Promise<Record<string, readonly number[]>> {
  const { catalogue } = fixture.store;
  const all = { start: 0, size: 100 };
  const { items } = await catalogue.page({ sectionId: section, type: 'collection', sort: [] }, all);
  const found = items.map(async ({ id, title, collection, childCount }) => {
    const { items: members } = await catalogue.page({ memberOf: id, sort: [] }, all);
    expect(members).toHaveLength(childCount);
    const places = members.map(member => films.indexOf(member.id));
    return [collection?.isMade ? title : `${title}*`, places] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

const byHand = (title: string, ...places: readonly number[]) =>
  collections.create(
    { sectionId: section, type: 'movie', title, members: places.map(place => films[place] ?? 0) },
    5,
  );

test('made, changed, and taken out', async () => {
  expect(await collections.sync(section, [set('Sea', 2, 0), set('War', 1, 3)], 10)).toEqual({
    made: 2,
    changed: 0,
    removed: 0,
  });
  expect(await there()).toEqual({ Sea: [2, 0], War: [1, 3] });
  const change = await collections.sync(section, [set('Sea', 0, 2, 4)], 20);
  expect(change).toEqual({ made: 0, changed: 1, removed: 1 });
  expect(await there()).toEqual({ Sea: [0, 2, 4] });
});

test('a made one that is taken out is not made again before it is shown', async () => {
  await collections.sync(section, [set('Sea', 0, 1), set('War', 2, 3)], 10);
  const { items } = await fixture.store.catalogue.page(
    { type: 'collection', sort: [] },
    { start: 0, size: 1 },
  );
  expect(await collections.remove(items[0]?.id ?? 0, 11)).toBe(true);
  await collections.sync(section, [set('Sea', 0, 1, 4), set('War', 2, 3)], 12);
  expect(await there()).toEqual({ War: [2, 3] });
  const [hidden] = await collections.hidden(section);
  expect(hidden).toMatchObject({ title: 'Sea' });
  expect(await collections.show(section + 1, hidden?.id ?? 0)).toBe(false);
  expect(await collections.show(section, hidden?.id ?? 0)).toBe(true);
  await collections.sync(section, [set('Sea', 0, 1, 4), set('War', 2, 3)], 13);
  expect(await there()).toEqual({ Sea: [0, 1, 4], War: [2, 3] });
});

test('one that a person changes is theirs, and not made beside it', async () => {
  await collections.sync(section, [set('Sea', 0, 1)], 10);
  const { items } = await fixture.store.catalogue.page(
    { type: 'collection', sort: [] },
    { start: 0, size: 1 },
  );
  const id = items[0]?.id ?? 0;
  const change = { add: [films[5] ?? 0, 999], remove: [films[0] ?? 0] };
  expect(await collections.change(id, change, 11)).toBe(true);
  await collections.sync(section, [set('Sea', 0, 1, 2)], 12);
  expect(await there()).toEqual({ 'Sea*': [1, 5] });
  expect(await collections.remove(id, 13)).toBe(true);
  await collections.sync(section, [set('Sea', 0, 1, 2)], 14);
  expect(await there()).toEqual({ Sea: [0, 1, 2] });
});

test('the name that a person gives a made one stays', async () => {
  await collections.sync(section, [set('Sea', 0, 1)], 10);
  const { items } = await fixture.store.catalogue.page(
    { type: 'collection', sort: [] },
    { start: 0, size: 1 },
  );
  await fixture.store.metadata.edit(items[0]?.id ?? 0, { fields: { title: 'The Deep' } }, [], 11);
  expect(await collections.sync(section, [set('Sea', 0, 1)], 12)).toEqual({
    made: 0,
    changed: 0,
    removed: 0,
  });
  await collections.sync(section, [{ ...set('Sea', 0, 1, 2), title: 'Seas' }], 13);
  expect(await there()).toEqual({ 'The Deep': [0, 1, 2] });
  await fixture.store.metadata.unlock(items[0]?.id ?? 0, ['title'], 14);
  expect(await there()).toEqual({ Seas: [0, 1, 2] });
});

test('films that go leave their collections, which are no garbage', async () => {
  await collections.sync(section, [set('Sea', 0, 1)], 10);
  await byHand('Empty');
  await fixture.store.db
    .deleteFrom('item')
    .where('id', '=', films[0] ?? 0)
    .execute();
  expect(await there()).toEqual({ Sea: [1], 'Empty*': [] });
  const [garbage] = await fixture.library.garbage.survey(['item'], Number.MAX_SAFE_INTEGER);
  expect(garbage?.examples).toEqual([]);
  // Those that went while the plan was made are left out of it.
  await collections.sync(section, [set('Sea', 0, 1, 2)], 12);
  expect(await there()).toEqual({ Sea: [1, 2], 'Empty*': [] });
});

const titles = ['Sea', 'War', 'Ice', 'Sun'];
const plans = fc.array(
  fc.uniqueArray(
    fc.record({
      title: fc.constantFrom(...titles),
      places: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
    }),
    { selector: ({ title }) => title, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 4 },
);

test('whatever was there before: the plan comes true, repeating it changes nothing, and what is by hand stays', async () => {
  await byHand('ICE', 3, 1);
  await byHand('My own', 4);
  const own = { 'ICE*': [3, 1], 'My own*': [4] };
  await fc.assert(
    fc.asyncProperty(plans, async nights => {
      for (const night of nights) {
        const planned = night.map(({ title, places }) => set(title, ...places));
        await collections.sync(section, planned, 10);
        const wanted = night
          .filter(({ title }) => title !== 'Ice')
          .map(({ title, places }) => [title, places]);
        expect(await there()).toEqual({ ...own, ...Object.fromEntries(wanted) });
        const again = await collections.sync(section, planned, 11);
        expect(again).toEqual({ made: 0, changed: 0, removed: 0 });
      }
    }),
    { numRuns: 15 },
  );
});
