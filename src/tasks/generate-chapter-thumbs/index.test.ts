import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOne, makeFacts, startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { chapterImages } from '../../app/chapter-images.ts';
import type { MediaFacts } from '../../domain/media.ts';
import type { PassOrders } from '../../domain/pass.ts';
import type { UnitSpec } from '../../domain/task.ts';
import { formatBundle } from '../../files/bundle.ts';
import { chaptersPreference, formatChapters } from './chapters-beside.ts';
import { generateChapterThumbs as task } from './index.ts';

const start = () => startRun(task);
const folder = `${formatBundle(makeFacts('film').contentHash)}/Contents/Chapters`;
const chapters: MediaFacts['chapters'] = [
  { startMs: 0, endMs: 30_000, title: 'One' },
  { startMs: 30_000, endMs: 60_000 },
];

async function getOrder(run: TestRun, unit: UnitSpec) {
  const [request] = await task.order(run.context, unit);
  if (request?.analyzer !== 'chapterThumbs') throw new Error('There is no order for chapters.');
  return request.settings;
}

/** Does what a worker does with an order; of the last chapter it finds no picture. */
async function make({ output, ...settings }: PassOrders['chapterThumbs'], made = false) {
  await mkdir(output);
  await writeFile(join(output, 'chapter1.jpg'), 'one');
  const spans = made ? [{ startMs: 0, endMs: 60_000 }] : settings.chapters;
  const found = spans.map((span, n) => ({ ...span, ...(n === 0 && { atMs: 15_000 }) }));
  return { analyzer: 'chapterThumbs', value: { made, bytes: 3, chapters: found } } as const;
}

/** Takes in a film with these chapters. */
async function takeInFilm(run: TestRun): Promise<void> {
  await takeIn(run, { 'Film.mkv': 'film' }, { read: false });
  for (const part of await run.library.unreadParts('1')) {
    const facts = { ...makeFacts('film'), chapters };
    await run.library.keepFacts(part, '1', facts, { kind: 'movie', title: 'Film' }, 1);
  }
}

test('a picture of each chapter is ordered, and published where Plex keeps them', async () => {
  await using run = await start();
  await takeInFilm(run);
  const unit = await findOne(run, task);
  const settings = await getOrder(run, unit);
  const spans = chapters.map(({ startMs, endMs }) => ({ startMs, endMs }));
  expect(settings).toMatchObject({ chapters: spans, width: 320, quality: 3 });
  await task.publish(run.context, unit, await make(settings));

  expect(await readFile(join(run.context.folders.bundles, folder, 'chapter1.jpg'), 'utf8')).toBe('one');
  expect(await run.library.findArtifact(1, 'chapterThumbs')).toMatchObject({ path: folder, bytes: 3 });
  expect((await run.store.analyses.find(1, 'chapterThumbs'))?.value).toEqual({
    made: false,
    chapters: [{ ...spans[0], atMs: 15_000 }, spans[1]],
  });
  expect(await readdir(run.context.folders.staging)).toEqual([]);
  expect(await task.find(run.context)).toEqual([]);
});

test('chapters that were made do not mix with those of the file', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  const settings = await getOrder(run, unit);
  expect(settings.chapters).toEqual([]);
  await task.publish(run.context, unit, await make(settings, true));
  expect((await run.store.analyses.find(1, 'chapterThumbs'))?.value.made).toBe(true);
  expect(await run.library.chapters(1)).toEqual([]);
});

test('repeating a publication does no harm, also where the first one was cut short before it was recorded', async () => {
  await using run = await start();
  await takeInFilm(run);
  const unit = await findOne(run, task);
  const result = await make(await getOrder(run, unit));
  await task.publish(run.context, unit, result);
  await run.store.db.deleteFrom('artifact').execute();
  await task.publish(run.context, unit, result);
  expect(await task.find(run.context)).toEqual([]);
  expect(await readdir(join(run.context.folders.bundles, folder))).toEqual(['chapter1.jpg']);
});

