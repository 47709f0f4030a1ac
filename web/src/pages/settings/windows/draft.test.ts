import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closesOf,
  cutoffOf,
  type DraftWindow,
  dayMinutes,
  formatTime,
  moveBy,
  moveDay,
  moveEnd,
  moveStart,
  parseTime,
  piecesOf,
  toDraft,
  toWanted,
} from './draft.ts';

const night = {
  id: 'x',
  opens: '23:00',
  closes: '04:30',
  weekdays: [5, 7],
  groups: ['media' as const],
  cutoffMinutes: 20,
};

const window: fc.Arbitrary<DraftWindow> = fc
  .record({
    opens: fc.nat(dayMinutes - 1),
    length: fc.integer({ min: 15, max: dayMinutes }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  })
  .map(({ opens, length, days }) => ({
    key: 1,
    opens,
    length,
    weekdays: days.toSorted((a, b) => a - b),
    groups: ['media'],
    cutoffMinutes: null,
  }));

describe('a window', () => {
  test('goes to the server as it came from there', () => {
    const { id: _, ...wanted } = night;
    expect(toWanted(toDraft(night))).toEqual(wanted);
    expect(toDraft({ ...night, opens: '02:00', closes: '02:00' }).length).toBe(dayMinutes);
  });

  test('that moves over midnight opens on the day before', () => {
    const early = toDraft({ ...night, opens: '00:00', closes: '03:00', weekdays: [1, 2] });
    expect(moveBy(early, -15)).toMatchObject({ opens: 23 * 60 + 45, weekdays: [1, 7], length: 180 });
    expect(moveStart(early, -60)).toMatchObject({ opens: 23 * 60, weekdays: [1, 7], length: 240 });
  });

  test('is never shorter than a step, nor longer than a day', () => {
    const draft = toDraft(night);
    expect(moveEnd(draft, -9999).length).toBe(15);
    expect(moveEnd(draft, 9999).length).toBe(dayMinutes);
    // Its other end stays where it is.
    expect(closesOf(moveStart(draft, 9999))).toBe(closesOf(draft));
  });

  test('takes the place of another day, unless it opens then already', () => {
    expect(moveDay(toDraft(night), 7, 1).weekdays).toEqual([1, 5]);
    expect(moveDay(toDraft(night), 5, 2).weekdays).toEqual([5, 7]);
  });

  test('moves there and back', () => {
    fc.assert(
      fc.property(window, fc.integer({ min: -3000, max: 3000 }), (window, minutes) => {
        expect(moveBy(moveBy(window, minutes), -minutes)).toEqual(window);
      }),
    );
  });

  test('has its cutoff from itself, from all, or from its length', () => {
    const draft = toDraft(night);
    expect(cutoffOf(draft, 5)).toBe(20);
    expect(cutoffOf({ ...draft, cutoffMinutes: null }, 5)).toBe(5);
    expect(cutoffOf({ ...draft, cutoffMinutes: null, length: 20 }, null)).toBe(5);
  });
});

describe('a week', () => {
  test('shows all of every window, those that are open together beside each other', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 5 }), windows => {
        const pieces = piecesOf(windows.map((window, key) => ({ ...window, key })));
        for (const [key, { length, weekdays }] of windows.entries()) {
          const minutes = pieces.filter(({ window }) => window.key === key).map(({ from, to }) => to - from);
          expect(minutes.reduce((sum, some) => sum + some, 0)).toBe(length * weekdays.length);
        }
        for (const one of pieces)
          for (const other of pieces)
            if (one !== other && one.day === other.day && one.lane === other.lane)
              expect(one.to <= other.from || other.to <= one.from).toBe(true);
      }),
    );
  });
});

test('times of day are read as they are written', () => {
  for (let minute = 0; minute < dayMinutes; minute++) expect(parseTime(formatTime(minute))).toBe(minute);
  expect(parseTime('')).toBeNaN();
});
