/**
 * Days and clock times as people in a zone read them. Dates are ISO `YYYY-MM-DD`, instants milliseconds since 1970
 * UTC, zones IANA names; an unknown zone throws a RangeError.
 */
import { wallAt } from './zone.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The date on the wall at an instant. */
export function dateAt(at: number, zone: string): string {
  return formatDate(wallAt(at, zone));
}

/** The time on the wall at an instant: `HH:MM`, seconds cut off. */
export function timeAt(at: number, zone: string): string {
  const wall = new Date(wallAt(at, zone));
  return formatTime({ hour: wall.getUTCHours(), minute: wall.getUTCMinutes() });
}

/** A time of day as `HH:MM`. */
export function formatTime({ hour, minute }: { hour: number; minute: number }): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

export function addDays(date: string, days: number): string {
  return formatDate(midnightOf(date) + days * dayMs);
}

/** Calendar days from one date to another; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return (midnightOf(to) - midnightOf(from)) / dayMs;
}

/** ISO weekday: 1 is Monday, 7 Sunday. */
export function weekdayOf(date: string): number {
  return weekdayAt(midnightOf(date));
}

/** That of a time on the wall. */
export function weekdayAt(wall: number): number {
  return new Date(wall).getUTCDay() || 7;
}

/** The beginning of a date on the wall, in milliseconds as if the wall hung in UTC. */
export function midnightOf(date: string): number {
  return Date.parse(date);
}

/** The date of a time on the wall. Put together by hand: `toISOString` takes four times as long. */
export function formatDate(wall: number): string {
  const date = new Date(wall);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}