test('another width makes them anew, and nothing of the old ones stays', async () => {
  await using run = await start();
  await takeInFilm(run);
  const first = await findOne(run, task);
  await task.publish(run.context, first, await make(await getOrder(run, first)));
  await writeFile(join(run.context.folders.bundles, folder, 'chapter2.jpg'), 'of before');
  await run.settings.set({ ButlerChapterThumbWidth: '640' });
  const second = await findOne(run, task);
  expect(await task.order(run.context, first)).toEqual([]);
  await task.publish(run.context, second, await make(await getOrder(run, second)));
  expect(await readdir(join(run.context.folders.bundles, folder))).toEqual(['chapter1.jpg']);
});

test('what was made of a file that changed meanwhile is dropped', async () => {
  await using run = await start();
  await takeInFilm(run);
  const unit = await findOne(run, task);
  const result = await make(await getOrder(run, unit));
  await takeIn(run, { 'Film.mkv': 'longer film' }, { read: false });
  await task.publish(run.context, unit, result);
  expect(await readdir(run.context.folders.staging)).toEqual([]);
  expect(await run.library.findArtifact(1, 'chapterThumbs')).toBeUndefined();
});

test('pictures are found by their media, and only those that are there', async () => {
  await using run = await start();
  await takeInFilm(run);
  const unit = await findOne(run, task);
  const find = chapterImages(run.library, run.store.analyses, run.context.folders.bundles);
  expect(await find(1, 1)).toBeUndefined();
  await task.publish(run.context, unit, await make(await getOrder(run, unit)));
  expect(await find(1, 1)).toBe(join(run.context.folders.bundles, folder, 'chapter1.jpg'));
  for (const [media, chapter] of [
    [1, 0],
    [1, 2],
    [1, 3],
    [2, 1],
  ] as const)
    expect(await find(media, chapter)).toBeUndefined();
});

test('it says what was done in one sentence', async () => {
  await using run = await start();
  const say = (done: number, failed: number, bytes: number) =>
    task.conclude(run.context, { done, failed, bytes });
  expect(await say(0, 0, 0)).toBe('Every chapter has its picture.');
  expect(await say(1, 0, 2_000_000_000)).toBe('Made pictures of the chapters of 1 video of 2 GB in all.');
  expect(await say(2, 1, 2_000_000_000)).toBe(
    'Made pictures of the chapters of 2 videos of 2 GB in all; 1 video failed.',
  );
});

test('chapters that were made are written beside the film where that is switched on, those of the file are not', async () => {
  await using run = await start();
  await takeInFilm(run);
  await takeIn(run, { 'Bare.mkv': 'another film' });
  for (const unit of await task.find(run.context)) {
    const settings = await getOrder(run, unit);
    await task.publish(run.context, unit, await make(settings, settings.chapters.length === 0));
  }
  const films = join(run.temp, 'films');
  const conclude = () => task.conclude?.(run.context, { done: 0, failed: 0, bytes: 0 });
  await conclude();
  expect(await readdir(films)).toEqual(['Bare.mkv', 'Film.mkv']);
  await run.settings.set({ [chaptersPreference.id]: 'true' });
  await conclude();
  expect(await readdir(films)).toEqual(['Bare.chapters.xml', 'Bare.mkv', 'Film.mkv']);
  expect(await readFile(join(films, 'Bare.chapters.xml'), 'utf8')).toBe(
    formatChapters([{ startMs: 0, endMs: 60_000 }]),
  );
});

test('chapters are told as Matroska has them', () => {
  const text = formatChapters([
    { startMs: 0, endMs: 300_000 },
    { startMs: 300_000.4, endMs: 3_723_456 },
  ]);
  expect(text.match(/(?<=<Chapter(TimeStart|TimeEnd|String)>)[^<]*/g)).toEqual([
    '00:00:00.000000000',
    '00:05:00.000000000',
    'Chapter 1',
    '00:05:00.000000000',
    '01:02:03.456000000',
    'Chapter 2',
  ]);
});
