import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyZone, nextChange, zones } from './arbitraries.ts';
import { hourMs, minuteMs } from './calendar.ts';
import { findZone, instantOf, offsetAt } from './zone.ts';

const anyInstant = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) });

/** What Temporal says. */
function toldOffset(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

function toldInstant(wall: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(wall)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

test('the distance from UTC is that of Temporal, at any time', () => {
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, at) => {
      expect(offsetAt(at, zone)).toBe(toldOffset(at, zone));
    }),
    { numRuns: 5000 },
  );
});

test('an instant is that of Temporal, at any time', () => {
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, wall) => {
      expect(instantOf(wall, zone)).toBe(toldInstant(wall, zone));
    }),
    { numRuns: 5000 },
  );
});

test('both are, around every change of every clock from 1972 to 2040', () => {
  const steps = [-25 * hourMs, -1, 0, 1, 10 * minuteMs, hourMs - 1, hourMs, 25 * hourMs];
  for (const zone of zones) {
    let change = nextChange(zone, Date.UTC(1972, 0, 8));
    while (change !== undefined && change < Date.UTC(2040, 0)) {
      for (const step of steps) {
        const at = change + step;
        if (offsetAt(at, zone) !== toldOffset(at, zone)) throw new Error(`${zone} at ${at}`);
        for (const offset of [offsetAt(change - 1, zone), offsetAt(change, zone)]) {
          const wall = at + offset;
          if (instantOf(wall, zone) !== toldInstant(wall, zone))
            throw new Error(`${zone} at ${wall} on the wall`);
        }
      }
      change = nextChange(zone, change);
    }
  }
});

test('a zone is found by its name alone', () => {
  expect(
    ['Europe/Berlin', 'europe/berlin', 'UTC', 'Etc/GMT+8', 'America/Port-au-Prince'].map(findZone),
  ).toEqual(['Europe/Berlin', 'Europe/Berlin', 'UTC', 'Etc/GMT+8', 'America/Port-au-Prince']);
  for (const name of ['', 'Europe/Atlantis', '+01:00', '2027-01-01T00:00[Europe/Berlin]', 'Europe/Berlin '])
    expect(findZone(name)).toBeUndefined();
});

test('an unknown zone is refused', () => {
  expect(() => offsetAt(0, 'Europe/Atlantis')).toThrow(RangeError);
});
