import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Identity, Section } from '../domain/library.ts';
import type { Said } from '../domain/metadata.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';

let fixture: TestLibrary;
let metadata: MetadataStore;
let films: Section;
let heat: number;

const identities = {
  'heat.mkv': { kind: 'movie', title: 'The Heat', year: 1994 },
  'ran.mkv': { kind: 'movie', title: 'Ran', year: 1985 },
} satisfies Record<string, Identity>;

beforeEach(async () => {
  fixture = await TestLibrary.open();
  metadata = fixture.store.metadata;
  films = await fixture.add('movie');
  await fixture.take(films, [listing('', { 'heat.mkv': 1, 'ran.mkv': 2 })]);
  await fixture.read(identities);
  heat = await idOf('The Heat');
});
afterEach(() => fixture[Symbol.asyncDispose]());

async function idOf(title: string): Promise<number> {
  const { db } = fixture.store;
  return (await db.selectFrom('item').select('id').where('title', '=', title).executeTakeFirstOrThrow()).id;
}

/** The item's own columns. */
function columns() {
  return fixture.store.db
    .selectFrom('item')
    .select(['title', 'sort_title', 'year', 'originally_available_on as on'])
    .where('id', '=', heat)
    .executeTakeFirstOrThrow();
}

const keep = (source: 'local' | 'tags' | 'provider', said: Said, version = '1', at = 30) =>
  metadata.keep(source, [{ itemId: heat, version, ...said }], at);

async function known() {
  const item = (await metadata.metadataOf([heat])).get(heat);
  if (!item) throw new Error('There is no such item.');
  return item;
}

describe('fields', () => {
  test('come from the strongest source that says them, whoever spoke last', async () => {
    await keep('local', { fields: { title: 'Heat', summary: 'Two men.', rating: 7.9 } });
    await keep('provider', { fields: { title: 'Heat!', tagline: 'A crime saga', rating: 8.3, year: 1995 } });
    expect((await known()).fields).toEqual({
      title: 'Heat',
      summary: 'Two men.',
      tagline: 'A crime saga',
      rating: 7.9,
      year: 1995,
    });
    expect(await columns()).toEqual({ title: 'Heat', sort_title: 'Heat', year: 1995, on: null });
  });

  test('that a source no longer says fall back to the next one, in the end to the name', async () => {
    await keep('local', { fields: { title: 'Heat', titleSort: 'Heat 1', year: 1996 } });
    await keep('provider', { fields: { title: 'Hitze', originallyAvailableAt: '1995-12-15' } });
    expect(await columns()).toEqual({ title: 'Heat', sort_title: 'Heat 1', year: 1996, on: '1995-12-15' });
    await keep('local', { fields: {} });
    expect(await columns()).toEqual({ title: 'Hitze', sort_title: 'Hitze', year: 1994, on: '1995-12-15' });
    await keep('provider', { fields: {} });
    expect(await columns()).toEqual({ title: 'The Heat', sort_title: 'Heat', year: 1994, on: null });
  });

  test('stay where a source is silent about them altogether', async () => {
    await keep('local', { fields: { title: 'Heat' }, tags: [{ kind: 'genre', name: 'Crime' }] });
    await keep('local', { artwork: [{ kind: 'poster', file: '/p.jpg' }] }, '2');
    expect(await known()).toMatchObject({ fields: { title: 'Heat' }, tags: [{ name: 'Crime' }] });
  });

  test('are not undone when the file is read again under another name', async () => {
    await keep('local', { fields: { title: 'Heat', titleSort: 'Heat 1' } });
    await fixture.take(films, [listing('', { 'heat.mkv': 3, 'ran.mkv': 2 })]);
    await fixture.read({ 'heat.mkv': { ...identities['heat.mkv'], title: 'THE HEAT' } });
    expect(await columns()).toMatchObject({ title: 'Heat', sort_title: 'Heat 1', year: 1994 });
    await keep('local', { fields: {} });
    expect(await columns()).toMatchObject({ title: 'THE HEAT', sort_title: 'HEAT' });
  });

  test('a sort title alone outlives a new name as well', async () => {
    await keep('local', { fields: { titleSort: 'Heat 1' } });
    await fixture.take(films, [listing('', { 'heat.mkv': 3, 'ran.mkv': 2 })]);
    await fixture.read({ 'heat.mkv': { ...identities['heat.mkv'], title: 'THE HEAT' } });
    expect(await columns()).toMatchObject({ title: 'THE HEAT', sort_title: 'Heat 1' });
  });
});

