import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import type { AutoTagFacts } from '../../domain/analysis.ts';
import { fileKinds } from '../../domain/library.ts';
import { unitsOf } from '../../library/units/making.ts';
import { SqliteCatalogue } from '../../store/catalogue.ts';
import { generateAutoTags as task } from './index.ts';
import { nameTags } from './name-tags.ts';

/** A library with a photo, `Beach.jpg`. */
async function start(given: Record<string, string> = {}): Promise<TestRun> {
  const run = await startRun(task, { given });
  const { library } = run;
  const section = await library.addSection({ title: 'Photos', type: 'photo', paths: ['/media/photos'] });
  const listing = {
    path: '',
    modified: 1,
    names: ['Beach.jpg'],
    sizes: Float64Array.of(1000),
    fileModified: Float64Array.of(1),
    kinds: Uint8Array.of(fileKinds.indexOf('image')),
  };
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  const image = { index: 0, kind: 'image', codec: 'mjpeg', isDefault: true, isForced: false } as const;
  for (const part of await library.unreadParts('1')) {
    const facts = { container: 'jpeg', streams: [image], chapters: [], contentHash: 'a'.repeat(40) };
    await library.keepFacts(part, '1', facts, { kind: 'photo', album: 'Summer', title: 'Beach' }, 1);
  }
  return run;
}

const seen: AutoTagFacts = {
  objects: [
    { label: 'surfboard', count: 2, score: 0.8 },
    { label: 'person', count: 1, score: 0.7 },
  ],
  people: 1,
  colours: ['blue'],
  place: { town: 'Sydney', country: 'Australia' },
};

async function tag(run: TestRun, value: AutoTagFacts): Promise<void> {
  for (const unit of await task.measurement.find(run.context, 'missing')) {
    await task.publish(run.context, unit, { analyzer: 'autoTags', value });
  }
}

const find = (run: TestRun, text: string) =>
  new SqliteCatalogue(run.store.db).searchTags(text, ['autotag', 'place'], 5);

test('a photo is looked at once, and found by what is in it and by its place', async () => {
  await using run = await start();
  const [unit] = await task.find(run.context);
  expect(unit).toMatchObject({ label: 'Beach.jpg' });
  expect(await task.order(run.context, unit as never)).toEqual([
    { analyzer: 'autoTags', settings: { confidence: 50 } },
  ]);
  await tag(run, seen);
  expect(await task.find(run.context)).toEqual([]);
  expect(await find(run, 'surf')).toMatchObject([{ name: 'Surfboard', kind: 'autotag', count: 1 }]);
  expect(await find(run, 'aus')).toMatchObject([{ name: 'Australia', kind: 'place', count: 1 }]);
  expect(await find(run, 'blue')).toHaveLength(1);
});

test('another confidence makes the tags stale, and new ones take their place', async () => {
  await using run = await start();
  await tag(run, seen);
  await run.settings.set({ ButlerAutoTagConfidence: '30' });
  const [part] = await run.store.analyses.partsToAnalyse('autoTags', '', 'image');
  const stale = await task.measurement.find(run.context, 'stale');
  expect(stale).toEqual(unitsOf(part ? [part] : [], 'autoTags:1,confidence=30'));
  const value = { ...seen, objects: [], people: 0 };
  await task.publish(run.context, stale[0] as never, { analyzer: 'autoTags', value });
  expect(await find(run, 'surf')).toEqual([]);
  expect(await find(run, 'blue')).toHaveLength(1);
  expect(await task.measurement.find(run.context, 'stale')).toEqual([]);
});

test('what a person says of a photo stays', async () => {
  await using run = await start();
  await tag(run, seen);
  const items = await run.store.analyses.itemsOf([1]);
  const [photo = 0] = items.get(1) ?? [];
  await run.store.metadata.edit(photo, { tags: [{ kind: 'place', name: 'Home' }] }, [], 1);
  const tags = (await run.store.metadata.metadataOf([photo])).get(photo)?.tags ?? [];
  expect(tags.filter(({ kind }) => kind === 'place')).toEqual([{ kind: 'place', name: 'Home' }]);
  expect(tags).toContainEqual({ kind: 'autotag', name: 'Surfboard' });
});

test.each([
  [0, []],
  [1, ['People', '1 person']],
  [4, ['People', '4 people']],
  [5, ['People', 'Group of people']],
])('%d people', (people, names) => {
  const tags = nameTags({ objects: [], people, colours: [] });
  expect(tags.map(({ name }) => name)).toEqual(names);
});

test('no more things than anybody would name', () => {
  const objects = Array.from({ length: 20 }, (_, n) => ({
    label: `thing ${n}`,
    count: 1,
    score: 1 - n / 40,
  }));
  const tags = nameTags({ objects, people: 0, colours: [] });
  expect(tags.map(({ name }) => name)).toEqual(
    objects.slice(0, 8).map(({ label }) => label.replace('t', 'T')),
  );
});
