import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowsedLibrary } from '../support/browsed-library.ts';
import { askOf, recordedServices } from '../support/http.ts';
import type { TestLibrary } from '../support/library.ts';
import { RecordedButler } from '../support/recorded-butler.ts';
import { RecordedSections } from '../support/recorded-sections.ts';

const json = { Accept: 'application/json' };

let library: TestLibrary;
let ask: ReturnType<typeof askOf>;

beforeAll(async () => {
  library = await openBrowsedLibrary();
  const sections = (await library.library.sections()).map(section => ({
    ...section,
    uuid: `${section.id}`.repeat(8),
  }));
  ask = askOf(recordedServices({ catalogue: library.store.catalogue, sections: async () => sections }));
});

afterAll(async () => {
  await library[Symbol.asyncDispose]();
});

/** The bytes that are expected. JSON is kept on many lines to be readable, and sent on one. */
async function golden(name: string): Promise<string> {
  const text = await readFile(new URL(`browse/${name}`, import.meta.url), 'utf8');
  return name.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
}

describe.each([
  ['/library/sections/1', 'section'],
  ['/library/sections/1/all', 'films'],
  ['/library/sections/1/all?includeMeta=1&X-Plex-Container-Size=0', 'films-meta'],
  ['/library/sections/2/all?type=4&sort=season.index:desc,episode.index', 'episodes'],
  ['/library/sections/1/firstCharacter', 'first-characters'],
  ['/library/sections/1/genre', 'genres'],
  ['/library/sections/1/audioLanguage?type=1', 'audio-languages'],
  ['/library/metadata/1', 'film'],
  ['/library/metadata/3', 'show'],
  ['/library/metadata/3/children', 'seasons'],
  ['/library/metadata/9/allLeaves', 'tracks'],
  ['/library/metadata/15', 'photo'],
  ['/hubs', 'hubs'],
  ['/hubs/sections/1?count=1', 'section-hubs'],
  ['/hubs/search?query=clock', 'search'],
  ['/hubs/search?query=actor&limit=2', 'search-actors'],
])('GET %s', (target, name) => {
  test('in XML', async () => {
    const response = await ask(target);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml;charset=utf-8']);
    expect(await response.text()).toBe(await golden(`${name}.xml`));
  });

  test('in JSON', async () => {
    const response = await ask(target, json);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.text()).toBe(await golden(`${name}.json`));
  });
});

test('what the sections take is told where it is asked for', async () => {
  const directories = async (target: string) => {
    const { MediaContainer } = (await (await ask(target, json)).json()) as never;
    return MediaContainer['MediaProvider'][0]['Feature'][0]['Directory'] as Record<string, unknown>[];
  };
  expect(await directories('/media/providers?includeStorage=1')).toMatchObject([
    { title: 'Home' },
    { id: '1', storageTotal: 2_001, durationTotal: 10_800_000 },
    { id: '2', storageTotal: 3_003, durationTotal: 4_500_000 },
    { id: '3', storageTotal: 3_003 },
    { id: '4', storageTotal: 1_000, durationTotal: 0 },
  ]);
  expect((await directories('/media/providers'))[1]).not.toHaveProperty('storageTotal');
});

test('what came last, of a type', async () => {
  const target = '/hubs/home/recentlyAdded?type=1&X-Plex-Container-Start=0&X-Plex-Container-Size=1';
  expect(await container(target)).toMatchObject({ size: 1, totalSize: 2, Metadata: [{ type: 'movie' }] });
});

test('a section that is not there has nothing', async () => {
  for (const target of ['/hubs/sections/9', '/hubs/sections/9/manage', '/library/sections/9/prefs'])
    expect((await ask(target)).status).toBe(404);
});

interface Container {
  readonly size: number;
  readonly totalSize?: number;
  readonly Metadata?: readonly { readonly title: string; readonly ratingKey: string }[];
}

async function container(target: string, headers: Record<string, string> = {}): Promise<Container> {
  const response = await ask(target, { ...json, ...headers });
  expect(response.status).toBe(200);
  return ((await response.json()) as { MediaContainer: Container }).MediaContainer;
}

const titles = async (target: string) => (await container(target)).Metadata?.map(item => item.title);