describe('what a person says', () => {
  test('is locked, and overwritten by nobody', async () => {
    await keep('local', { fields: { title: 'Heat', summary: 'Two men.' } });
    await metadata.edit(heat, { fields: { title: 'My Heat' } }, [], 40);
    await keep('local', { fields: { title: 'Heat 2', summary: 'Three men.' } }, '2');
    expect((await known()).fields).toEqual({ title: 'My Heat', summary: 'Three men.' });
    expect((await known()).locked).toEqual(new Set(['title']));
    expect(await columns()).toMatchObject({ title: 'My Heat' });
  });

  test('may be nothing, but for a title', async () => {
    await keep('local', { fields: { title: 'Heat', year: 1995 }, tags: [{ kind: 'mood', name: 'Dark' }] });
    await metadata.edit(heat, {}, ['title', 'year', 'mood'], 40);
    expect(await known()).toMatchObject({ fields: {}, tags: [] });
    expect(await columns()).toMatchObject({ title: 'The Heat', year: null });
  });

  test('adds up, and replaces kinds of tags as a whole', async () => {
    const genre = (name: string) => ({ kind: 'genre', name }) as const;
    const director = { kind: 'director', name: 'Michael Mann' } as const;
    await keep('local', { tags: [genre('Crime'), director] });
    await metadata.edit(heat, { tags: [genre('Heist'), genre('Drama')] }, [], 40);
    await metadata.edit(heat, { fields: { userRating: 9 } }, [], 50);
    await metadata.edit(heat, { tags: [genre('Heist')] }, [], 60);
    expect(await known()).toMatchObject({ fields: { userRating: 9 }, tags: [genre('Heist'), director] });
  });

  test('goes when it is unlocked', async () => {
    await keep('local', { fields: { title: 'Heat' }, artwork: [{ kind: 'poster', file: '/a.jpg' }] });
    const mine = {
      fields: { title: 'My Heat', tagline: 'Mine' },
      artwork: [{ kind: 'poster', blob: 'ab' }],
    } as const;
    await metadata.edit(heat, mine, [], 40);
    expect((await known()).artwork).toEqual([{ kind: 'poster', blob: 'ab' }]);
    await metadata.unlock(heat, ['title', 'poster'], 50);
    expect(await known()).toMatchObject({
      fields: { title: 'Heat', tagline: 'Mine' },
      artwork: [{ kind: 'poster', file: '/a.jpg' }],
      locked: new Set(['tagline']),
    });
    expect(await columns()).toMatchObject({ title: 'Heat' });
  });
});

describe('tags', () => {
  test('keep their order and roles; of a kind the strongest source has its say', async () => {
    const cast = [
      { kind: 'actor', name: 'Al Pacino', role: 'Vincent Hanna' },
      { kind: 'actor', name: 'Robert De Niro', role: 'Neil McCauley' },
    ] as const;
    await keep('provider', {
      tags: [
        { kind: 'genre', name: 'Action' },
        { kind: 'actor', name: 'Val Kilmer' },
      ],
    });
    await keep('local', { tags: cast });
    expect((await known()).tags).toEqual([...cast, { kind: 'genre', name: 'Action' }]);
  });

  test('of collections complete each other', async () => {
    await keep('provider', {
      tags: [
        { kind: 'collection', name: 'Mann' },
        { kind: 'collection', name: 'Noir' },
      ],
    });
    await keep('local', { tags: [{ kind: 'collection', name: 'Noir' }] });
    expect((await known()).tags.map(tag => tag.name)).toEqual(['Noir', 'Mann']);
  });

  test('that differ in case are one', async () => {
    await keep('local', { tags: [{ kind: 'genre', name: 'Sci-Fi' }] });
    await metadata.keep(
      'local',
      [{ itemId: await idOf('Ran'), version: '1', tags: [{ kind: 'genre', name: 'sci-fi' }] }],
      30,
    );
    expect(await fixture.store.db.selectFrom('tag').selectAll().execute()).toHaveLength(1);
  });
});

