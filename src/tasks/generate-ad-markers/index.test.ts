import { expect, test } from 'vitest';
import { findOne, startRun, takeIn } from '../../../test/support/context.ts';
import { generateAdMarkers as task } from './index.ts';

const spans = [{ startMs: 600_000, endMs: 780_000 }];

test('the breaks that were found are marked, once, and told', async () => {
  await using run = await startRun(task);
  await takeIn(run, { 'a.mkv': 'a recording' });
  const unit = await findOne(run, task);
  expect(await task.order(run.context, unit)).toEqual([{ analyzer: 'breaks', settings: {} }]);
  await task.publish(run.context, unit, { analyzer: 'breaks', value: { breaks: spans } });
  expect(await task.conclude(run.context, { done: 1, failed: 0, bytes: 0 })).toBe(
    'Listened to 1 video and found breaks in 1 of 1.',
  );
  const markers = await run.context.analyses.markers([1]);
  expect(markers.get(1)).toEqual([{ kind: 'commercial', ...spans[0] }]);
  expect(await task.find(run.context)).toEqual([]);
  expect(await task.conclude(run.context, { done: 0, failed: 0, bytes: 0 })).toBe(
    'The breaks of every video are known.',
  );
});

test('a film without breaks is listened to once, and has no marks', async () => {
  await using run = await startRun(task);
  await takeIn(run, { 'a.mkv': 'a film' });
  const unit = await findOne(run, task);
  await task.publish(run.context, unit, { analyzer: 'breaks', value: { breaks: [] } });
  expect(await task.conclude(run.context, { done: 1, failed: 1, bytes: 0 })).toBe(
    'Listened to 1 video and found breaks in 0 of 1; 1 file failed.',
  );
  expect((await run.context.analyses.markers([1])).size).toBe(0);
  expect(await task.find(run.context)).toEqual([]);
});

test('what was found before a run was cut short is marked by the next one', async () => {
  await using run = await startRun(task);
  await takeIn(run, { 'a.mkv': 'a recording' });
  const unit = await findOne(run, task);
  await task.publish(run.context, unit, { analyzer: 'breaks', value: { breaks: spans } });
  await task.conclude(run.context, { done: 0, failed: 0, bytes: 0 });
  expect((await run.context.analyses.markers([1])).get(1)).toHaveLength(1);
});
