import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, hourMs } from './calendar.ts';
import { dueOn, isDue, isWornOut, lastSuccess, spacedFrom } from './due.ts';

const noon = Date.UTC(2027, 5, 1, 12);

describe('due', () => {
  test('what never succeeded is', () => {
    expect(isDue(undefined, 7, '2027-06-01')).toBe(true);
  });

  test.each([
    ['2027-06-03', false],
    ['2027-06-04', true],
    ['2027-07-20', true],
    ['2027-05-30', false],
  ])('every three days after 1 June, on %s: %s', (day, expected) => {
    expect(isDue({ serviceDay: '2027-06-01' }, 3, day)).toBe(expected);
  });

  test('from the named day on, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: 1, max: 90 }), (offset, days) => {
        const last = { serviceDay: addDays('2027-06-01', offset) };
        const first = dueOn(last, days);
        expect(isDue(last, days, first)).toBe(true);
        expect(isDue(last, days, addDays(first, -1))).toBe(false);
      }),
    );
  });
});

describe('the last success', () => {
  const state = { lastServiceDay: '2027-06-03', lastSucceededStartAt: noon + 48 * hourMs };
  test('counts up to 48 hours ahead, as after a clock was set back', () => {
    expect(lastSuccess(state, noon)).toEqual({ serviceDay: '2027-06-03', startedAt: noon + 48 * hourMs });
  });
  test('does not count further ahead: the clock was wrong when it was recorded', () => {
    expect(lastSuccess(state, noon - 1)).toBeUndefined();
  });
  test('may be known by its day alone', () => {
    expect(lastSuccess({ lastServiceDay: '2027-06-03' }, noon)).toEqual({ serviceDay: '2027-06-03' });
    expect(lastSuccess({}, noon)).toBeUndefined();
  });
});

describe('spacing', () => {
  test('is 22 hours a day less the window', () => {
    const last = { serviceDay: '2027-06-01', startedAt: noon };
    expect(spacedFrom(last, 1, 3 * hourMs)).toBe(noon + 19 * hourMs);
    expect(spacedFrom(last, 7, 3 * hourMs)).toBe(noon + 151 * hourMs);
  });
  test('asks nothing of a first run', () => {
    expect(spacedFrom(undefined, 1, hourMs)).toBeUndefined();
    expect(spacedFrom({ serviceDay: '2027-06-01' }, 1, hourMs)).toBeUndefined();
  });
});

test('a night sees a first try and two retries', () => {
  const failed = (count: number) => ({ failures: { serviceDay: '2027-06-01', count } });
  expect([0, 1, 2, 3, 4].map(count => isWornOut(failed(count), '2027-06-01'))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(isWornOut(failed(3), '2027-06-02')).toBe(false);
  expect(isWornOut({}, '2027-06-01')).toBe(false);
});