test('ids come from the strongest source, service by service', async () => {
  await keep('provider', { ids: { imdb: 'tt2', tvdb: '7' } });
  await keep('local', { ids: { imdb: 'tt1' } });
  expect((await known()).ids).toEqual({ imdb: 'tt1', tvdb: '7' });
});

test('of artwork the best of the strongest source comes first', async () => {
  await keep('provider', { artwork: [{ kind: 'poster', blob: 'ff' }] });
  await keep('local', {
    artwork: [
      { kind: 'poster', file: '/poster.jpg' },
      { kind: 'poster', file: '/cover.jpg' },
    ],
  });
  expect((await known()).artwork).toEqual([
    { kind: 'poster', file: '/poster.jpg' },
    { kind: 'poster', file: '/cover.jpg' },
    { kind: 'poster', blob: 'ff' },
  ]);
});

test('a refresh is on record, and touches the item where the source has changed', async () => {
  const updatedAt = async () =>
    (await fixture.store.db.selectFrom('item').select('updated_at').where('id', '=', heat).executeTakeFirst())
      ?.updated_at;
  await keep('local', {}, 'a', 30);
  await keep('local', {}, 'a', 40);
  expect(await updatedAt()).toBe(30);
  expect(await metadata.refreshed('local', films.id)).toEqual(new Map([[heat, { version: 'a', at: 40 }]]));
  await metadata.keep('local', [{ itemId: heat, version: 'b', error: 'It is no XML.' }], 50);
  expect(await updatedAt()).toBe(50);
  expect((await metadata.refreshed('local', films.id)).get(heat)?.error).toBe('It is no XML.');
  expect(await metadata.refreshed('tags', films.id)).toEqual(new Map());
});

test('sidecars of parts are replaced as a whole', async () => {
  const [part] = await fixture.store.db.selectFrom('part').select('id').execute();
  const id = part?.id ?? 0;
  const srt = { kind: 'subtitle', file: '/heat.de.srt', format: 'srt', language: 'de' } as const;
  const flags = { isForced: true, isDefault: false, isSdh: false };
  await metadata.keepSidecars(
    new Map([
      [id, [{ ...srt, ...flags }]],
      [999, [{ ...srt, ...flags }]],
    ]),
  );
  expect(await metadata.sidecarsOf([id, 999])).toEqual(new Map([[id, [{ ...srt, ...flags }]]]));
  await metadata.keepSidecars(new Map([[id, []]]));
  expect(await metadata.sidecarsOf([id])).toEqual(new Map());
});

test('everything goes with the item, and nothing is kept of one that is no more', async () => {
  await keep('local', {
    fields: { title: 'Heat' },
    tags: [{ kind: 'genre', name: 'Crime' }],
    ids: { imdb: 'tt1' },
    artwork: [{ kind: 'poster', file: '/a.jpg' }],
  });
  await metadata.edit(heat, {}, ['title'], 40);
  await fixture.store.db.deleteFrom('item').where('id', '=', heat).execute();
  await keep('local', { fields: { title: 'Heat' } });
  for (const table of [
    'item_field',
    'item_tag',
    'item_external_id',
    'item_artwork',
    'item_lock',
    'item_refresh',
  ] as const) {
    expect(await fixture.store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
  expect(await metadata.metadataOf([heat])).toEqual(new Map());
});
