import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBlackout, formatBlackout, isBlackout, parseBlackout } from './blackout.ts';
import { addDays } from './calendar.ts';

const anyDate = fc.integer({ min: 0, max: 365 * 400 }).map(days => addDays('1900-01-01', days));
const anyDays = fc
  .tuple(anyDate, anyDate, fc.boolean())
  .map(([a, b, yearly]) =>
    yearly ? { first: a.slice(5), last: b.slice(5) } : { first: a < b ? a : b, last: a < b ? b : a },
  );

describe('blackout days', () => {
  test('survive being written and read', () => {
    fc.assert(
      fc.property(fc.array(anyDays), days => {
        expect(parseBlackout(formatBlackout(days))).toEqual(days);
      }),
    );
    const text = '2026-12-24; 2026-12-25..2026-12-27; 12-31';
    expect(formatBlackout(parseBlackout(text))).toBe(text);
    expect(parseBlackout(' 2026-12-24;12-30 .. 01-02 ')).toEqual([
      { first: '2026-12-24', last: '2026-12-24' },
      { first: '12-30', last: '01-02' },
    ]);
  });

  test.each([
    ['', '2026-12-24', false],
    ['2026-12-24', '2026-12-24', true],
    ['2026-12-24', '2027-12-24', false],
    ['2026-12-25..2026-12-27', '2026-12-24', false],
    ['2026-12-25..2026-12-27', '2026-12-25', true],
    ['2026-12-25..2026-12-27', '2026-12-27', true],
    ['2026-12-25..2026-12-27', '2026-12-28', false],
    ['2026-12-30..2027-01-02', '2027-01-01', true],
    ['12-31', '2031-12-31', true],
    ['12-30..01-02', '2030-12-29', false],
    ['12-30..01-02', '2030-12-30', true],
    ['12-30..01-02', '2031-01-02', true],
    ['12-30..01-02', '2031-01-03', false],
    ['02-29', '2028-02-29', true],
    ['02-29', '2027-02-28', false],
    ['2026-05-01; 12-31', '2029-12-31', true],
  ])('%j hold %s: %s', (text, day, expected) => {
    expect(isBlackout(parseBlackout(text), day)).toBe(expected);
  });
});

describe('a text that names no days is refused with the place, and what is expected there', () => {
  const day = 'a day such as 2026-12-24 or 12-31, or a span such as 2026-12-24..2026-12-27,';
  test.each([
    ['24.12.', `${day} where "24.12." stands`],
    ['2026-02-30', `${day} where "2026-02-30" stands`],
    ['2026-13-01', `${day} where "2026-13-01" stands`],
    ['02-30', `${day} where "02-30" stands`],
    ['12-24;', `${day} where nothing stands`],
    ['12-24..12-25..12-26', `${day} where "12-24..12-25..12-26" stands`],
    [
      '12-24; 2026-12-24..12-26',
      'a year on both ends of a span, or on none, where "2026-12-24..12-26" stands',
    ],
    ['2026-12-26..2026-12-24', 'the earlier day first where "2026-12-26..2026-12-24" stands'],
  ])('%j', (text, expected) => {
    expect(checkBlackout(text)).toBe(`a list of days with ${expected}`);
    expect(() => parseBlackout(text)).toThrow(expect.objectContaining({ code: 'schedule-text' }));
  });
});
