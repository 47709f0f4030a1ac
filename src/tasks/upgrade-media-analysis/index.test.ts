import { expect, test } from 'vitest';
import { findOne, startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import type { DeepFacts } from '../../domain/deep-facts.ts';
import type { PassResult } from '../../domain/task.ts';
import { defineMeasurement, measuring } from '../../library/units/measurement.ts';
import { upgradeMediaAnalysis } from './index.ts';

const deepFacts: DeepFacts = {
  durationMs: 60_000,
  bitsPerSecond: [8],
  peakBitrate: 8,
  requiredBandwidths: [],
  streams: [],
  sound: [],
};
const deepResult: PassResult = { analyzer: 'deep', value: deepFacts };
const loudnessResult: PassResult = { analyzer: 'loudness', value: { tracks: [] } };

const deep = (revision: number) =>
  defineMeasurement({ kind: 'deep', title: 'deep analyses', of: 'video', revision, settings: () => ({}) });
const loudness = (truePeak: boolean) =>
  defineMeasurement({
    kind: 'loudness',
    title: 'measures of loudness',
    of: 'video',
    revision: 1,
    settings: () => ({ truePeak }),
  });

async function measure(run: TestRun, measurement: ReturnType<typeof deep>, result: PassResult) {
  for (const unit of await measurement.find(run.context, 'missing'))
    await measurement.publish(run.context, unit, result);
}

test('what was never measured, or is up to date, is left alone', async () => {
  const task = upgradeMediaAnalysis([deep(1), loudness(false)]);
  await using run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film' });
  expect(await task.find(run.context)).toEqual([]);
  await measure(run, deep(1), deepResult);
  expect(await task.find(run.context)).toEqual([]);
});

test('all that is stale of one file is repeated in one unit', async () => {
  const task = upgradeMediaAnalysis([deep(2), loudness(true)]);
  await using run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film', 'Fresh.mkv': 'fresh' });
  await measure(run, deep(1), deepResult);
  await measure(run, loudness(false), loudnessResult);
  const [fresh] = await deep(2).find(run.context, 'stale');
  if (!fresh) throw new Error('Nothing is stale.');
  await deep(2).publish(run.context, fresh, deepResult);
  expect(await task.find(run.context)).toHaveLength(2);

  for (const unit of await task.find(run.context)) {
    const requests = await task.order(run.context, unit);
    expect(requests.at(-1)).toEqual({ analyzer: 'loudness', settings: { truePeak: true } });
    if (requests.length === 2) await task.publish(run.context, unit, deepResult);
    await task.publish(run.context, unit, loudnessResult);
  }
  expect(await task.find(run.context)).toEqual([]);
});

test('what failed of a unit is all that is ordered again', async () => {
  const task = upgradeMediaAnalysis([deep(2), loudness(true)]);
  await using run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film' });
  await measure(run, deep(1), deepResult);
  await measure(run, loudness(false), loudnessResult);
  const unit = await findOne(run, task);
  await task.publish(run.context, unit, deepResult);
  const again = await findOne(run, task);
  expect(await task.order(run.context, again)).toEqual([
    { analyzer: 'loudness', settings: { truePeak: true } },
  ]);
});

test('a file that changed meanwhile is measured anew by its own task, not here', async () => {
  const task = upgradeMediaAnalysis([deep(2)]);
  await using run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film' });
  await measure(run, deep(1), deepResult);
  const unit = await findOne(run, task);
  await takeIn(run, { 'Film.mkv': 'another film' });
  expect(await task.order(run.context, unit)).toEqual([]);
  await task.publish(run.context, unit, deepResult);
  expect(await task.find(run.context)).toEqual([]);
  expect(await deep(2).find(run.context, 'missing')).toHaveLength(1);
});

test('a measuring task says in one sentence what it did', async () => {
  const { conclude } = measuring(deep(1), 'loudness');
  const task = upgradeMediaAnalysis([]);
  await using run = await startRun(task);
  const say = (done: number, failed: number) => conclude(run.context, { done, failed, bytes: 1 });
  expect(await say(0, 0)).toBe('The loudness of every file is known.');
  expect(await say(1, 0)).toBe('Measured the loudness of 1 file.');
  expect(await say(1200, 2)).toBe('Measured the loudness of 1,200 files; 2 files failed.');
  expect(await task.conclude(run.context, { done: 3, failed: 1, bytes: 0 })).toBe(
    'Repeated the analysis of 3 files; 1 file failed.',
  );
});
