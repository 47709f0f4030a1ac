import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { type FileKind, fileKinds } from '../../domain/library.ts';
import type { Artwork } from '../../domain/metadata.ts';
import type { UnitSpec } from '../../domain/task.ts';
import { generateBlurHashes as task } from './index.ts';

const start = async () => {
  const run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film', 'Other.mkv': 'other' });
  return run;
};

async function say(run: TestRun, ...artwork: Artwork[]): Promise<void> {
  await run.store.metadata.keep('local', [{ itemId: 1, version: `${artwork.length}`, artwork }], 1);
}

/** Runs the task as the engine does; every picture but those of text has its number as hash. Returns what was ordered. */
async function work(run: TestRun): Promise<(readonly string[])[]> {
  const orders: (readonly string[])[] = [];
  for (const unit of await task.find(run.context)) {
    const [request] = await task.order(run.context, unit);
    if (request?.analyzer !== 'blurHashes') throw new Error('There is no order for blur hashes.');
    const { pictures } = request.settings;
    orders.push(pictures);
    const hashes = pictures.map((path, n) => (path.endsWith('.txt') ? null : `hash ${n}`));
    await task.publish(run.context, unit, { analyzer: 'blurHashes', value: { hashes } });
  }
  return orders;
}

const hashesOf = async (run: TestRun) => (await run.store.analyses.find(1, 'blurHashes'))?.value;

test('parts without pictures have nothing to hash', async () => {
  await using run = await start();
  expect(await task.find(run.context)).toEqual([]);
});

test('artwork is hashed once, and again when there is other artwork', async () => {
  await using run = await start();
  const [poster, art] = ['poster.jpg', 'fanart.jpg'].map(name => join(run.temp, name)) as [string, string];
  await say(run, { kind: 'poster', file: poster });
  expect(await work(run)).toEqual([[poster]]);
  expect(await hashesOf(run)).toEqual({ [`file:${poster}`]: 'hash 0' });
  expect(await task.find(run.context)).toEqual([]);
  await say(
    run,
    { kind: 'poster', file: poster },
    { kind: 'art', file: art },
    { kind: 'theme', file: 'theme.mp3' },
  );
  expect(await work(run)).toEqual([[poster, art]]);
  expect(await task.find(run.context)).toEqual([]);
});

test('a picture that is replaced is hashed again', async () => {
  await using run = await start();
  const poster = join(run.temp, 'films', 'poster.jpg');
  /** As a scan finds the folder: the films as they are, and a poster of this size. */
  const scan = async (size: number) => {
    const names = ['Film.mkv', 'Other.mkv', 'poster.jpg'];
    const films = await Promise.all(names.slice(0, 2).map(name => stat(join(run.temp, 'films', name))));
    const listing = {
      path: '',
      modified: 1,
      names,
      sizes: Float64Array.from([...films.map(film => film.size), size]),
      fileModified: Float64Array.from([...films.map(film => film.mtimeMs), 1]),
      kinds: Uint8Array.from(['video', 'video', 'image'], kind => fileKinds.indexOf(kind as FileKind)),
    };
    await run.library.ingest(1, { listings: [listing], gone: [] }, 1);
  };
  await scan(10);
  await say(run, { kind: 'poster', file: poster });
  await work(run);
  expect(await task.find(run.context)).toEqual([]);
  await scan(11);
  expect(await work(run)).toEqual([[poster]]);
});

test('pictures of chapters are hashed, those that are there', async () => {
  await using run = await start();
  const chapters = [
    { startMs: 0, endMs: 5, atMs: 2 },
    { startMs: 5, endMs: 7 },
  ];
  const version = 'v';
  await run.store.analyses.keep(
    { partId: 1, kind: 'chapterThumbs', version, value: { made: true, chapters } },
    1,
  );
  await run.library.keepArtifact(
    { partId: 1, kind: 'chapterThumbs', version, path: 'x/Chapters', bytes: 1 },
    1,
  );
  expect(await work(run)).toEqual([[join(run.context.folders.bundles, 'x/Chapters/chapter1.jpg')]]);
  expect(await hashesOf(run)).toEqual({ 'chapter:1': 'hash 0' });
});

test('a picture that cannot be read has no hash, and is not tried again while it stays as it is', async () => {
  await using run = await start();
  await say(run, { kind: 'poster', file: '/a.txt' }, { kind: 'art', file: '/b.jpg' });
  await work(run);
  expect(await hashesOf(run)).toEqual({ 'file:/b.jpg': 'hash 1' });
  expect(await task.find(run.context)).toEqual([]);
});

test('an order of before is void when there are other pictures', async () => {
  await using run = await start();
  await say(run, { kind: 'poster', file: '/a.jpg' });
  const [unit] = (await task.find(run.context)) as [UnitSpec];
  await say(run, { kind: 'poster', file: '/b.jpg' }, { kind: 'art', file: '/c.jpg' });
  const later = { ...run.context, signal: new AbortController().signal };
  expect(await task.order(later, unit)).toEqual([]);
});

test('it says what was done in one sentence', async () => {
  await using run = await start();
  expect(await task.conclude(run.context, { done: 0, failed: 0, bytes: 0 })).toBe(
    'Every picture has its blur hash.',
  );
  expect(await task.conclude(run.context, { done: 2, failed: 1, bytes: 9 })).toBe(
    'Hashed the pictures of 2 files; 1 file failed.',
  );
});
