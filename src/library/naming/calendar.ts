/** A date in a name. */
export interface DateMark {
  readonly start: number;
  readonly end: number;
  /** ISO date: `2014-05-06`. */
  readonly on: string;
}

const yearFirst = /(?<![0-9])((?:19|20)[0-9]{2})([-._ ])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])/g;
const yearLast = /(?<![0-9])([0-9]{1,2})([-._ ])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9])/g;
const digitsOnly = /(?<![0-9])((?:19|20)[0-9]{2})()([0-9]{2})([0-9]{2})(?![0-9])/g;
const ideographic = /(?<![0-9])((?:19|20)[0-9]{2})(年)([0-9]{1,2})[月]([0-9]{1,2})日/g;

/**
 * The first date in a name: `2014-05-06`, `2014.05.06`, `2014 5 6`, `20140506`, `06.05.2014`, `2014年5月6日`. Day and
 * month stand in the order that makes a date; where both do, day before month when the year is last (as Plex reads
 * it), month before day when the year is first.
 */
export function findDate(name: string): DateMark | undefined {
  if (!/[0-9]{4}/.test(name)) return undefined;
  return (
    firstDate(name, yearFirst, [1, 3, 4]) ??
    firstDate(name, digitsOnly, [1, 3, 4]) ??
    firstDate(name, yearLast, [4, 3, 1]) ??
    firstDate(name, ideographic, [1, 3, 4])
  );
}

function firstDate(
  name: string,
  pattern: RegExp,
  [yearAt, monthAt, dayAt]: readonly [number, number, number],
): DateMark | undefined {
  for (const match of name.matchAll(pattern)) {
    const [year, month, day] = [Number(match[yearAt]), Number(match[monthAt]), Number(match[dayAt])];
    const on = formatDate(year, month, day) ?? (match[2] === '' ? undefined : formatDate(year, day, month));
    if (on !== undefined) return { start: match.index, end: match.index + match[0].length, on };
  }
  return undefined;
}

function formatDate(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const clock =
  /[-_ T.,]{0,3}(?:at |um |à )?([0-9]{1,2})[-._:h]?([0-9]{2})[-._:m]?([0-9]{2})?(?:[0-9]{3})?(?![0-9])(?:\s?([ap])\.?m\b)?(?!\p{L})/iuy;

/** The time of day that follows a date, as `12:30:00`: cameras and recorders write it. */
export function findTimeAfter(
  name: string,
  date: DateMark,
): { readonly time: string; readonly end: number } | undefined {
  clock.lastIndex = date.end;
  const match = clock.exec(name);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = '00', half] = match;
  const hour =
    half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return { time: `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`, end: clock.lastIndex };
}
