import { afterEach, beforeEach, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Section } from '../domain/library.ts';
import type { SaidOf } from '../domain/metadata.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';

let fixture: TestLibrary;
let metadata: MetadataStore;
let section: Section;

beforeEach(async () => {
  fixture = await TestLibrary.open();
  metadata = fixture.store.metadata;
});
afterEach(() => fixture[Symbol.asyncDispose]());

const keep = (source: 'local' | 'provider', said: SaidOf, at = 30) => metadata.keep(source, [said], at);

test('a film is described to providers as others than they do', async () => {
  section = await fixture.add('movie');
  await fixture.take(section, [listing('', { 'heat.mkv': 1 })]);
  const ids = { imdb: 'tt1', tmdb: '1' };
  await fixture.read({ 'heat.mkv': { kind: 'movie', title: 'Heet', year: 1994, externalIds: ids } });
  const [film] = await metadata.subjects(section.id);
  const itemId = film?.id ?? 0;
  expect(film).toEqual({
    id: itemId,
    type: 'movie',
    title: 'Heet',
    year: 1994,
    ids,
    addedAt: 20,
    newBelow: 0,
  });

  const fields = { title: 'Ran', year: 1985, originallyAvailableAt: '1985-05-31' };
  await keep('provider', { itemId, version: 'v', error: 'e', fields, ids: { tmdb: '2', tvdb: '3' } });
  expect(await metadata.subjects(section.id)).toMatchObject([
    { title: 'Heet', year: 1994, ids, releasedOn: '1985-05-31', asked: { version: 'v', at: 30, error: 'e' } },
  ]);
  await keep('local', { itemId, version: '1', fields: { title: 'Heat', year: 1995 }, ids: { tmdb: '949' } });
  expect(await metadata.subjects(section.id)).toMatchObject([
    { title: 'Heat', year: 1995, ids: { imdb: 'tt1', tmdb: '949' } },
  ]);
});

test('a show knows how new it is, and what of it was never described', async () => {
  section = await fixture.add('show');
  const names = ['1.mkv', '2.mkv'];
  await fixture.take(section, [listing('', Object.fromEntries(names.map(name => [name, 1])))]);
  const episode = (number: number) =>
    ({ kind: 'episode', show: 'Planets', season: 1, episodes: [number] }) as const;
  await fixture.read({ '1.mkv': episode(1), '2.mkv': episode(2) });
  const [show, ...others] = await metadata.subjects(section.id);
  expect(others).toEqual([]);
  expect(show).toMatchObject({ type: 'show', title: 'Planets', newBelow: 2 });
  const below = await metadata.belowSubject(show?.id ?? 0);
  expect(below.map(({ type, index }) => `${type} ${index}`)).toEqual(['season 1', 'episode 1', 'episode 2']);
  expect(below[2]?.parentId).toBe(below[0]?.id);

  await keep('provider', { itemId: below[1]?.id ?? 0, version: 'v' });
  expect(await metadata.subjects(section.id)).toMatchObject([{ newBelow: 1 }]);
  expect((await metadata.belowSubject(show?.id ?? 0)).map(({ version }) => version)).toEqual([
    undefined,
    'v',
    undefined,
  ]);
});
