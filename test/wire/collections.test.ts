import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowsedLibrary } from '../support/browsed-library.ts';
import { askOf, recordedServices } from '../support/http.ts';
import type { TestLibrary } from '../support/library.ts';

const json = { Accept: 'application/json' };

let library: TestLibrary;
let ask: ReturnType<typeof askOf>;
/** The collection of both films, made by Butler. */
let made: number;

beforeAll(async () => {
  library = await openBrowsedLibrary();
  const { catalogue, collections } = library.store;
  const sections = await library.library.sections();
  ask = askOf(recordedServices({ catalogue, collections, sections: async () => sections }));
  await collections.sync(1, [{ recipe: 'set bay', type: 'movie', title: 'The Bay', members: [2, 1] }], 1_000);
  const { items } = await catalogue.page({ type: 'collection', sort: [] }, { start: 0, size: 1 });
  made = items[0]?.id ?? 0;
});
afterAll(() => library[Symbol.asyncDispose]());

const list = async (target: string) => {
  const response = await ask(target, json);
  const { MediaContainer } = (await response.json()) as { MediaContainer: Record<string, unknown[]> };
  return {
    ...MediaContainer,
    Metadata: (MediaContainer.Metadata ?? []) as Record<string, unknown>[],
    Directory: (MediaContainer.Directory ?? []) as { key: string }[],
  };
};
const titles = async (target: string) => (await list(target)).Metadata.map(({ title }) => title);

test('a collection is listed as Plex lists it', async () => {
  const expected = {
    ratingKey: `${made}`,
    key: `/library/collections/${made}/children`,
    type: 'collection',
    subtype: 'movie',
    title: 'The Bay',
    titleSort: 'Bay',
    childCount: 2,
    smart: false,
    // Of its first member that has a poster.
    thumb: '/library/metadata/1/thumb',
    addedAt: 1,
  };
  for (const target of [
    '/library/sections/1/collections',
    '/library/sections/1/all?type=18',
    '/library/sections/1/collections?includeCollections=1&sort=titleSort',
    `/library/metadata/${made}`,
    `/library/collections/${made}`,
  ])
    expect((await list(target)).Metadata).toEqual([expect.objectContaining(expected)]);
  const xml = await (await ask('/library/sections/1/collections')).text();
  expect(xml).toContain(`<Directory ratingKey="${made}" key="/library/collections/${made}/children"`);
  expect(await titles('/library/sections/3/collections')).toEqual([]);
  expect(await titles('/library/sections/1/all')).toEqual(['The Clock', 'Night Train <2>']);
});

test('its members come in its order, and page by page', async () => {
  for (const target of ['metadata', 'collections'])
    expect(await titles(`/library/${target}/${made}/children`)).toEqual(['Night Train <2>', 'The Clock']);
  const page = `/library/metadata/${made}/children?X-Plex-Container-Start=1&X-Plex-Container-Size=1`;
  expect(await list(page)).toMatchObject({ totalSize: 2, offset: 1, size: 1 });
});

test('it is found by its title', async () => {
  const response = await ask('/hubs/search?query=bay', json);
  const { MediaContainer } = (await response.json()) as {
    MediaContainer: { Hub: { type: string; size: number }[] };
  };
  expect(MediaContainer.Hub).toEqual([expect.objectContaining({ type: 'collection', size: 1 })]);
});

test('people make collections, change them and take them out', async () => {
  const uri = 'server://0123/com.plexapp.plugins.library/library/metadata/1';
  const target = `/library/collections?type=1&title=Mine&smart=0&sectionId=1&uri=${encodeURIComponent(uri)}`;
  const response = await ask(target, json, 'POST');
  const { MediaContainer } = (await response.json()) as {
    MediaContainer: { Metadata: { ratingKey: string }[] };
  };
  const id = MediaContainer.Metadata[0]?.ratingKey;
  expect(await titles(`/library/collections/${id}/children`)).toEqual(['The Clock']);
  const more = encodeURIComponent('server://0123/com.plexapp.plugins.library/library/metadata/2,9');
  expect((await ask(`/library/collections/${id}/items?uri=${more}`, json, 'PUT')).status).toBe(200);
  // An album is no film.
  expect(await titles(`/library/collections/${id}/children`)).toEqual(['The Clock', 'Night Train <2>']);
  expect((await ask(`/library/collections/${id}/items/1`, json, 'DELETE')).status).toBe(200);
  expect(await titles(`/library/collections/${id}/children`)).toEqual(['Night Train <2>']);
  expect((await ask(`/library/collections/${id}`, json, 'DELETE')).status).toBe(200);
  expect((await ask(`/library/metadata/${id}`, json)).status).toBe(404);
  expect(await list('/library/sections/1/collections/hidden')).toMatchObject({ size: 0 });
});

test.each([
  ['POST', '/library/collections?type=1&title=&sectionId=1&uri=x/library/metadata/1', 400],
  ['POST', '/library/collections?type=18&title=A&sectionId=1&uri=x/library/metadata/1', 400],
  ['POST', '/library/collections?type=1&title=A&sectionId=2&uri=x/library/metadata/1', 400],
  ['POST', '/library/collections?type=1&title=A&sectionId=1', 400],
  ['PUT', '/library/collections/1/items?uri=x/library/metadata/2', 404],
  ['DELETE', '/library/collections/999', 404],
  ['DELETE', '/library/metadata/1', 404],
  ['DELETE', '/library/sections/1/collections/hidden/5', 404],
])('%s %s is refused', async (method, target, status) => {
  expect((await ask(target, json, method)).status).toBe(status);
  expect(await titles('/library/sections/1/all')).toHaveLength(2);
});

test('a made one that is taken out can be brought back', async () => {
  expect((await ask(`/library/metadata/${made}`, json, 'DELETE')).status).toBe(200);
  const hidden = await list('/library/sections/1/collections/hidden');
  expect(hidden).toMatchObject({ size: 1, Directory: [{ title: 'The Bay' }] });
  const [{ key } = { key: '' }] = hidden.Directory;
  expect((await ask(key, json, 'DELETE')).status).toBe(200);
  expect(await list('/library/sections/1/collections/hidden')).toMatchObject({ size: 0 });
});
