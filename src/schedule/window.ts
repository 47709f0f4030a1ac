import type { MaintenanceWindow, Night, TimeOfDay } from '../domain/schedule.ts';
import { dateAt, dayMs, formatDate, formatTime, midnightOf, minuteMs, weekdayAt } from './calendar.ts';
import { instantOf, wallAt } from './zone.ts';

/** So long at most, and at most this part of a night, nothing new starts before it closes. */
const cutoffMs = 15 * minuteMs;
const cutoffPart = 0.25;

/** A window opens once in a week, or on one that the change of the clock leaves out in two. */
const lookBackDays = 15;

/** A window that opened on none of so many days in a row never will: its weekdays are empty. */
const barrenDays = 31;

/** The one window of Plex's two preferences: whole hours, every day. Hours are 0–23, the zone an IANA name. */
export function defaultWindow(startHour: number, endHour: number, zone: string): MaintenanceWindow {
  return {
    id: 'default',
    opens: { hour: startHour, minute: 0 },
    closes: { hour: endHour, minute: 0 },
    zone,
  };
}

/** ISO: 1 is Monday. */
export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

type Hours = Pick<MaintenanceWindow, 'opens' | 'closes'>;

const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const hours = new RegExp(`^${time}-${time}$`);

/** Reads `HH:MM-HH:MM`, as in `23:30-05:00`; undefined for anything else. */
export function parseHours(text: string): Hours | undefined {
  const found = hours.exec(text)?.slice(1).map(Number);
  if (!found) return undefined;
  const [openHour = 0, openMinute = 0, closeHour = 0, closeMinute = 0] = found;
  return {
    opens: { hour: openHour, minute: openMinute },
    closes: { hour: closeHour, minute: closeMinute },
  };
}

export function formatHours({ opens, closes }: Hours): string {
  return `${formatTime(opens)}-${formatTime(closes)}`;
}

/** How long it is open, in minutes on a day without a change of the clock: 1 to 1,440. */
export function lengthOf({ opens, closes }: Hours): number {
  const minutes = minutesOf(closes) - minutesOf(opens);
  return minutes > 0 ? minutes : minutes + 24 * 60;
}

/** Minutes since midnight. */
export function minutesOf({ hour, minute }: TimeOfDay): number {
  return hour * 60 + minute;
}

/** The time of day so many minutes after midnight, also of a later day. */
export function timeOf(minutes: number): TimeOfDay {
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}

/**
 * The occurrence of a window that belongs to a service day: the date on which it opens by its own hours. Undefined on
 * a weekday on which it stays closed, and where a change of the clock leaves nothing of it.
 *
 * Boundaries resolve like Temporal's `compatible`: a missing local time moves later, a repeated one is the first.
 */
export function nightOf(window: MaintenanceWindow, serviceDay: string): Night | undefined {
  return nightAfter(window, midnightOf(serviceDay), Number.NEGATIVE_INFINITY);
}

/** The night of the day that begins at this time on the wall, if it closes after an instant. */
function nightAfter(window: MaintenanceWindow, midnight: number, from: number): Night | undefined {
  const { opens, zone, weekdays } = window;
  if (weekdays && !weekdays.includes(weekdayAt(midnight))) return undefined;
  const wall = midnight + minutesOf(opens) * minuteMs;
  const opensAt = instantOf(wall, zone);
  const closesAt = Math.min(
    instantOf(wall + lengthOf(window) * minuteMs, zone),
    // A night never reaches into the next one, as it would where a missing 02:30, moved later, comes after 03:00. Nor
    // has a day that the zone skipped (Pacific/Apia, 30 December 2011) a night of its own.
    instantOf(wall + dayMs, zone),
  );
  if (closesAt <= Math.max(opensAt, from)) return undefined;

  const lengthMs = closesAt - opensAt;
  const cutoff = window.cutoffMs ?? Math.min(cutoffMs, Math.floor(lengthMs * cutoffPart));
  const cutoffAt = Math.max(opensAt, closesAt - cutoff);
  return { windowId: window.id, serviceDay: formatDate(midnight), opensAt, closesAt, cutoffAt };
}

/** The night that is open at an instant. */
export function nightAt(window: MaintenanceWindow, now: number): Night | undefined {
  const [first] = nightsAfter(window, now).take(1);
  return first && first.opensAt <= now ? first : undefined;
}

/** The last night that opened at an instant or before; undefined where none did within two weeks. */
export function lastNight(window: MaintenanceWindow, now: number): Night | undefined {
  return nights(window, now - lookBackDays * dayMs, lookBackDays + 1).findLast(night => night.opensAt <= now);
}

/** The first night that opens after an instant. Undefined for a window that never opens. */
export function nextNight(window: MaintenanceWindow, now: number): Night | undefined {
  return nightsAfter(window, now).find(night => night.opensAt > now);
}

/** The nights that close after an instant, from the one that may be open then, in order. */
export function nights(window: MaintenanceWindow, from: number, count: number): readonly Night[] {
  return nightsAfter(window, from).take(count).toArray();
}

/** Like {@link nights}, one by one and without end. */
export function* nightsAfter(window: MaintenanceWindow, from: number): Generator<Night, void> {
  // The night that is open now opened yesterday at the earliest, or the day before where a whole day was skipped.
  let midnight = (Math.floor(wallAt(from, window.zone) / dayMs) - 2) * dayMs;
  for (let barren = 0; barren < barrenDays; barren++, midnight += dayMs) {
    const night = nightAfter(window, midnight, from);
    if (!night) continue;
    yield night;
    barren = 0;
  }
}

/**
 * "The current day" at an instant: inside a window the service day of its night (of the one that opened first, where
 * several are open), outside the calendar date in the zone of the first window; in UTC when there is none.
 */
export function serviceDayAt(windows: readonly MaintenanceWindow[], now: number): string {
  const open = windows.map(window => nightAt(window, now)).filter(night => night !== undefined);
  const [first] = open.toSorted((a, b) => a.opensAt - b.opensAt);
  return first?.serviceDay ?? dateAt(now, homeZone(windows));
}

/** The zone in which dates are meant that no night names. */
export function homeZone(windows: readonly Pick<MaintenanceWindow, 'zone'>[]): string {
  return windows[0]?.zone ?? 'UTC';
}
