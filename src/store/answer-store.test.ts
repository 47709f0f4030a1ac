import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { openStore } from './open.ts';

const answer = { request: 'ab', status: 201, contentType: 'application/json', body: '{"a":"é"}' };

test('an answer is found by its key, for as long as it is kept, over a restart', async () => {
  await using folder = await makeTempFolder();
  {
    await using store = await openStore(folder.path);
    await store.answers.keepAnswer('one', answer, 1_000, 0);
    await store.answers.keepAnswer('two', { request: 'cd', status: 204, body: '' }, 2_000, 0);
  }
  await using store = await openStore(folder.path);
  expect(await store.answers.findAnswer('one', 1_000)).toEqual(answer);
  expect(await store.answers.findAnswer('one', 1_001)).toBeUndefined();
  expect(await store.answers.findAnswer('two', 0)).toEqual({ request: 'cd', status: 204, body: '' });
  expect(await store.answers.findAnswer('ONE', 0)).toBeUndefined();
});

test('what is old goes, and of too many the oldest', async () => {
  await using folder = await makeTempFolder();
  await using store = await openStore(folder.path);
  await store.answers.keepAnswer('old', answer, 1, 0);
  await store.answers.keepAnswer('new', answer, 500, 2);
  expect(await store.answers.findAnswer('old', 0)).toBeUndefined();
  for (let i = 1; i <= 1_000; i++) await store.answers.keepAnswer(`${i}`, answer, 1_000 + i, 2);
  expect(await store.answers.findAnswer('new', 0)).toBeUndefined();
  expect(await store.answers.findAnswer('1', 0)).toEqual(answer);
  // A key that comes again takes the place of what was kept for it.
  await store.answers.keepAnswer('1', { ...answer, status: 200 }, 9_000, 2);
  expect(await store.answers.findAnswer('1', 0)).toMatchObject({ status: 200 });
  expect(await store.answers.findAnswer('2', 0)).toEqual(answer);
});
