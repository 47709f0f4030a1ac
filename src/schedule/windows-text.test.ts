import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MaintenanceWindow } from '../domain/schedule.ts';
import { taskGroups } from '../domain/task.ts';
import { anyHours, anyZone } from './arbitraries.ts';
import { hourMs, minuteMs } from './calendar.ts';
import { everyDay, lengthOf, nights } from './window.ts';
import { checkWindows, formatWindows, parseWindows } from './windows-text.ts';

const zone = 'Europe/Berlin';

function some<T>(all: readonly T[]): fc.Arbitrary<readonly T[] | undefined> {
  return fc.option(
    fc
      .subarray([...all], { minLength: 1 })
      .filter(chosen => chosen.length < all.length)
      .map(chosen => chosen.toSorted((a, b) => all.indexOf(a) - all.indexOf(b))),
    { nil: undefined },
  );
}

/** A window as it is written, its id and zone aside. */
const anyWritten = fc
  .record({
    hours: anyHours,
    weekdays: some(everyDay),
    groups: some(taskGroups),
    cutoff: fc.option(fc.nat(24 * 60), { nil: undefined }),
  })
  .map(({ hours, weekdays, groups, cutoff }) => ({
    ...hours,
    ...(weekdays && { weekdays }),
    ...(groups && { groups }),
    ...(cutoff !== undefined && { cutoffMs: (cutoff % lengthOf(hours)) * minuteMs }),
  }));

/** Minutes of the week in which a window is open, each with the tasks of each group. */
function* minutesOpen({
  weekdays = everyDay,
  groups = taskGroups,
  ...hours
}: Omit<MaintenanceWindow, 'id' | 'zone'>) {
  for (const day of weekdays) {
    const opens = (day * 24 + hours.opens.hour) * 60 + hours.opens.minute;
    for (let i = 0; i < lengthOf(hours); i++)
      for (const group of groups) yield `${(opens + i) % (7 * 24 * 60)} ${group}`;
  }
}

describe('windows', () => {
  test('are what their text says', () => {
    const text =
      'Sun-Thu 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min; 13:00-14:00 housekeeping,library in Europe/Berlin';
    expect(parseWindows(text, 'UTC')).toEqual([
      {
        id: 'Mon-Thu,Sun 23:00-04:30 media',
        opens: { hour: 23, minute: 0 },
        closes: { hour: 4, minute: 30 },
        zone,
        weekdays: [1, 2, 3, 4, 7],
        groups: ['media'],
      },
      {
        id: 'Sat,Sun 01:00-09:00 cutoff 20min',
        opens: { hour: 1, minute: 0 },
        closes: { hour: 9, minute: 0 },
        zone,
        weekdays: [6, 7],
        cutoffMs: 20 * minuteMs,
      },
      {
        id: '13:00-14:00 library,housekeeping',
        opens: { hour: 13, minute: 0 },
        closes: { hour: 14, minute: 0 },
        zone,
        groups: ['library', 'housekeeping'],
      },
    ]);
  });

  test('survive being written and read, whatever is said of them', () => {
    fc.assert(
      fc.property(anyWritten, anyZone, anyZone, (written, own, other) => {
        const [id = ''] = formatWindows([{ id: '', ...written, zone: own }], own).split(' in ');
        const window = { id, ...written, zone: own };
        expect(parseWindows(formatWindows([window], other), other)).toEqual([window]);
        expect(parseWindows(formatWindows([window], own), own)).toEqual([window]);
      }),
      { numRuns: 1000 },
    );
  });

  test('are open when they are written to be, and to each task one at a time, or they are refused', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.array(anyWritten, { minLength: 2, maxLength: 3 }), all => {
        const text = formatWindows(
          all.map(written => ({ id: '', ...written, zone })),
          zone,
        );
        const expected = checkWindows(text);
        if (expected !== undefined) {
          expect(expected).toMatch(
            /^a list of windows that do not overlap, as the \w+ and the \w+ do on \w+ at [\d:]+$/,
          );
          refused++;
          return;
        }
        const windows = parseWindows(text, zone);
        const open = windows.flatMap(window => [...minutesOpen(window)]);
        const wanted = new Set(all.flatMap(written => [...minutesOpen(written)]));
        expect(open).toHaveLength(wanted.size);
        expect(new Set(open)).toEqual(wanted);
        expect(parseWindows(formatWindows(windows, zone), zone)).toEqual(windows);
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(140);
  });

  test.each([
    [
      'Mon-Fri 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min',
      ['Mon-Thu 23:00-04:30 media', 'Fri 23:00-01:00 media', 'Sat,Sun 01:00-09:00 cutoff 20min'],
    ],
    ['02:00-05:00; 04:00-06:00', ['02:00-04:00', '04:00-06:00']],
    ['02:00-02:00; 10:00-10:00', ['02:00-10:00', '10:00-02:00']],
    ['02:00-05:00 media; 04:00-06:00 library', ['02:00-05:00 media', '04:00-06:00 library']],
  ])('hand over to the next: %j', (text, ids) => {
    expect(parseWindows(text, zone).map(({ id }) => id)).toEqual(ids);
  });

  test.each([
    ['', []],
    ['  ', []],
    ['02:00-05:00', ['02:00-05:00']],
    [' mon-FRI  23:00-04:00   Media , library ', ['Mon-Fri 23:00-04:00 library,media']],
    ['Fri-Mon 23:00-04:00', ['Mon,Fri-Sun 23:00-04:00']],
    ['Sun,Sat,Sat 23:00-04:00', ['Sat,Sun 23:00-04:00']],
    ['Mon-Sun 23:00-04:00 housekeeping,media,library', ['23:00-04:00']],
    ['23:00-04:00 cutoff 5MIN media', ['23:00-04:00 media cutoff 5min']],
    ['Tue-Wed 02:00-02:00; Thu 02:00-03:00', ['Tue,Wed 02:00-02:00', 'Thu 02:00-03:00']],
    ['02:00-05:00 In europe/BERLIN', ['02:00-05:00']],
  ])('written as %j are %j', (text, ids) => {
    const windows = parseWindows(text, zone);
    expect(windows.map(({ id }) => id)).toEqual(ids);
    expect(windows.every(window => window.zone === zone)).toBe(true);
  });

  test('of equal times are open for 24 hours, end to end', () => {
    const [window] = parseWindows('06:30-06:30', zone);
    const [first, second] = window ? nights(window, Date.UTC(2027, 5, 1), 2) : [];
    expect(first && first.closesAt - first.opensAt).toBe(24 * hourMs);
    expect(second?.opensAt).toBe(first?.closesAt);
  });
});

