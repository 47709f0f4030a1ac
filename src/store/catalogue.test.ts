import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Comparison, ItemQuery, ItemSort, SortField } from '../domain/catalogue.ts';
import { type Identity, type Section, sectionTypes } from '../domain/library.ts';
import { resolutionOf, resolutions } from '../domain/resolution.ts';

let library: TestLibrary;
const sections: Record<string, Section> = {};

const titles = [
  ...['The Émigré', 'Elan', 'Éclair', 'Zorro', 'aardvark', 'Alien', 'Aliens', '2001', 'Øre', 'Night Train'],
  ...['Night Train', 'Train to Nowhere', "Don't Look", 'A', '50% Off', 'ÄON', 'Straße', 'Ærø'],
];

beforeAll(async () => {
  library = await TestLibrary.open();
  for (const type of sectionTypes) sections[type] = await library.add(type);
  const identities: Record<string, Identity> = {};
  const names: Record<string, Record<string, number>> = { movie: {}, show: {}, artist: {}, photo: {} };
  const put = (type: string, name: string, identity: Identity) => {
    identities[name] = identity;
    Object.assign(names[type] ?? {}, { [name]: 10 });
  };
  titles.forEach((title, i) => {
    const year = i % 4 === 0 ? {} : { year: 1980 + i };
    put('movie', `film${i}.mkv`, { kind: 'movie', title, ...year });
  });
  for (let season = 0; season < 3; season++)
    for (let episode = 1; episode <= 4; episode++)
      put('show', `s${season}e${episode}.mkv`, {
        kind: 'episode',
        show: 'Small Planets',
        season,
        episodes: [episode],
        title: `Planet ${season}${episode}`,
      });
  for (let track = 1; track <= 12; track++)
    put('artist', `track${track}.mp3`, {
      kind: 'track',
      albumArtist: 'The Ferries',
      artist: 'The Ferries',
      album: track % 2 ? 'Odd' : 'Even',
      title: `Song ${track}`,
      disc: 1,
      track,
    });
  for (let photo = 1; photo <= 3; photo++)
    put('photo', `p${photo}.jpg`, {
      kind: 'photo',
      album: 'Coast',
      title: `p${photo}`,
      takenOn: `2024-05-0${4 - photo}T12:00:00`,
    });
  for (const type of sectionTypes)
    await library.take(sections[type] as Section, [
      listing('', names[type] ?? {}, type === 'photo' ? 'image' : type === 'artist' ? 'audio' : 'video'),
    ]);
  await library.read(identities);
  await library.store.db.updateTable('part').set({ width: 1920, height: 800 }).execute();
});

afterAll(async () => {
  await library[Symbol.asyncDispose]();
});

const sectionId = (type: string) => (sections[type] as Section).id;
const byTitle: ItemSort = { level: 'item', field: 'titleSort', descending: false };
const films = (query: Partial<ItemQuery> = {}): ItemQuery => ({
  sectionId: sectionId('movie'),
  type: 'movie',
  sort: [byTitle],
  ...query,
});
const all = { start: 0, size: 1_000 };
const titlesOf = async (query: ItemQuery) =>
  (await library.store.catalogue.page(query, all)).items.map(item => item.title);
const filmsWhere = (field: Comparison['field'], operator: Comparison['operator'], ...values: string[]) =>
  titlesOf(films({ where: { level: 'item', field, operator, values } }));

