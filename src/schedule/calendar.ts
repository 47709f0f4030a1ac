/**
 * Days and clock times as people in a zone read them. Dates are ISO `YYYY-MM-DD`, instants milliseconds since 1970
 * UTC, zones IANA names; an unknown zone throws a RangeError.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** The date on the wall at an instant. */
export function dateAt(at: number, zone: string): string {
  return local(at, zone).toPlainDate().toString();
}

/** The time on the wall at an instant: `HH:MM`, seconds cut off. */
export function timeAt(at: number, zone: string): string {
  const { hour, minute } = local(at, zone);
  return formatTime({ hour, minute });
}

/** A time of day as `HH:MM`. */
export function formatTime({ hour, minute }: { hour: number; minute: number }): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Calendar days from one date to another; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

function local(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