describe('a text that describes no windows is refused with the place, and what is expected there', () => {
  test.each([
    ['25:00-04:00', 'hours such as 23:00-04:30 where the first has "25:00-04:00"'],
    ['2:00-5:00', 'hours such as 23:00-04:30 where the first has "2:00-5:00"'],
    ['02:00-05:00; Mon', 'hours such as 23:00-04:30 where the second has nothing'],
    ['02:00-05:00;', 'hours such as 23:00-04:30 where the second has nothing'],
    ['Sta,Sun 01:00-09:00', 'weekdays such as Mon-Fri or Sat,Sun where the first has "Sta,Sun"'],
    ['Mon-Wed-Fri 01:00-09:00', 'weekdays such as Mon-Fri or Sat,Sun where the first has "Mon-Wed-Fri"'],
    ['Mon- 01:00-09:00', 'weekdays such as Mon-Fri or Sat,Sun where the first has "Mon-"'],
    ['media 01:00-09:00', 'weekdays such as Mon-Fri or Sat,Sun where the first has "media"'],
    ['01:00-09:00 cutoff', 'a cutoff such as 20min where the first has nothing'],
    ['01:00-09:00 cutoff 20', 'a cutoff such as 20min where the first has "20"'],
    ['01:00-02:00 cutoff 60min', 'a cutoff shorter than itself where the first has "60min"'],
    [
      '01:00-09:00 films',
      'only groups (library, media, housekeeping) and a cutoff after the hours where the first has "films"',
    ],
    [
      '01:00-09:00 media library',
      'only groups (library, media, housekeeping) and a cutoff after the hours where the first has "library"',
    ],
    [
      '01:00-09:00 in Europe/Berlin; 10:00-11:00',
      'only groups (library, media, housekeeping) and a cutoff after the hours where the first has "in"',
    ],
  ])('%j', (text, expected) => {
    expect(checkWindows(text)).toBe(`a list of windows with ${expected}`);
    expect(() => parseWindows(text, zone)).toThrow(
      expect.objectContaining({
        code: 'schedule-text',
        message: `${JSON.stringify(text)} cannot be read: it must be a list of windows with ${expected}.`,
      }),
    );
  });

  test.each(['Mars', 'Europe/Atlantis', '+01:00'])('for it is in the zone %s', named => {
    expect(checkWindows(`02:00-05:00 in ${named}`)).toBe(
      `a list of windows in an IANA zone such as Europe/Berlin, which "${named}" is not`,
    );
  });

  test.each([
    ['02:00-05:00; 02:00-05:00', 'first', 'second', 'Mon at 02:00'],
    ['02:00-05:00; 04:00-04:30', 'first', 'second', 'Mon at 04:00'],
    ['13:00-14:00; Sun 23:00-04:00; Mon 03:00-05:00 media', 'second', 'third', 'Mon at 03:00'],
    ['Wed 02:00-02:00; 10:00-11:00 media', 'first', 'second', 'Wed at 10:00'],
    ['22:00-01:00 library,media; 00:59-03:00 media,housekeeping', 'first', 'second', 'Tue at 00:59'],
    ['22:00-01:00 cutoff 90min; 23:00-03:00', 'first', 'second', 'Mon at 23:00'],
  ])('for windows overlap: %j', (text, one, other, when) => {
    expect(checkWindows(text)).toBe(
      `a list of windows that do not overlap, as the ${one} and the ${other} do on ${when}`,
    );
  });

  test('for it is anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const expected = checkWindows(text);
        if (expected === undefined) parseWindows(text, zone);
        else expect(expected).toMatch(/^a list of windows /);
      }),
    );
  });
});
