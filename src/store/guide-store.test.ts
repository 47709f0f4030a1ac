import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import {
  formatProgramme,
  type GuideChannel,
  type GuideStore,
  type SourceProgramme,
} from '../domain/guide.ts';
import { openStore, type Store } from './open.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let guide: GuideStore;

beforeEach(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
  ({ guide } = store);
});

afterEach(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

function programme(values: Partial<SourceProgramme>): SourceProgramme {
  const row = { channel: 0, startsAt: 1, endsAt: null, title: 'News', subtitle: null, description: null };
  return { ...row, categories: null, season: null, episode: null, showId: null, ...values };
}

const one = (importId: number): GuideChannel => ({
  key: 'one',
  names: ['One', '“1”'],
  members: [{ importId, channel: 0 }],
});

const format = (programmes: readonly SourceProgramme[]) =>
  new TextEncoder().encode(`[${programmes.map(formatProgramme).join()}]`);
const always = () => ({ from: 0, to: 1_000_000 });
const count = async () => (await store.db.selectFrom('guide_programme').select('title').execute()).length;

test('programmes come back as they were given, in order, from one channel and time', async () => {
  const [source] = await guide.sources(['/guide.xml']);
  const id = await guide.beginImport(1);
  const whole = programme({
    startsAt: 5,
    endsAt: 9,
    title: 'Ä "quoted"\u0000',
    subtitle: '1',
    description: '{"a": [1]}',
    categories: 'a\nb',
    season: 0,
    episode: 12,
  });
  const rows = [whole, programme({ startsAt: 3 }), programme({ startsAt: 9 }), programme({ channel: 1 })];
  await guide.addProgrammes(id, format(rows));
  await guide.publish([{ id: source?.id ?? 0, importId: id, version: 'v' }], [one(id)], 7);
  expect(await guide.programmes('ONE', () => ({ from: 3, to: 9 }))).toEqual([[rows[1], whole]]);
  expect(await guide.programmes('two', always)).toBeUndefined();
  expect(await guide.sources(['/guide.xml'])).toEqual([{ ...source, import: { id, version: 'v' } }]);
});

test('of two with one start the later one stands', async () => {
  const id = await guide.beginImport(1);
  await guide.addProgrammes(id, format([programme({}), programme({ title: 'Later' })]));
  await guide.addProgrammes(id, format([programme({ title: 'Last' })]));
  await guide.publish([], [one(id)], 1);
  expect((await guide.programmes('one', always))?.[0]?.map(({ title }) => title)).toEqual(['Last']);
});

test('an import is not seen before it is published, and the one before goes afterwards', async () => {
  const [source] = await guide.sources(['a']);
  const first = await guide.beginImport(1);
  await guide.addProgrammes(first, format([programme({ title: 'Old' })]));
  await guide.publish([{ id: source?.id ?? 0, importId: first, version: '1' }], [one(first)], 1);
  const second = await guide.beginImport(2);
  const many = Array.from({ length: 4_500 }, (_, i) => programme({ startsAt: i, title: 'New' }));
  await guide.addProgrammes(second, format(many));
  const titles = async () => (await guide.programmes('one', () => ({ from: 0, to: 2 })))?.[0]?.[0]?.title;
  expect(await titles()).toBe('Old');
  await guide.publish([{ id: source?.id ?? 0, importId: second, version: '2' }], [one(second)], 2);
  expect(await titles()).toBe('New');
  expect(await count()).toBe(4_501);
  await guide.prune();
  expect(await count()).toBe(4_500);
  await guide.publish([], [], 3);
  await guide.prune();
  expect([await count(), await guide.sources([]), await guide.listChannels({ limit: 9 })]).toEqual([
    0,
    [],
    [],
  ]);
});

test('channels come page by page, in their order', async () => {
  const id = await guide.beginImport(1);
  await guide.keepChannels(id, [{ xmltvId: 'a', names: ['A'], icon: 'i' }]);
  expect(await guide.channels(id)).toEqual([{ xmltvId: 'a', names: ['A'], icon: 'i' }]);
  const channels = ['c', 'a', 'b'].map(key => ({ ...one(id), key, icon: key }));
  await guide.publish([], channels, 1);
  const [first, second] = await guide.listChannels({ limit: 2 });
  expect([first, second]).toEqual(channels.slice(0, 2).map((channel, i) => ({ ...channel, id: i + 1 })));
  const rest = await guide.listChannels({ limit: 2, after: second?.id });
  expect(rest.map(({ key }) => key)).toEqual(['b']);
});

test('a programme is no episode of a show that is no longer there', async () => {
  const section = { uuid: 'u', type: 'show', title: 'Shows', created_at: 1 } as const;
  await store.db.insertInto('section').values(section).execute();
  const item = { section_id: 1, sort_title: '', year: 2001, added_at: 1, updated_at: 1 };
  const values = { ...item, type: 'show', key: 'show/a/', title: 'A' } as const;
  const { id } = await store.db.insertInto('item').values(values).returning('id').executeTakeFirstOrThrow();
  expect(await guide.knownShows()).toEqual([{ id, title: 'A', year: 2001 }]);
  const importId = await guide.beginImport(1);
  await guide.addProgrammes(importId, format([programme({ showId: id })]));
  await guide.publish([], [one(importId)], 1);
  const show = async () => (await guide.programmes('one', always))?.[0]?.[0]?.showId;
  expect(await show()).toBe(id);
  await store.db.deleteFrom('item').execute();
  expect(await show()).toBeNull();
});