describe('filters and orders', () => {
  test.each([
    ['sections/1/all?year=2019', ['The Clock']],
    ['sections/1/all?year!=2019', ['Night Train <2>']],
    ['sections/1/all?year>>=2019', ['Night Train <2>']],
    ['sections/1/all?year%3C%3C=2022', ['The Clock']],
    ['sections/1/all?year=2019,2022&title=tra', ['Night Train <2>']],
    ['sections/1/all?title%3D=the%20clock', ['The Clock']],
    ['sections/1/all?title=nothing', []],
    ['sections/1/all?genre=Drama', ['The Clock']],
    ['sections/1/all?genre=1', ['The Clock']],
    ['sections/1/all?genre!=Drama', ['Night Train <2>']],
    ['sections/1/all?actor=Actor%20D&resolution=4k&audioLanguage=ger&subtitleLanguage=pt-BR', ['The Clock']],
    ['sections/1/all?hdr=1&unwatched=1', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?unwatched=0', []],
    ['sections/1/all?inProgress=1', []],
    ['sections/1/all?guid=imdb://tt0111161', ['The Clock']],
    ['sections/1/all?guid=local://2', ['Night Train <2>']],
    ['sections/1/all?rating>>=7', ['The Clock']],
    ['sections/1/all?addedAt>>=2026-02-28&addedAt<<=2026-03-02', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?addedAt>>=-1d', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?addedAt>>=nonsense', []],
    ['sections/1/all?push=1&year=2022&or=1&title=clock&pop=1', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?push=1&year=2022&or=1&push=1&title=clock&and=1&year=1&pop=1&pop=1', ['Night Train <2>']],
    ['sections/1/all?pop=1&push=1&year=2022', ['Night Train <2>']],
    ['sections/1/all?sort=year:desc', ['Night Train <2>', 'The Clock']],
    ['sections/1/all?sort=rating:desc', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?sort=lastViewedAt:desc,nonsense', ['The Clock', 'Night Train <2>']],
    ['sections/1/all?limit=1', ['The Clock']],
    ['sections/1/all?type=18', []],
    ['sections/1/all?type=4', []],
    ['sections/2/all?type=4&show.title=planets&season.index=2', ['World 1']],
    ['sections/2/all?type=episode&show.title!=Small', []],
    ['sections/3/all?type=10&sort=duration:desc', ['Low Water', 'Rope', 'Squall']],
    ['sections/3/albums', ['Slow Harbour']],
    ['sections/3/search?type=10&query=squ', ['Squall']],
    ['sections/4/all', ['Lakes']],
    ['sections/4/all?clusterZoomLevel=1', ['lake']],
    ['sections/1/newest', ['Night Train <2>', 'The Clock']],
    ['sections/2/recentlyAdded', ['World 1', 'World 2', 'World 1']],
    ['sections/1/onDeck', undefined],
    ['sections/1/collections', []],
    ['onDeck', undefined],
    ['all?type=1&title=clock', ['The Clock']],
    ['recentlyAdded?X-Plex-Container-Size=2', ['lake', 'Slow Harbour']],
    ['metadata/1/extras', []],
    ['metadata/3/grandchildren', ['World 1', 'World 2', 'World 1']],
    ['metadata/2,1,99', ['Night Train <2>', 'The Clock']],
    ['search?query=clock&type=1', ['The Clock']],
  ])('/library/%s', async (target, expected) => {
    expect(await titles(`/library/${target}`)).toEqual(expected);
  });

  test('whatever a query says, it is answered', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'year',
        'title',
        'genre',
        'guid',
        'sort',
        'type',
        'push',
        'pop',
        'or',
        'addedAt',
        'show.title',
      ),
      fc.string(),
    );
    const sign = fc.constantFrom('', '!', '=', '!=', '>>', '<<', '>', '<');
    const value = fc.oneof(
      fc.constantFrom('1', '2019', 'a"b', "'", '%', '-30d', '1e999', '9'.repeat(30)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, sign, value), { maxLength: 6 }), async parts => {
        const query = parts.map(([name, sign, value]) => `${encode(name + sign)}=${encode(value)}`).join('&');
        const { size, totalSize = 0, Metadata = [] } = await container(`/library/sections/1/all?${query}`);
        expect(size).toBe(Metadata.length);
        expect(size).toBeLessThanOrEqual(totalSize);
      }),
    );
  });
});

describe('paging', () => {
  test('by headers and by the query, of one page and of none', async () => {
    const ranges = [
      [0, 1],
      [1, 1],
      [1, 5],
      [2, 1],
      [0, 0],
    ] as const;
    for (const [start, size] of ranges) {
      const asHeaders = { 'X-Plex-Container-Start': `${start}`, 'X-Plex-Container-Size': `${size}` };
      const byHeader = await container('/library/sections/1/all', asHeaders);
      const byQuery = await container(`/library/sections/1/all?${new URLSearchParams(asHeaders)}`);
      expect(byQuery).toEqual(byHeader);
      expect(byHeader).toMatchObject({
        totalSize: 2,
        offset: start,
        size: Math.min(size, Math.max(0, 2 - start)),
      });
    }
    const odd = { 'X-Plex-Container-Start': '-1', 'X-Plex-Container-Size': 'many' };
    expect(await container('/library/sections/1/all', odd)).toMatchObject({ size: 2, totalSize: 2 });
  });

  test('a list of any length comes whole, and as its pages would', async () => {
    const { page } = library.store.catalogue;
    const { items } = await page.call(
      library.store.catalogue,
      { type: 'movie', sort: [] },
      { start: 0, size: 1 },
    );
    const total = 1_200;
    const many = Array.from({ length: total }, (_, i) => ({ ...items[0], id: i + 1, title: `Film ${i}` }));
    const catalogue = {
      ...recordedServices().catalogue,
      page: async (_: unknown, { start, size }: { start: number; size: number }) => ({
        items: many.slice(start, start + size) as never,
        total,
      }),
    };
    const sections = await library.library.sections();
    const askMany = askOf(recordedServices({ catalogue, sections: async () => sections }));
    for (const headers of [json, {}]) {
      const whole = await (await askMany('/library/sections/1/all', headers)).text();
      expect(whole.match(/Film \d+/g)).toEqual(many.map(film => film.title));
      if (headers === json) expect(JSON.parse(whole).MediaContainer.Metadata).toHaveLength(total);
      else
        expect(whole).toMatch(
          /^<\?xml .*\n<MediaContainer size="1200"[\s\S]*<\/Video>\n<\/MediaContainer>\n$/,
        );
    }
  });
});

