import { expect, test } from 'vitest';
import { differenceOf } from './sounds-like.ts';

test('pieces differ by the root mean square of what their vectors differ by', () => {
  expect(differenceOf({ vector: [1, 2, 3, 4] }, { vector: [1, 2, 3, 4] })).toBe(0);
  expect(differenceOf({ vector: [0, 0] }, { vector: [3, 4] })).toBeCloseTo(Math.sqrt(12.5));
  expect(differenceOf({ vector: [1] }, { vector: [1, 2] })).toBe(Number.POSITIVE_INFINITY);
  expect(differenceOf({ vector: [] }, { vector: [] })).toBe(Number.POSITIVE_INFINITY);
});
