/**
 * Days on which nothing runs by itself, as people write them: `2026-12-24; 2026-12-25..2026-12-27; 12-31`. A day
 * without a year comes back in every one, and a span of those may go on over New Year: `12-30..01-02`.
 */
import type { BlackoutDays } from '../domain/schedule.ts';
import { checkBy, refuseText } from './check-text.ts';

/** Whether a service day (ISO) is one of them. */
export function isBlackout(days: readonly BlackoutDays[], serviceDay: string): boolean {
  return days.some(({ first, last }) => {
    const day = serviceDay.slice(-first.length);
    return first <= last ? first <= day && day <= last : first <= day || day <= last;
  });
}

/** Reads days; none from an empty text. Throws `schedule-text`, which names the place and what is expected there. */
export function parseBlackout(text: string): readonly BlackoutDays[] {
  if (text.trim() === '') return [];
  return text.split(';').map(part => {
    const given = part.trim();
    const [first = '', last = first, ...more] = given.split('..').map(day => day.trim());
    const refuse = (expected: string) =>
      refuseText(text, `a list of days with ${expected} where ${given ? `"${given}"` : 'nothing'} stands`);
    if (!isDay(first) || !isDay(last) || more.length > 0)
      refuse('a day such as 2026-12-24 or 12-31, or a span such as 2026-12-24..2026-12-27,');
    if (first.length !== last.length) refuse('a year on both ends of a span, or on none,');
    if (isOfOneYear(first) && last < first) refuse('the earlier day first');
    return { first, last };
  });
}

/** The inverse of {@link parseBlackout}. */
export function formatBlackout(days: readonly BlackoutDays[]): string {
  return days.map(({ first, last }) => (first === last ? first : `${first}..${last}`)).join('; ');
}

/** What a text must be to name days, when it does not. */
export const checkBlackout = checkBy(parseBlackout);

/** `2026-12-24`, or `12-24` of every year; 29 February comes in leap years. */
function isDay(text: string): boolean {
  if (!/^(\d{4}-)?\d\d-\d\d$/.test(text)) return false;
  const date = isOfOneYear(text) ? text : `2000-${text}`;
  const at = Date.parse(date);
  // 30 February is read as 1 March, if at all.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

function isOfOneYear(day: string): boolean {
  return day.length === 'YYYY-MM-DD'.length;
}
