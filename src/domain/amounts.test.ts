import { expect, test } from 'vitest';
import { formatLength } from './amounts.ts';

test.each([
  [0, '0 s'],
  [499, '0 s'],
  [45_000, '45 s'],
  [59_600, '1 min'],
  [192_000, '3 min 12 s'],
  [3_600_000, '1 h'],
  [11_520_000, '3 h 12 min'],
  [90_061_000, '1 d 1 h'],
  [-5, '0 s'],
])('%i ms is written %s', (ms, text) => {
  expect(formatLength(ms)).toBe(text);
});
