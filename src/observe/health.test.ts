import { expect, test } from 'vitest';
import { openHealth } from './health.ts';

const fine = async () => 'whatever';

test('each check is told by its name', async () => {
  const ask = openHealth({ one: fine, two: () => Promise.reject(new Error('No.')) }, () => 0);
  expect(await ask()).toEqual({ one: true, two: false });
});

test('a check that does not end fails', async () => {
  const ask = openHealth({ one: fine, two: () => new Promise(() => {}) }, () => 0, 5);
  expect(await ask()).toEqual({ one: true, two: false });
});

test('a check that throws at once fails', async () => {
  const broken = () => {
    throw new Error('No.');
  };
  expect(await openHealth({ broken }, () => 0)()).toEqual({ broken: false });
});

test('who asks often gets the answer of the last second', async () => {
  let now = 0;
  let looks = 0;
  const ask = openHealth({ one: async () => looks++ }, () => now);
  await Promise.all([ask(), ask()]);
  now = 999;
  await ask();
  expect(looks).toBe(1);
  now = 1_000;
  await ask();
  expect(looks).toBe(2);
});