describe('pages', () => {
  test('put together are the whole, whatever their size and the order', async () => {
    const fields: SortField[] = [
      'titleSort',
      'addedAt',
      'year',
      'index',
      'duration',
      'originallyAvailableAt',
    ];
    const sort = fc.record({
      level: fc.constant('item' as const),
      field: fc.constantFrom(...fields),
      descending: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(sort, { maxLength: 3 }),
        fc.integer({ min: 1, max: 7 }),
        async (sorts, size) => {
          const query = films({ sort: sorts });
          const whole = (await library.store.catalogue.page(query, all)).items.map(item => item.id);
          expect(whole).toHaveLength(titles.length);
          const pages: number[] = [];
          for (let start = 0; start < titles.length; start += size) {
            const page = await library.store.catalogue.page(query, { start, size });
            expect(page.total).toBe(titles.length);
            pages.push(...page.items.map(item => item.id));
          }
          expect(pages).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('beyond the end are empty, and of no items tell how many there are', async () => {
    const { catalogue } = library.store;
    expect(await catalogue.page(films(), { start: 99, size: 5 })).toEqual({
      items: [],
      total: titles.length,
    });
    expect(await catalogue.page(films(), { start: 0, size: 0 })).toEqual({ items: [], total: titles.length });
  });

  test('are in the order in which people look for a title', async () => {
    expect(await titlesOf(films())).toEqual([
      ...[
        '2001',
        '50% Off',
        'A',
        'aardvark',
        'Ærø',
        'Alien',
        'Aliens',
        'ÄON',
        "Don't Look",
        'Éclair',
        'Elan',
      ],
      ...['The Émigré', 'Night Train', 'Night Train', 'Øre', 'Straße', 'Train to Nowhere', 'Zorro'],
    ]);
    const backwards = await titlesOf(films({ sort: [{ ...byTitle, descending: true }] }));
    expect(backwards).toEqual((await titlesOf(films())).reverse());
  });

  test('have what has no value at the end, in either direction', async () => {
    for (const descending of [true, false]) {
      const { items } = await library.store.catalogue.page(
        films({ sort: [{ level: 'item', field: 'year', descending }] }),
        all,
      );
      const years = items.map(item => item.year ?? (descending ? -1 : 9_999));
      expect(years).toEqual(years.toSorted((a, b) => (descending ? b - a : a - b)));
      expect(items.filter(item => item.year === undefined)).toHaveLength(5);
    }
  });
});

describe('filters', () => {
  test.each([
    ['title', 'has', ['night tr'], ['Night Train', 'Night Train']],
    ['title', 'has', ['train'], ['Night Train', 'Night Train', 'Train to Nowhere']],
    ['title', 'has', ['emigre'], ['The Émigré']],
    ['title', 'has', ['don t'], ["Don't Look"]],
    ['title', 'has', ['rain'], []],
    ['title', 'has', ['%'], []],
    ['title', 'has', ['"'], []],
    ['title', 'has', ['* OR a NOT'], []],
    ['title', 'is', ['alien'], ['Alien']],
    ['title', 'begins', ['50%'], ['50% Off']],
    ['title', 'ends', ['%'], []],
    ['title', 'ends', ['FF'], ['50% Off']],
    ['year', 'is', ['1981', '1983'], ['Elan', 'Zorro']],
    ['year', 'above', ['1994'], ['Ærø', 'ÄON'].toSorted()],
    ['year', 'below', ['1982'], ['Elan']],
    ['decade', 'is', ['1990'], ['50% Off', 'A', 'Night Train', 'Train to Nowhere', 'ÄON', 'Ærø']],
    ['id', 'is', ['0'], []],
    ['resolution', 'is', ['1080p'], 'all'],
    ['resolution', 'is', ['sd'], []],
    ['duplicate', 'is', ['1'], []],
    ['duplicate', 'is', ['0'], 'all'],
    ['guid', 'is', ['imdb://tt1'], []],
    ['guid', 'is', ["local://1'--"], []],
    ['genre', 'is', ['Drama'], []],
    ['genre', 'isNot', ['Drama'], 'all'],
    ['rating', 'above', ['5'], []],
    ['audioLanguage', 'is', ['eng'], []],
  ] as const)('%s %s %j', async (field, operator, values, expected) => {
    const found = await filmsWhere(field, operator, ...values);
    if (expected === 'all') expect(found).toHaveLength(titles.length);
    else expect(found.toSorted()).toEqual(expected);
  });

  test('and what they leave out are the whole', async () => {
    for (const [field, value] of [
      ['year', '1981'],
      ['title', 'night'],
      ['resolution', '1080'],
      ['duplicate', '1'],
    ] as const) {
      const found = await filmsWhere(field, 'is', value);
      const others = await filmsWhere(field, 'isNot', value);
      expect(found.length + others.length).toBe(titles.length);
    }
  });

  test('are put together', async () => {
    const is = (value: string): Comparison => ({
      level: 'item',
      field: 'title',
      operator: 'has',
      values: [value],
    });
    const either = { any: [is('zorro'), { all: [is('train'), is('now')] }] };
    expect(await titlesOf(films({ where: either }))).toEqual(['Train to Nowhere', 'Zorro']);
    expect(await titlesOf(films({ where: { any: [] } }))).toEqual([]);
    expect(await titlesOf(films({ where: { all: [] } }))).toHaveLength(titles.length);
  });

  test('look at what an item belongs to', async () => {
    const where = {
      all: [
        { level: 'grandparent', field: 'title', operator: 'has', values: ['planets'] },
        { level: 'parent', field: 'index', operator: 'is', values: ['2'] },
      ],
    } as const;
    const query = { sectionId: sectionId('show'), type: 'episode', where, sort: [byTitle] } as const;
    expect(await titlesOf(query)).toEqual(['Planet 21', 'Planet 22', 'Planet 23', 'Planet 24']);
  });
});

describe('what lies below', () => {
  test('a show: its seasons, and all episodes in order', async () => {
    const { catalogue } = library.store;
    const shows = await catalogue.page({ sectionId: sectionId('show'), type: 'show', sort: [] }, all);
    const [show] = shows.items;
    expect(show).toMatchObject({ title: 'Small Planets', childCount: 3, leafCount: 12, media: [] });
    const index: ItemSort = { level: 'item', field: 'index', descending: false };
    const seasons = await catalogue.page({ parentId: show?.id ?? 0, sort: [index] }, all);
    expect(seasons.items.map(item => [item.title, item.index, item.leafCount])).toEqual([
      ['Specials', 0, 4],
      ['Season 1', 1, 4],
      ['Season 2', 2, 4],
    ]);
    const leaves = await catalogue.page(
      { grandparentId: show?.id ?? 0, sort: [{ ...index, level: 'parent' }, index] },
      all,
    );
    expect(leaves.items.map(item => `${item.parent?.index}${item.index}`)).toEqual(
      [0, 1, 2].flatMap(season => [1, 2, 3, 4].map(episode => `${season}${episode}`)),
    );
    expect(leaves.items[0]).toMatchObject({
      grandparent: { id: show?.id, title: 'Small Planets' },
      parent: { title: 'Specials' },
      media: [{ parts: [{ isPresent: true, isOnline: true, hasIndexFile: false, chapters: [] }] }],
    });
  });
});

describe('items', () => {
  test('come in the order in which they are asked for, without those that are not there', async () => {
    const { items } = await library.store.catalogue.page(films(), { start: 0, size: 3 });
    const ids = items.map(item => item.id).reverse();
    const found = await library.store.catalogue.items([...ids, 999_999]);
    expect(found.map(item => item.id)).toEqual(ids);
    expect(found[0]?.media[0]?.parts[0]).toMatchObject({
      path: expect.stringMatching(/^\/media\/movie\/film\d+\.mkv$/),
      container: 'matroska',
      streams: [{ kind: 'video', codec: 'h264', width: 1920 }],
    });
    expect(await library.store.catalogue.items([])).toEqual([]);
  });
});

describe('choices', () => {
  const choices = async (field: Parameters<typeof library.store.catalogue.choices>[2]) =>
    (await library.store.catalogue.choices(sectionId('movie'), 'movie', field)).map(
      ({ key, count }) => `${key} ${count}`,
    );

  test('of first letters count what sorts below them', async () => {
    expect(await choices('firstCharacter')).toEqual([
      '# 2',
      'A 6',
      'D 1',
      'E 3',
      'N 2',
      'O 1',
      'S 1',
      'T 1',
      'Z 1',
    ]);
  });

  test('are filters that find as many as they say', async () => {
    for (const field of ['year', 'decade', 'resolution', 'studio', 'genre', 'audioLanguage'] as const) {
      for (const choice of await library.store.catalogue.choices(sectionId('movie'), 'movie', field)) {
        expect(await filmsWhere(field, 'is', choice.key)).toHaveLength(choice.count);
      }
    }
    expect(await choices('decade')).toEqual(['1990 6', '1980 7']);
    expect(await choices('resolution')).toEqual(['1080 18']);
  });
});

describe('search', () => {
  const hits = async (text: string, limit = 10, section?: number) => {
    const found = await library.store.catalogue.search(text, limit, section);
    return Object.fromEntries(found.map(({ type, items }) => [type, items.map(item => item.title)]));
  };

  test('finds what fits best first, of every type', async () => {
    expect(await hits('alien')).toEqual({ movie: ['Alien', 'Aliens'] });
    expect(await hits('train')).toEqual({ movie: ['Train to Nowhere', 'Night Train', 'Night Train'] });
    expect(await hits('planet', 2)).toEqual({ show: ['Small Planets'], episode: ['Planet 01', 'Planet 02'] });
    expect(await hits('coast')).toEqual({ photoalbum: ['Coast'] });
  });

  test('keeps to a section, and finds nothing for no words', async () => {
    expect(await hits('song 1', 10, sectionId('movie'))).toEqual({});
    expect(await hits('song 1', 10, sectionId('artist'))).toEqual({
      track: ['Song 1', 'Song 10', 'Song 11', 'Song 12'],
    });
    for (const text of ['', '  ', '…', '"*"', "'; drop table item --"]) expect(await hits(text)).toEqual({});
  });

  test('follows what items are called', async () => {
    const { items } = await library.store.catalogue.page(
      films({ where: { level: 'item', field: 'title', operator: 'is', values: ['Zorro'] } }),
      all,
    );
    const id = items[0]?.id ?? 0;
    await library.store.metadata.edit(id, { fields: { title: 'The Mask' } }, [], 50);
    expect(await hits('zorro')).toEqual({});
    expect(await hits('mask')).toEqual({ movie: ['The Mask'] });
    expect((await titlesOf(films())).indexOf('The Mask')).toBe(12);
    await library.store.metadata.unlock(id, ['title'], 60);
    expect(await hits('zorro')).toEqual({ movie: ['Zorro'] });
  });
});

test('the class of a picture is the same to those who show it and those who look for it', async () => {
  const sizes = resolutions.flatMap(({ width, height }) => [
    [width, 1],
    [1, height],
    [Math.max(0, width - 1), 1],
  ]);
  for (const [width = 0, height = 0] of sizes) {
    await library.store.db
      .updateTable('part')
      .set({ width, height })
      .where('name', '=', 'film0.mkv')
      .execute();
    expect(await filmsWhere('resolution', 'is', resolutionOf(width, height))).toContain(titles[0]);
  }
});