describe('scans', () => {
  const asked = async (method: string, target: string) => {
    const butler = new RecordedButler();
    const sections = await library.library.sections();
    const askButler = askOf(
      recordedServices({ butler, catalogue: library.store.catalogue, sections: async () => sections }),
    );
    const response = await askButler(target, {}, method);
    const activity = response.headers.get('x-plex-activity');
    return { status: response.status, scans: butler.scans, tasks: butler.tasks(), activity };
  };

  test.each([
    ['GET', 'sections/1/refresh', [{ sectionId: 1 }]],
    ['POST', 'sections/2/refresh?force=1', [{ sectionId: 2 }]],
    ['PUT', 'sections/1/refresh', [{ sectionId: 1 }]],
    ['GET', 'sections/1/refresh?path=/media/movie', [{ sectionId: 1, folder: '/media/movie' }]],
    ['GET', 'sections/1/refresh?path=/media/movie//a/../b/', [{ sectionId: 1, folder: '/media/movie/b' }]],
    ['PUT', 'metadata/1/refresh', [{ sectionId: 1, folder: '/media/movie' }]],
    [
      'PUT',
      'metadata/3,1/refresh',
      [
        { sectionId: 2, folder: '/media/show' },
        { sectionId: 1, folder: '/media/movie' },
      ],
    ],
    ['DELETE', 'sections/1/refresh', []],
    ['GET', 'sections/all/refresh', []],
    ['DELETE', 'sections/all/refresh', []],
  ] as const)('%s /library/%s', async (method, target, expected) => {
    const { status, scans } = await asked(method, `/library/${target}`);
    expect(status).toBe(200);
    expect(scans.toSorted((a, b) => b.sectionId - a.sectionId)).toEqual(expected);
  });

  test.each([
    ['GET', 'all/refresh'],
    ['POST', 'refresh'],
  ] as const)('of everything by %s %s is the task for it', async (method, target) => {
    const { tasks, activity } = await asked(method, `/library/sections/${target}`);
    expect(tasks.find(({ name }) => name === 'RefreshLibraries')?.active?.state).toBe('running');
    expect(activity).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['GET', 'sections/9/refresh'],
    ['DELETE', 'sections/9/refresh'],
    ['GET', 'sections/1/refresh?path=/media/movies'],
    ['GET', 'sections/1/refresh?path=/media/movie/../show'],
    ['GET', 'sections/1/refresh?path=movie'],
    ['GET', 'sections/1/refresh?path='],
    ['PUT', 'metadata/99/refresh'],
  ] as const)('%s /library/%s is not found', async (method, target) => {
    const { status, scans } = await asked(method, `/library/${target}`);
    expect([status, scans]).toEqual([404, []]);
  });
});

test('emptying the trash of a section forgets what is missing there', async () => {
  const sections = await library.library.sections();
  const administration = new RecordedSections(sections);
  const forgotten: number[] = [];
  administration.forgetMissing = async ({ id }) => forgotten.push(id);
  const ask = askOf(
    recordedServices({ sections: async () => sections, sectionAdministration: administration }),
  );
  const response = await ask('/library/sections/1/emptyTrash', {}, 'PUT');
  expect([response.status, await response.text(), forgotten]).toEqual([200, '', [1]]);
  expect((await ask('/library/sections/9/emptyTrash', {}, 'PUT')).status).toBe(404);
  expect(forgotten).toEqual([1]);
});

describe('what is not there', () => {
  test.each([
    '/library/sections/9',
    '/library/sections/9/all',
    '/library/sections/1/nonsense',
    '/library/sections/x/all',
    '/library/metadata/99',
    '/library/metadata/0',
    '/library/metadata/99/children',
    '/library/metadata/1/thumb',
    '/library/metadata/,',
    '/library/parts/1/file',
    '/library/parts/1/indexes/sd',
    '/library/parts/1/indexes/sd/5000',
    '/library/streams/5',
    `/library/metadata/${'9'.repeat(40)}`,
  ])('GET %s is not found', async target => {
    expect((await ask(target)).status).toBe(404);
  });

  test('is found by nobody without the token', async () => {
    for (const target of ['/library/sections/1/all', '/library/metadata/1', '/hubs/search?query=a'])
      expect((await ask(target, { 'X-Plex-Token': 'wrong' })).status).toBe(401);
  });
});

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
