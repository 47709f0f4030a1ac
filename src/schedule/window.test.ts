import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MaintenanceWindow } from '../domain/schedule.ts';
import { anyHours, anyWindowAndInstant, nextChange, zones } from './arbitraries.ts';
import { addDays, dateAt, hourMs, minuteMs, timeAt } from './calendar.ts';
import {
  defaultWindow,
  formatHours,
  lastNight,
  nextNight,
  nightAt,
  nightOf,
  nights,
  parseHours,
  serviceDayAt,
} from './window.ts';

const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';

function at(local: string, zone = berlin): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

function windowOf(hours: string, some: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  const parsed = parseHours(hours);
  if (!parsed) throw new Error(`Not hours: ${hours}`);
  return { id: hours, ...parsed, zone: berlin, ...some };
}

describe('the lengths of windows on the days the clock changes', () => {
  // The night that meets the change opens the evening before for the window 23–04.
  const table: readonly [start: number, end: number, zone: string, day: string, hours: number | undefined][] =
    [
      [2, 5, berlin, '2027-03-28', 2],
      [2, 5, berlin, '2027-10-31', 4],
      [2, 5, newYork, '2027-03-14', 2],
      [2, 5, newYork, '2027-11-07', 3],
      [23, 4, berlin, '2027-03-27', 4],
      [23, 4, berlin, '2027-10-30', 6],
      [23, 4, newYork, '2027-03-13', 4],
      [23, 4, newYork, '2027-11-06', 6],
      [2, 3, berlin, '2027-03-28', undefined],
      [2, 3, berlin, '2027-10-31', 2],
      [2, 3, newYork, '2027-03-14', undefined],
      [2, 3, newYork, '2027-11-07', 1],
    ];
  test.each(table)('%i–%i in %s on %s', (start, end, zone, day, hours) => {
    const night = nightOf(defaultWindow(start, end, zone), day);
    expect(night && (night.closesAt - night.opensAt) / hourMs).toBe(hours);
  });

  test('02–05 in Berlin opens at 03:00 in spring', () => {
    const night = nightOf(defaultWindow(2, 5, berlin), '2027-03-28');
    expect(night?.opensAt).toBe(at('2027-03-28T03:00'));
    expect(night?.closesAt).toBe(at('2027-03-28T05:00'));
  });
});

