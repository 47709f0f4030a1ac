import { expect, test } from 'vitest';
import { onTheClock, relativeTo } from './when.ts';

const now = Date.UTC(2027, 2, 28, 12);
const when = relativeTo(now);
const at = (ms: number) => new Date(now + ms).toISOString();

test('times are told from now, in their largest unit', () => {
  expect(when(at(-3 * 3_600_000 - 5 * 60_000))).toBe('3 h ago');
  expect(when(at(-45_000))).toBe('45 s ago');
  expect(when(at(12 * 60_000))).toBe('in 12 min');
  expect(when(at(-3 * 86_400_000))).toBe('3 d ago');
  expect(when(at(400))).toBe('just now');
  expect(when(undefined)).toBe('');
});

test('or by the clock of a zone', () => {
  expect(onTheClock('Europe/Berlin')('2027-03-28T00:59:30Z')).toBe('2027-03-28 01:59');
  expect(onTheClock('Europe/Berlin')('2027-03-28T01:00:00Z')).toBe('2027-03-28 03:00');
});
