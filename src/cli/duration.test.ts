import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

test.each([
  ['90min', 'PT90M'],
  ['2h', 'PT2H'],
  ['1h30m', 'PT1H30M'],
  ['1d 6h', 'P1DT6H'],
  ['2d', 'P2D'],
  ['45s', 'PT45S'],
  ['pt2h', 'PT2H'],
])('%s is %s', (given, expected) => expect(parseDuration('--for', given)).toBe(expected));

test.each(['', ' ', 'soon', '2', '2 weeks', '-1h', 'h'])('"%s" is refused', given => {
  expect(() => parseDuration('--for', given)).toThrow(/--for is ".*", but must be a length of time/);
});