describe('nights', () => {
  test('a night over midnight bears the date on which it opened', () => {
    const window = windowOf('23:00-04:00');
    expect(nightAt(window, at('2027-06-01T02:00'))).toEqual({
      windowId: '23:00-04:00',
      serviceDay: '2027-05-31',
      opensAt: at('2027-05-31T23:00'),
      closesAt: at('2027-06-01T04:00'),
      cutoffAt: at('2027-06-01T03:45'),
    });
  });

  test('are half-open', () => {
    const window = windowOf('02:00-05:00');
    expect(nightAt(window, at('2027-06-01T02:00') - 1)).toBeUndefined();
    expect(nightAt(window, at('2027-06-01T02:00'))?.serviceDay).toBe('2027-06-01');
    expect(nightAt(window, at('2027-06-01T05:00') - 1)?.serviceDay).toBe('2027-06-01');
    expect(nightAt(window, at('2027-06-01T05:00'))).toBeUndefined();
  });

  test('equal hours are a whole day, one right after the other', () => {
    const window = windowOf('06:00-06:00');
    const [first, second] = nights(window, at('2027-06-01T12:00'), 2);
    expect(first?.closesAt).toBe(at('2027-06-02T06:00'));
    expect(second?.opensAt).toBe(first?.closesAt);
  });

  test('open on their weekdays only, named by the day on which they open', () => {
    const window = windowOf('23:00-04:00', { weekdays: [5, 6] });
    expect(nights(window, at('2027-06-01T12:00'), 3).map(night => night.serviceDay)).toEqual([
      '2027-06-04',
      '2027-06-05',
      '2027-06-11',
    ]);
    expect(nightAt(window, at('2027-06-06T03:00'))?.serviceDay).toBe('2027-06-05');
    expect(nightAt(window, at('2027-06-07T03:00'))).toBeUndefined();
  });

  test('a window without weekdays never opens', () => {
    const window = windowOf('02:00-05:00', { weekdays: [] });
    expect(nextNight(window, at('2027-06-01T12:00'))).toBeUndefined();
    expect(nights(window, at('2027-06-01T12:00'), 3)).toEqual([]);
  });

  test('the next one opens later than now', () => {
    const window = windowOf('02:00-05:00');
    expect(nextNight(window, at('2027-06-01T02:00'))?.serviceDay).toBe('2027-06-02');
    expect(nextNight(window, at('2027-06-01T01:59'))?.serviceDay).toBe('2027-06-01');
    expect(nextNight(windowOf('02:00-03:00'), at('2027-03-27T12:00'))?.serviceDay).toBe('2027-03-29');
  });

  test('the last one opened now or before', () => {
    const window = windowOf('02:00-05:00');
    expect(lastNight(window, at('2027-06-01T02:00'))?.serviceDay).toBe('2027-06-01');
    expect(lastNight(window, at('2027-06-01T01:59'))?.serviceDay).toBe('2027-05-31');
    expect(lastNight(window, at('2027-06-01T23:00'))?.serviceDay).toBe('2027-06-01');
    const sundays = windowOf('02:00-03:00', { weekdays: [7] });
    expect(lastNight(sundays, at('2027-04-03T12:00'))?.serviceDay).toBe('2027-03-21');
    expect(lastNight(windowOf('02:00-05:00', { weekdays: [] }), at('2027-06-01T02:00'))).toBeUndefined();
  });

  test.each([
    ['02:00-05:00', undefined, 15],
    ['02:00-02:40', undefined, 10],
    ['02:00-05:00', 60, 60],
    ['02:00-02:40', 60, 40],
  ])('%s with a cutoff of %s min lets nothing start in its last %i min', (hours, cutoff, expected) => {
    const window = windowOf(hours, cutoff === undefined ? {} : { cutoffMs: cutoff * minuteMs });
    const night = nightOf(window, '2027-06-01');
    expect(night && night.closesAt - night.cutoffAt).toBe(expected * minuteMs);
  });

  test('a day that a zone skipped has no night, and the night before it ends on time', () => {
    const apia = 'Pacific/Apia';
    const days = nights(windowOf('02:00-05:00', { zone: apia }), at('2011-12-29T00:00', apia), 3);
    expect(days.map(night => night.serviceDay)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
    const long = nightAt(windowOf('23:00-04:00', { zone: apia }), at('2011-12-31T03:00', apia));
    expect(long?.serviceDay).toBe('2011-12-29');
    expect(long && long.closesAt - long.opensAt).toBe(5 * hourMs);
  });

  test('where a change takes the clock back over midnight, the service day may be the date after', () => {
    // In 2006 the clocks of Newfoundland went from 00:01 on 29 October back to 23:01 on the 28th.
    const zone = 'America/St_Johns';
    const opensAt = at('2006-10-29T00:00', zone);
    const now = opensAt + 30 * minuteMs;
    expect(dateAt(now, zone)).toBe('2006-10-28');
    expect(nightAt(windowOf('00:00-03:00', { zone }), now)?.serviceDay).toBe('2006-10-29');
  });

  test('a missing time at the end does not reach into the next night', () => {
    const window = windowOf('03:00-02:30');
    const [first, second] = nights(window, at('2027-03-27T12:00'), 2);
    expect(first?.closesAt).toBe(at('2027-03-28T03:00'));
    expect(second?.opensAt).toBe(at('2027-03-28T03:00'));
  });

  test('an unknown zone is refused', () => {
    expect(() => nightAt(defaultWindow(2, 5, 'Europe/Atlantis'), 0)).toThrow(RangeError);
  });
});

describe('the current day', () => {
  const windows = [windowOf('23:00-04:00'), windowOf('01:00-03:00')];
  test.each([
    ['2027-06-01T02:00', '2027-05-31'],
    ['2027-06-01T12:00', '2027-06-01'],
    ['2027-06-01T23:30', '2027-06-01'],
  ])('at %s is %s', (local, day) => expect(serviceDayAt(windows, at(local))).toBe(day));

  test('is that of UTC without any window', () => {
    expect(serviceDayAt([], at('2027-06-01T01:00'))).toBe('2027-05-31');
  });
});

describe('in every zone', () => {
  test('membership equals the hour on the wall, on the weekdays, outside the days of a change', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, ([window, now]) => {
        const today = Temporal.PlainDate.from(dateAt(now, window.zone));
        const isPlain = [-1, 0, 1].every(days => {
          const day = today.add({ days }).toZonedDateTime(window.zone);
          // A day that the zone skipped (Pacific/Kwajalein, 21 August 1993) is read as the one after it.
          return day.hoursInDay === 24 && day.toPlainDate().equals(today.add({ days }));
        });
        fc.pre(isPlain);
        const { opens, closes } = formatted(window);
        const wall = timeAt(now, window.zone);
        const isHour = closes > opens ? opens <= wall && wall < closes : opens <= wall || wall < closes;
        // After midnight it is still the night of the day before.
        const opened = opens <= wall ? today : today.subtract({ days: 1 });
        const isDay = window.weekdays?.includes(opened.dayOfWeek) ?? true;
        expect(nightAt(window, now)?.serviceDay).toBe(isHour && isDay ? opened.toString() : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  test('nights come in order, never overlap and bear different days', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, ([window, now]) => {
        const some = nights(window, now - 48 * hourMs, 5);
        expect(some).toHaveLength(5);
        for (const [i, night] of some.entries()) {
          expect(night.opensAt).toBeLessThan(night.closesAt);
          expect(night.cutoffAt).toBeGreaterThanOrEqual(night.opensAt);
          expect(night.cutoffAt).toBeLessThan(night.closesAt);
          const after = some[i + 1];
          if (!after) continue;
          expect(night.closesAt).toBeLessThanOrEqual(after.opensAt);
          expect(night.serviceDay < after.serviceDay).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a night is open from its first to its last instant, and found by its day', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, ([window, now]) => {
        const night = nextNight(window, now);
        if (!night) throw new Error('It opens every day.');
        expect(nightOf(window, night.serviceDay)).toEqual(night);
        expect(nightAt(window, night.opensAt)).toEqual(night);
        expect(nightAt(window, night.closesAt - 1)).toEqual(night);
        expect(nightAt(window, night.opensAt - 1)?.serviceDay).not.toBe(night.serviceDay);
        expect(nightAt(window, night.closesAt)?.serviceDay).not.toBe(night.serviceDay);
      }),
      { numRuns: 1000 },
    );
  });

  test('the nights around the change of the clock of every zone of 2026 lie end to end at most', () => {
    const windows = ['02:00-05:00', '23:00-04:00', '02:00-03:00', '00:00-23:30', '03:00-02:30'];
    for (const zone of zones) {
      const change = nextChange(zone, Date.UTC(2026, 0));
      for (const hours of windows) {
        const some = nights(windowOf(hours, { zone }), (change ?? Date.UTC(2026, 0)) - 48 * hourMs, 4);
        for (const [i, night] of some.slice(0, -1).entries()) {
          expect(night.closesAt, `${zone} ${hours}`).toBeLessThanOrEqual(some[i + 1]?.opensAt ?? 0);
        }
      }
    }
  });

  test('every day of its weekdays on which the clock does not change has its night', () => {
    fc.assert(
      fc.property(anyWindowAndInstant, ([window, now]) => {
        const day = dateAt(now, window.zone);
        const hours = [day, addDays(day, 1)].map(
          date => Temporal.PlainDate.from(date).toZonedDateTime(window.zone).hoursInDay,
        );
        fc.pre(hours.every(length => length === 24));
        const isDay = window.weekdays?.includes(Temporal.PlainDate.from(day).dayOfWeek) ?? true;
        expect(nightOf(window, day)?.serviceDay).toBe(isDay ? day : undefined);
      }),
    );
  });
});

describe('hours as text', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(anyHours, hours => {
        expect(parseHours(formatHours(hours))).toEqual(hours);
      }),
    );
    expect(formatHours({ opens: { hour: 2, minute: 5 }, closes: { hour: 23, minute: 0 } })).toBe(
      '02:05-23:00',
    );
  });

  test.each(['', '2:00-5:00', '02:00', '24:00-05:00', '02:60-05:00', '02:00-05:00 ', '02:00 - 05:00'])(
    'are not %j',
    text => expect(parseHours(text)).toBeUndefined(),
  );
});

function formatted(window: MaintenanceWindow): { opens: string; closes: string } {
  const [opens = '', closes = ''] = formatHours(window).split('-');
  return { opens, closes };
}
