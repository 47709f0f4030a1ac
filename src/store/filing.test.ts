import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts } from '../../test/support/context.ts';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Identity } from '../domain/library.ts';

let fixture: TestLibrary;
beforeEach(async () => {
  fixture = await TestLibrary.open();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const items = () =>
  fixture.store.db
    .selectFrom('item')
    .leftJoin('item as parent', 'parent.id', 'item.parent_id')
    .select(['item.type', 'item.title', 'parent.title as of'])
    .orderBy('item.type')
    .orderBy('item.title')
    .execute();

/** Each media as its parts, in order, and the items that it is of. */
async function media() {
  const parts = await fixture.store.db.selectFrom('part').selectAll().orderBy('idx').execute();
  const links = await fixture.store.db
    .selectFrom('media_item')
    .innerJoin('item', 'item.id', 'media_item.item_id')
    .select(['media_id', 'title'])
    .orderBy('title')
    .execute();
  const all = await fixture.store.db.selectFrom('media').selectAll().orderBy('id').execute();
  return all.map(({ id, edition }) => ({
    edition,
    parts: parts.filter(part => part.media_id === id).map(part => part.name),
    of: links.filter(link => link.media_id === id).map(link => link.title),
  }));
}

describe('filing', () => {
  test('versions and editions of a film are media of one item', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('Heat', { '720p.mkv': 1, '4k.mkv': 1, 'cut.mkv': 1 })]);
    const heat: Identity = { kind: 'movie', title: 'Heat', year: 1995 };
    await fixture.read({
      '720p.mkv': heat,
      '4k.mkv': heat,
      'cut.mkv': { ...heat, edition: "Director's Cut" },
    });
    expect(await items()).toEqual([{ type: 'movie', title: 'Heat', of: null }]);
    expect(await media()).toEqual([
      { edition: null, parts: ['4k.mkv'], of: ['Heat'] },
      { edition: null, parts: ['720p.mkv'], of: ['Heat'] },
      { edition: "Director's Cut", parts: ['cut.mkv'], of: ['Heat'] },
    ]);
  });

  test('the files of a stack are one media, in order, whichever is read first', async () => {
    const films = await fixture.add('movie');
    const names = ['heat cd2.mkv', 'heat cd10.mkv', 'heat cd1.mkv', 'heat 4k cd1.mkv', 'heat 4k cd2.mkv'];
    await fixture.take(films, [listing('Heat', Object.fromEntries(names.map(name => [name, 1])))]);
    const heat = (partIndex: number): Identity => ({ kind: 'movie', title: 'Heat', partIndex });
    await fixture.read({
      'heat cd2.mkv': heat(2),
      'heat cd10.mkv': heat(10),
      'heat cd1.mkv': heat(1),
      'heat 4k cd1.mkv': heat(1),
      'heat 4k cd2.mkv': heat(2),
    });
    expect((await media()).map(({ parts }) => parts)).toEqual([
      ['heat 4k cd1.mkv', 'heat 4k cd2.mkv'],
      ['heat cd1.mkv', 'heat cd2.mkv', 'heat cd10.mkv'],
    ]);
  });

  test('a file of two episodes is media of both, and replaces no title by a stand-in', async () => {
    const shows = await fixture.add('show');
    await fixture.take(shows, [listing('The Wire/Season 1', { 'e1e2.mkv': 1, 'e2.mkv': 1 })]);
    const wire = { kind: 'episode', show: 'The Wire', season: 1 } as const;
    await fixture.read({
      'e1e2.mkv': { ...wire, episodes: [1, 2] },
      'e2.mkv': { ...wire, episodes: [2], title: 'The Detail' },
    });
    const expected = [
      { type: 'episode', title: 'Episode 1', of: 'Season 1' },
      { type: 'episode', title: 'The Detail', of: 'Season 1' },
      { type: 'season', title: 'Season 1', of: 'The Wire' },
      { type: 'show', title: 'The Wire', of: null },
    ];
    expect(await items()).toEqual(expected);
    expect((await media()).map(({ of }) => of)).toEqual([['Episode 1', 'The Detail'], ['The Detail']]);
    const [pair] = await fixture.library.unreadParts('2');
    if (!pair) throw new Error('There is no part.');
    await fixture.library.keepFacts(pair, '2', makeFacts('e1e2.mkv'), { ...wire, episodes: [1, 2] }, 30);
    expect(await items()).toEqual(expected);
    const show = await fixture.store.db
      .selectFrom('item')
      .selectAll()
      .where('type', '=', 'show')
      .executeTakeFirst();
    expect(show).toMatchObject({ sort_title: 'Wire', added_at: 20, updated_at: 20 });
  });

  test('a file under another name leaves nothing behind', async () => {
    const shows = await fixture.add('show');
    await fixture.take(shows, [listing('', { 'a.mkv': 1, 'b.mkv': 1 })]);
    const wire = { kind: 'episode', show: 'The Wire', season: 1 } as const;
    await fixture.read({
      'a.mkv': { ...wire, episodes: [1] },
      'b.mkv': { ...wire, season: 2, episodes: [1] },
    });
    for (const part of await fixture.library.unreadParts('2')) {
      const identity: Identity =
        part.relativePath === 'a.mkv'
          ? { kind: 'ignored', because: 'a sample' }
          : { ...wire, show: 'Treme', episodes: [1] };
      await fixture.library.keepFacts(part, '2', makeFacts(part.relativePath), identity, 30);
    }
    expect((await items()).map(item => item.title)).toEqual(['Episode 1', 'Season 1', 'Treme']);
    expect(await media()).toEqual([{ edition: null, parts: ['b.mkv'], of: ['Episode 1'] }]);
  });

  test('clips join their film whichever comes first, and outlive it', async () => {
    const films = await fixture.add('movie');
    const clip = (title: string): Identity => ({
      kind: 'extra',
      extraType: 'trailer',
      title,
      of: { title: 'Heat', year: 1995 },
    });
    await fixture.take(films, [listing('Heat', { 'a-trailer.mkv': 1, 'heat.mkv': 1, 'z-trailer.mkv': 1 })]);
    await fixture.read({
      'a-trailer.mkv': clip('First'),
      'heat.mkv': { kind: 'movie', title: 'Heat', year: 1995, externalIds: { tmdb: '949' } },
      'z-trailer.mkv': clip('Second'),
    });
    expect(await items()).toEqual([
      { type: 'clip', title: 'First', of: 'Heat' },
      { type: 'clip', title: 'Second', of: 'Heat' },
      { type: 'movie', title: 'Heat', of: null },
    ]);
    const film = (await fixture.library.unreadParts('2')).find(part => part.relativePath === 'Heat/heat.mkv');
    if (!film) throw new Error('There is no film.');
    await fixture.library.keepFacts(film, '2', makeFacts('heat.mkv'), { kind: 'ignored', because: '' }, 30);
    expect(await items()).toEqual([
      { type: 'clip', title: 'First', of: null },
      { type: 'clip', title: 'Second', of: null },
    ]);
  });

  test('a part that moved to another section is filed there', async () => {
    const films = await fixture.add('movie');
    const shows = await fixture.add('show');
    await fixture.take(films, [listing('', { 'pilot.mkv': 1, 'other.mkv': 1 })]);
    const film = (title: string): Identity => ({ kind: 'movie', title });
    await fixture.read({ 'pilot.mkv': film('Pilot'), 'other.mkv': film('Other') });
    await fixture.take(films, [listing('', { 'other.mkv': 1 })]);
    await fixture.take(shows, [listing('Wire', { 'pilot.mkv': 1 })]);
    const part = await fixture.getUnread('1');
    const episode: Identity = { kind: 'episode', show: 'Wire', season: 1, episodes: [1] };
    const moved = await fixture.library.keepFacts(part, '1', makeFacts('pilot.mkv'), episode, 30);
    expect(moved).toEqual({ movedFrom: '/media/movie/pilot.mkv' });
    expect(await fixture.library.findPart(2)).toMatchObject({
      sectionId: shows.id,
      path: '/media/show/Wire/pilot.mkv',
    });
    expect((await items()).map(item => item.title)).toEqual(['Episode 1', 'Other', 'Season 1', 'Wire']);
    // Repeating it, with the part that is no more, does no harm.
    expect(await fixture.library.keepFacts(part, '1', makeFacts('pilot.mkv'), episode, 40)).toEqual({});
    expect((await media()).map(({ parts }) => parts)).toEqual([['other.mkv'], ['pilot.mkv']]);
  });

  test('reading a copy again takes nothing from a missing twin', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('a', { '1.mkv': 1 }), listing('b', { '1.mkv': 1 })]);
    await fixture.read({ '1.mkv': { kind: 'movie', title: 'One' } });
    await fixture.take(films, [], ['a']);
    const copy = await fixture.getUnread('2');
    expect(copy.relativePath).toBe('b/1.mkv');
    const facts = makeFacts('1.mkv');
    expect(await fixture.library.keepFacts(copy, '2', facts, { kind: 'movie', title: 'One' }, 30)).toEqual(
      {},
    );
    expect(await fixture.library.findPart(copy.id)).toMatchObject({ relativePath: 'b/1.mkv' });
  });
});
