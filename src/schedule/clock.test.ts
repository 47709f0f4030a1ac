import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from './calendar.ts';
import { type ClockCheck, checkClock, describeClock, type Tick } from './clock.ts';

const builtAt = Date.UTC(2027, 0);
const last: Tick = { wallAt: Date.UTC(2027, 5, 1, 2), monotonicMs: 7_000_000 };

/** The check at a tick half a minute later, with the wall clock off by so much. */
function checkAfter(offMs: number, elapsedMs = 30_000): ClockCheck {
  return checkClock(
    last,
    { wallAt: last.wallAt + elapsedMs + offMs, monotonicMs: last.monotonicMs + elapsedMs },
    builtAt,
  );
}

describe('the clock', () => {
  test.each([0, 40, -900, 5_000])('is well when it is off by %i ms', offMs => {
    expect(checkAfter(offMs)).toEqual({ verdict: 'ok', byMs: offMs });
  });

  test.each([5_001, -5_001, hourMs, -hourMs, 400 * 24 * hourMs, -23 * hourMs])('jumped by %i ms', offMs => {
    expect(checkAfter(offMs)).toEqual({ verdict: 'jumped', byMs: offMs });
  });

  test('is suspect more than a day before the last tick', () => {
    const dayMs = 24 * hourMs;
    expect(checkAfter(-dayMs - 30_000).verdict).toBe('jumped');
    expect(checkAfter(-dayMs - 30_001)).toEqual({ verdict: 'suspect', byMs: -dayMs - 30_001 });
  });

  test('is believed again once it is back', () => {
    expect(checkAfter(-48 * hourMs, 10 * minuteMs).verdict).toBe('suspect');
    expect(checkAfter(0, 11 * minuteMs).verdict).toBe('ok');
  });

  test('is believed again when it has stayed where it was set for an hour', () => {
    expect(checkAfter(-48 * hourMs, hourMs - 1).verdict).toBe('suspect');
    expect(checkAfter(-48 * hourMs, hourMs)).toEqual({ verdict: 'jumped', byMs: -48 * hourMs });
  });

  test('is suspect before the build, at the first tick too and however long', () => {
    expect(checkClock(undefined, { wallAt: builtAt - 1, monotonicMs: 0 }, builtAt).verdict).toBe('suspect');
    expect(checkClock(undefined, { wallAt: builtAt, monotonicMs: 0 }, builtAt)).toEqual({
      verdict: 'ok',
      byMs: 0,
    });
    const early: Tick = { wallAt: 0, monotonicMs: 0 };
    expect(checkClock(early, { wallAt: 5 * hourMs, monotonicMs: 5 * hourMs }, builtAt).verdict).toBe(
      'suspect',
    );
  });

  test('is well whenever both clocks moved alike', () => {
    fc.assert(
      fc.property(fc.nat(1e9), elapsedMs => {
        expect(checkAfter(0, elapsedMs)).toEqual({ verdict: 'ok', byMs: 0 });
      }),
    );
  });
});

test.each([
  ['jumped', 7_200_000, 'The clock was set forward by 2 h, or the computer slept; the plan is made anew.'],
  ['jumped', -90_000, 'The clock was set back by 1 min 30 s; the plan is made anew.'],
  ['suspect', -9e10, 'The clock cannot be right, so nothing starts until it is.'],
] as const)('%s by %i ms is told', (verdict, byMs, sentence) => {
  expect(describeClock(verdict, byMs)).toBe(sentence);
});
