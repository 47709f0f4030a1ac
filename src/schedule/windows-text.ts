/**
 * Windows as people write them, in one line:
 *
 *     Mon-Fri 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min; 13:00-14:00 library,housekeeping in Europe/Berlin
 *
 *     windows = window { ";" window } [ "in" zone ]
 *     window  = [ days ] HH:MM-HH:MM { groups | "cutoff" minutes "min" }
 *     days    = day [ "-" day ] { "," day [ "-" day ] }       of Mon, Tue, Wed, Thu, Fri, Sat, Sun
 *     groups  = group { "," group }                           of library, media, housekeeping
 *
 * Without days a window opens on all of them, and without groups it admits all. It is named by the day on which it
 * opens; where it does not close after that time of day it closes on the next one, so that equal times are 24 hours.
 * The zone holds for all windows of the list. Capitals do not matter.
 *
 * A window that is still open when the next one opens hands over to it, if that admits the same tasks and closes no
 * sooner: Friday's 23:00-04:30 above closes on Saturday at 01:00. Any other two that are open together to the same
 * tasks are refused, rather than made one: each has its own service day, groups and cutoff.
 */
import type { MaintenanceWindow } from '../domain/schedule.ts';
import { taskGroups } from '../domain/task.ts';
import { formatTime, minuteMs } from './calendar.ts';
import { checkBy, refuseText } from './check-text.ts';
import { type Hours, handOver } from './hand-over.ts';
import { everyDay, formatHours, lengthOf, parseHours, timeOf } from './window.ts';
import { findZone } from './zone.ts';

type Groups = NonNullable<MaintenanceWindow['groups']>;

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Reads windows; none from an empty text. `zone` is the IANA name of theirs where the text names none. Each has its own
 * text, as {@link formatWindows} writes it, for an id. Throws `schedule-text`, which names the place and what is
 * expected there.
 */
export function parseWindows(text: string, zone: string): readonly MaintenanceWindow[] {
  if (text.trim() === '') return [];
  const [, list = text, named] = /^(.*)\sin\s+(\S+)\s*$/is.exec(text) ?? [];
  const found = named === undefined ? zone : findZone(named);
  if (found === undefined) {
    refuseText(
      text,
      `a list of windows in an IANA zone such as Europe/Berlin, which ${quoted(named)} is not`,
    );
  }
  const written = list.split(';').map((part, index) => {
    const words = part
      .replaceAll(/\s*,\s*/g, ',')
      .split(/\s+/)
      .filter(Boolean);
    return parseWindow(words, (expected, word) =>
      refuseText(text, `a list of windows with ${expected} where the ${nth(index)} has ${quoted(word)}`),
    );
  });
  const windows = handOver(written);
  if ('places' in windows) {
    const [one, other] = windows.places.map(nth);
    const day = dayNames[windows.weekday - 1];
    const time = formatTime(timeOf(windows.minute));
    refuseText(
      text,
      `a list of windows that do not overlap, as the ${one} and the ${other} do on ${day} at ${time}`,
    );
  }
  return windows.map(window => ({ id: formatWindow(window), ...window, zone: found }));
}

/** Writes windows that lie in one zone, and that zone where it is not `zone`. The inverse of {@link parseWindows}. */
export function formatWindows(windows: readonly MaintenanceWindow[], zone: string): string {
  const own = windows[0]?.zone ?? zone;
  return windows.map(formatWindow).join('; ') + (own === zone ? '' : ` in ${own}`);
}

/** What a text must be to describe windows, when it does not. */
export const checkWindows = checkBy(text => parseWindows(text, 'UTC'));

type Refuse = (expected: string, word?: string) => never;

function parseWindow(words: readonly string[], refuse: Refuse): Hours {
  const rest = [...words];
  const days = /^\D/.test(rest[0] ?? '') ? rest.shift() : undefined;
  const weekdays = days === undefined ? undefined : parseDays(days);
  if (weekdays === null) refuse('weekdays such as Mon-Fri or Sat,Sun', days);
  const span = rest.shift();
  const hours = parseHours(span ?? '');
  if (!hours) return refuse('hours such as 23:00-04:30', span);

  let groups: Groups | undefined;
  let cutoffMs: number | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.toLowerCase() === 'cutoff' && cutoffMs === undefined) {
      const minutes = rest.shift();
      const [, count] = /^(\d{1,4})min$/i.exec(minutes ?? '') ?? [];
      if (count === undefined) return refuse('a cutoff such as 20min', minutes);
      if (Number(count) >= lengthOf(hours)) refuse('a cutoff shorter than itself', minutes);
      cutoffMs = Number(count) * minuteMs;
    } else {
      const found = groups ? undefined : parseGroups(word);
      if (!found) return refuse(`only groups (${taskGroups.join(', ')}) and a cutoff after the hours`, word);
      groups = found;
    }
  }
  return {
    ...hours,
    ...(weekdays && weekdays.length < everyDay.length && { weekdays }),
    ...(groups && groups.length < taskGroups.length && { groups }),
    ...(cutoffMs !== undefined && { cutoffMs }),
  };
}

function formatWindow({ weekdays, groups, cutoffMs, ...hours }: Hours): string {
  const cutoff = cutoffMs === undefined ? undefined : `cutoff ${cutoffMs / minuteMs}min`;
  const days = weekdays && formatDays(weekdays);
  return [days, formatHours(hours), groups?.join(','), cutoff].filter(Boolean).join(' ');
}

/** ISO weekdays in order; null for what names none. */
function parseDays(text: string): readonly number[] | null {
  const named = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first, ...more] = part.split('-').map(parseDay);
    if (!first || !last || more.length > 0) return null;
    // Fri-Mon goes on over Sunday.
    for (let day = first; named.add(day) && day !== last; day = (day % everyDay.length) + 1);
  }
  return everyDay.filter(day => named.has(day));
}

function parseDay(name: string): number {
  return dayNames.findIndex(known => known.toLowerCase() === name.toLowerCase()) + 1;
}

/** Days in order, three and more in a row as `Mon-Fri`. */
function formatDays(weekdays: readonly number[]): string {
  const rows: number[][] = [];
  for (const day of weekdays) {
    const row = rows.at(-1);
    if (row?.at(-1) === day - 1) row.push(day);
    else rows.push([day]);
  }
  const name = (day: number | undefined) => dayNames[(day ?? 0) - 1];
  return rows
    .flatMap(row => (row.length > 2 ? `${name(row[0])}-${name(row.at(-1))}` : row.map(name)))
    .join(',');
}

/** The groups in their own order; undefined where a name is none. */
function parseGroups(text: string): Groups | undefined {
  const named = text.toLowerCase().split(',');
  const known: readonly string[] = taskGroups;
  if (!named.every(name => known.includes(name))) return undefined;
  return taskGroups.filter(group => named.includes(group));
}

function nth(index: number): string {
  return ['first', 'second', 'third'][index] ?? `${index + 1}th`;
}

function quoted(word: string | undefined): string {
  return word === undefined ? 'nothing' : `"${word}"`;
}
