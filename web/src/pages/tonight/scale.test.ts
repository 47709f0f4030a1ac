import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursOn, makeScale } from './scale.ts';

const hourMs = 3_600_000;
const midnight = Date.UTC(2026, 10, 22);
const night = { from: midnight + 2 * hourMs, to: midnight + 5 * hourMs };

describe('the axis of a night', () => {
  test('is one piece while the night is open or near', () => {
    for (const now of [night.from - hourMs, night.from, night.to]) {
      expect(makeScale(night, now, now).pieces).toHaveLength(1);
    }
  });

  test('leaves out a long wait, and gives the night its room', () => {
    const { pieces, position } = makeScale(night, night.from - 9 * hourMs, night.from - 9 * hourMs);
    expect(pieces).toHaveLength(2);
    expect(position(night.to) - position(night.from)).toBeGreaterThan(0.7);
  });

  test('goes on for as long as it is now, where something runs past the end', () => {
    const { position } = makeScale(night, night.to + hourMs, night.from);
    expect(position(night.to + hourMs)).toBeLessThan(1);
  });

  test('never runs backwards, and never leaves its room', () => {
    const instant = fc.integer({ min: midnight - 30 * hourMs, max: midnight + 30 * hourMs });
    fc.assert(
      fc.property(instant, instant, instant, instant, (now, earliest, a, b) => {
        const { position } = makeScale(night, now, earliest);
        const [first, last] = [position(Math.min(a, b)), position(Math.max(a, b))];
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThanOrEqual(1);
        expect(first).toBeLessThanOrEqual(last);
        expect(position(now)).toBeGreaterThan(0);
        expect(position(now)).toBeLessThan(1);
      }),
    );
  });
});

test('hours are full ones of the clock, and not too many', () => {
  expect(hoursOn(night, 12, 0)).toEqual([2, 3, 4].map(hour => midnight + hour * hourMs));
  const day = { from: midnight, to: midnight + 24 * hourMs };
  expect(hoursOn(day, 8, 0)).toHaveLength(8);
  // Half an hour ahead of UTC full hours are at the half.
  expect(hoursOn(night, 12, hourMs / 2)[0]).toBe(midnight + 2.5 * hourMs);
});
