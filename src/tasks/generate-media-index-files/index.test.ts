import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOne, makeFacts, startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import type { PassResult, UnitSpec } from '../../domain/task.ts';
import { generateMediaIndexFiles as task } from './index.ts';
import { indexFilePath } from './products.ts';

const start = () => startRun(task);

async function getOrder(run: TestRun, unit: UnitSpec) {
  const [request] = await task.order(run.context, unit);
  if (request?.analyzer !== 'indexFile') throw new Error('There is no order for an index file.');
  return request.settings;
}

/** Does what a worker does with an order: leaves a file at its output. */
async function make(request: { output: string }, content: string): Promise<PassResult> {
  await writeFile(request.output, content);
  return { analyzer: 'indexFile', value: { bytes: content.length, pictures: 1 } };
}

test('it orders one picture each two seconds from keyframes, and publishes where Plex keeps them', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  expect(unit).toMatchObject({ label: 'Film.mkv', bytes: 4 });
  const [request] = await task.order(run.context, unit);
  const settings = { intervalMs: 2000, width: 320, quality: 4, keyframesOnly: true };
  expect(request).toMatchObject({ analyzer: 'indexFile', settings });
  const { output } = await getOrder(run, unit);
  expect(output.startsWith(`${run.context.folders.staging}/`)).toBe(true);
  await task.publish(run.context, unit, await make({ output }, 'pictures'));

  const { contentHash } = makeFacts('film');
  const path = `${contentHash[0]}/${contentHash.slice(1)}.bundle/Contents/Indexes/index-sd.bif`;
  expect(await readFile(join(run.context.folders.bundles, path), 'utf8')).toBe('pictures');
  const id = Number(unit.subject.slice('part:'.length));
  expect(await run.library.findArtifact(id, 'indexFile')).toMatchObject({ path, bytes: 8 });
  expect(await readdir(run.context.folders.staging)).toEqual([]);
  expect(await task.find(run.context)).toEqual([]);
});

test('repeating a publication does no harm, also where the first one was cut short before it was recorded', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  const result = await make(await getOrder(run, unit), 'pictures');
  await task.publish(run.context, unit, result);
  await run.store.db.deleteFrom('artifact').execute();
  await task.publish(run.context, unit, result);
  await task.publish(run.context, unit, result);
  expect(await task.find(run.context)).toEqual([]);
});

test('a worker that left nothing has made nothing', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  const result = { analyzer: 'indexFile', value: { bytes: 8, pictures: 1 } } as const;
  await expect(task.publish(run.context, unit, result)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await task.find(run.context)).toHaveLength(1);
});

test('another interval makes the file anew, and orders of the old one are void', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const first = await findOne(run, task);
  await task.publish(run.context, first, await make(await getOrder(run, first), 'pictures'));
  await run.settings.set({ GenerateBIFFrameInterval: '10', GenerateBIFKeyframesOnly: 'false' });
  const second = await findOne(run, task);
  expect(second.subject).toBe(first.subject);
  expect(second.version).not.toBe(first.version);
  expect(await getOrder(run, second)).toMatchObject({ intervalMs: 10_000, keyframesOnly: false });
  expect(await task.order(run.context, first)).toEqual([]);
});

test('what was made under settings that changed meanwhile is kept as such, and made anew', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  const result = await make(await getOrder(run, unit), 'pictures');
  await run.settings.set({ GenerateBIFFrameInterval: '10' });
  await task.publish(run.context, unit, result);
  expect((await findOne(run, task)).version).not.toBe(unit.version);
});

test('a file that changes is first read again, then made anew; what was made of its old content is dropped', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const first = await findOne(run, task);
  const result = await make(await getOrder(run, first), 'pictures');
  await takeIn(run, { 'Film.mkv': 'longer film' }, { read: false });
  expect(await task.find(run.context)).toEqual([]);
  expect(await task.order(run.context, first)).toEqual([]);
  await task.publish(run.context, first, result);
  expect(await readdir(run.context.folders.staging)).toEqual([]);
  expect(
    await stat(join(run.context.folders.bundles, indexFilePath(makeFacts('film').contentHash))).catch(
      () => 'none',
    ),
  ).toBe('none');

  await takeIn(run, {});
  const second = await findOne(run, task);
  expect(second.version).toContain(makeFacts('longer film').contentHash);
  await task.publish(run.context, second, await make(await getOrder(run, second), 'pictures'));
  await takeIn(run, { 'Film.mkv': 'the longest film of all' });
  expect((await findOne(run, task)).version).toContain(makeFacts('the longest film of all').contentHash);
});

test('two runs never share an unfinished file', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const unit = await findOne(run, task);
  const { output } = await getOrder(run, unit);
  await writeFile(output, 'half');
  const other = { ...run.context, run: { ...run.context.run, id: run.context.run.id + 1 } };
  const [request] = await task.order(other, unit);
  expect(request).toMatchObject({ settings: { output: expect.not.stringContaining(output) } });
  await getOrder(run, unit);
  expect(await readdir(run.context.folders.staging)).toEqual([]);
});

test.skipIf(noSmallDisk)(
  `a full disk ends the run before a file is begun${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using run = await start();
    await using disk = await mountSmallDisk(1_048_576);
    await takeIn(run, { 'Film.mkv': 'film' });
    const unit = await findOne(run, task);
    const folders = { ...run.context.folders, staging: disk.path };
    await expect(task.order({ ...run.context, folders }, unit)).rejects.toMatchObject({ code: 'disk-full' });
  },
);

test('it says what was done in one sentence', async () => {
  await using run = await start();
  const say = (done: number, failed: number, bytes: number) =>
    task.conclude(run.context, { done, failed, bytes });
  expect(await say(0, 0, 0)).toBe('Every video has its preview thumbnails.');
  expect(await say(1, 0, 2_000_000_000)).toBe('Made preview thumbnails for 1 video of 2 GB in all.');
  expect(await say(1204, 2, 3_456_000_000_000)).toBe(
    'Made preview thumbnails for 1,204 videos of 3.46 TB in all; 2 videos failed.',
  );
});
