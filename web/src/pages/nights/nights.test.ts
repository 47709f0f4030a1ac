import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisOf } from './axis.ts';
import { addDays, countRuns, dateOf, findNewest, isDate, stateOf, weeksUntil } from './days.ts';
import { fits, joinLines, type Line } from './log-lines.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const midnight = Date.UTC(2026, 10, 22);

describe('a night from afar', () => {
  const night = (runs: object, failedFiles = 0) =>
    ({ serviceDay: '2026-11-22', runs, failedFiles, reports: 1 }) as const;

  test.each([
    [{ succeeded: 3 }, 0, 'well'],
    [{ succeeded: 3, skipped: 2 }, 1, 'files'],
    [{ succeeded: 3, failed: 1 }, 1, 'failed'],
    [{ interrupted: 1 }, 0, 'failed'],
    [{ succeeded: 1, running: 1 }, 0, 'active'],
    [{ skipped: 4 }, 0, 'idle'],
    [{}, 0, 'idle'],
  ])('with %j and %i failed files is %s', (runs, failedFiles, state) => {
    expect(stateOf(night(runs, failedFiles))).toBe(state);
  });

  test('is the newest where something began, or where nothing did in any', () => {
    const [first, second] = [night({ succeeded: 1 }), { ...night({ scheduled: 2 }), reports: 0 }];
    const planned = { ...second, serviceDay: '2026-11-23' };
    expect(findNewest([first, planned])).toBe('2026-11-22');
    expect(findNewest([planned])).toBe('2026-11-23');
    expect(findNewest([])).toBeUndefined();
  });

  test('of which nothing is known is none', () => {
    expect(stateOf(undefined)).toBe('none');
    expect(countRuns(undefined)).toBe(0);
    expect(countRuns(night({ succeeded: 3, failed: 1, skipped: 9 }))).toBe(4);
  });
});

describe('days', () => {
  test('go over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  test.each(['2026-11-22', '2028-02-29'])('%s is one', text => expect(isDate(text)).toBe(true));
  test.each(['2027-02-29', '2026-13-01', 'run', '2026-1-1', ''])('%j is none', text =>
    expect(isDate(text)).toBe(false),
  );

  test('are those of the zone', () => {
    expect(dateOf(midnight - minuteMs, 'Europe/Berlin')).toBe('2026-11-22');
    expect(dateOf(midnight, 'America/New_York')).toBe('2026-11-21');
  });

  test('make weeks that begin with the same weekday, without a gap, the last with the last day', () => {
    const date = fc.integer({ min: 0, max: 60_000 }).map(days => addDays('1970-01-01', days));
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 1, max: 53 }),
        fc.integer({ min: 1, max: 7 }),
        (last, count, first) => {
          const weeks = weeksUntil(last, count, first);
          const days = weeks.flat();
          expect(days).toHaveLength(count * 7);
          expect(weeks.at(-1)).toContain(last);
          expect(new Date(days[0] ?? '').getUTCDay()).toBe(first % 7);
          for (const [index, day] of days.entries()) expect(day).toBe(addDays(days[0] ?? '', index));
        },
      ),
    );
  });
});

describe('the axis of a night', () => {
  const window = { from: midnight + 2 * hourMs, to: midnight + 5 * hourMs };

  test('leaves out the hours between the window and what was started by hand', () => {
    const noon = { from: midnight + 12 * hourMs, to: midnight + 12 * hourMs + minuteMs };
    const { pieces, position } = axisOf([noon, window]);
    expect(pieces).toHaveLength(2);
    expect(position(window.to) - position(window.from)).toBeGreaterThan(0.7);
    expect(position(noon.from)).toBeGreaterThan(position(window.to));
  });

  test('is one piece where one thing follows the other', () => {
    expect(axisOf([window, { from: window.to + hourMs, to: window.to + 2 * hourMs }]).pieces).toHaveLength(1);
  });

  test('gives a short night its room too', () => {
    const { position } = axisOf([{ from: midnight, to: midnight + 2 * minuteMs }]);
    expect(position(midnight + 2 * minuteMs) - position(midnight)).toBeGreaterThan(0.8);
  });

  test('has a place for everything, in order', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 48 * 60 }), fc.integer({ min: 0, max: 600 }))
      .map(([from, length]) => ({ from: from * minuteMs, to: (from + length) * minuteMs }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 60 }), spans => {
        const { position } = axisOf(spans);
        const instants = spans.flatMap(({ from, to }) => [from, to]).toSorted((a, b) => a - b);
        const places = instants.map(position);
        for (const [index, place] of places.entries()) {
          expect(place).toBeGreaterThan(0);
          expect(place).toBeLessThan(1);
          if (instants[index] !== instants[index - 1] && index > 0)
            expect(place).toBeGreaterThan(places[index - 1] ?? 0);
        }
      }),
    );
  });
});

describe('a log', () => {
  const line = (message: string, level: Line['level'] = 'info'): Line => ({ at: 'now', level, message });

  test('has each line once, whether it was heard, read or both', () => {
    const lines = ['e', 'd', 'c', 'b', 'a'].map(text => line(text));
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (heardFrom, readTo) => {
        // What was heard from one line on, and what was read up to another that is not before it.
        const [heard, read] = [lines.slice(0, heardFrom), lines.slice(Math.min(readTo, heardFrom))];
        expect(joinLines(heard, read)).toEqual(lines);
      }),
    );
  });

  test('shows what is asked for', () => {
    expect(fits(line('Copied HEAT.mkv'), { level: 'info', text: 'heat' })).toBe(true);
    expect(fits(line('Copied'), { level: 'warn', text: '' })).toBe(false);
    expect(fits(line('Broke', 'error'), { level: 'warn', text: 'x' })).toBe(false);
  });
});
