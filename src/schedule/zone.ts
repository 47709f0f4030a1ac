/**
 * The clocks of zones (IANA names): how far they are from UTC, and which instant a time on the wall means. The answers
 * are Temporal's, kept for the whole stretch between two changes of a clock: the planner asks for the same few again
 * and again, and asking Temporal each time costs it a hundred times as much. Instants and times on the wall are
 * milliseconds; a time on the wall counts as if the wall hung in UTC. An unknown zone throws a RangeError.
 */

/** Half-open; one clock is the same distance from UTC for all of it. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offsetMs: number;
}

const stretches = new Map<string, Stretch[]>();

const dayMs = 86_400_000;

/** How far a zone's clock is ahead of UTC at an instant. */
export function offsetAt(at: number, zone: string): number {
  const known = stretches.get(zone) ?? [];
  const found = known.find(({ from, until }) => from <= at && at < until);
  if (found) return found.offsetMs;
  const stretch = findStretch(at, zone);
  stretches.set(zone, [...known, stretch]);
  return stretch.offsetMs;
}

/** What the clock of a zone shows at an instant. */
export function wallAt(at: number, zone: string): number {
  return at + offsetAt(at, zone);
}

/**
 * The instant at which the clock of a zone shows a time, as Temporal's `compatible` has it: of a time that comes twice
 * the first; a time that is left out is as much later as is left out.
 */
export function instantOf(wall: number, zone: string): number {
  // No clock is further from UTC than this, nor changes twice within it.
  const before = offsetAt(wall - dayMs, zone);
  const after = offsetAt(wall + dayMs, zone);
  if (before === after || offsetAt(wall - before, zone) === before) return wall - before;
  return offsetAt(wall - after, zone) === after ? wall - after : wall - before;
}

/**
 * A zone by its IANA name, however that is written in capitals and small letters; undefined where there is none. A mere
 * distance from UTC, such as `+01:00`, is no zone: it knows no summer.
 */
export function findZone(name: string): string | undefined {
  if (!/^[a-z][\w+/-]*$/i.test(name)) return undefined;
  try {
    return clockAt(0, name).timeZoneId;
  } catch {
    return undefined;
  }
}

function findStretch(at: number, zone: string): Stretch {
  // `previous` is before an instant, never at it.
  const from = clockAt(at + 1, zone).getTimeZoneTransition('previous');
  const until = clockAt(at, zone).getTimeZoneTransition('next');
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: clockAt(at, zone).offsetNanoseconds / 1_000_000,
  };
}

function clockAt(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
