import type { Input } from '../domain/input.ts';
import type { MaintenanceWindow, Night, TaskSchedule, TaskState } from '../domain/schedule.ts';
import type { TaskGroup } from '../domain/task.ts';
import { dateAt, daysBetween, minuteMs, timeAt, weekdayOf } from './calendar.ts';
import { offsetAt } from './zone.ts';

/** A window and one of its nights. */
export interface Opening {
  readonly window: MaintenanceWindow;
  readonly night: Night;
}

/** Why something is decided for a task, with the facts that the sentence names. */
export type Finding =
  | { readonly reason: 'disabled' | 'clock-suspect' | 'cancelled' | 'manual' }
  | { readonly reason: 'active'; readonly state: TaskState }
  /** `startsAt` is absent where it starts now. */
  | {
      readonly reason: 'due' | 'due-and-placed' | 'manual-placed';
      readonly opening: Opening;
      readonly startsAt?: number;
    }
  | {
      readonly reason: 'not-due';
      readonly lastOn: string;
      /** The last run is itself still to come, in a forecast. */
      readonly isAhead: boolean;
      readonly dueOn: string;
      readonly intervalDays: number;
    }
  /** Without an opening it starts whether a window is open or not. `startsAt` is absent where it starts now. */
  | { readonly reason: 'media-added' | 'retry'; readonly opening?: Opening; readonly startsAt?: number }
  | {
      readonly reason: 'new-input';
      readonly of: Input;
      readonly opening?: Opening;
      readonly startsAt?: number;
    }
  | { readonly reason: 'awaits-input'; readonly of: Input; readonly maker: Pick<TaskSchedule, 'title'> }
  | { readonly reason: 'not-enough-spacing'; readonly from: number }
  /** It waits because there is something new for it, or else because it is due. */
  | { readonly reason: 'outside-window'; readonly next: Opening; readonly news?: Input }
  | { readonly reason: 'no-window'; readonly news?: Input }
  | { readonly reason: 'blackout'; readonly serviceDay: string }
  | { readonly reason: 'not-admitted'; readonly group: TaskGroup; readonly opening: Opening }
  | { readonly reason: 'cutoff'; readonly opening: Opening }
  | { readonly reason: 'too-long'; readonly usualDurationMs: number; readonly opening: Opening }
  | { readonly reason: 'too-many-failures'; readonly count: number };

/** Whom a sentence is for: it calls the days near theirs by their names. */
export interface Reader {
  /** ISO. */
  readonly on: string;
  readonly zone: string;
}

/** A decision in one sentence. It does not change while neither the facts nor the day do, so that it is recorded once. */
export function explain(finding: Finding, reader: Reader): string {
  switch (finding.reason) {
    case 'due':
      return `${starts(finding.startsAt, finding.opening, reader)} in the window ${span(finding.opening)}.`;
    case 'due-and-placed':
      return `${starts(finding.startsAt, finding.opening, reader)}, placed at random in the window ${span(finding.opening)}.`;
    case 'media-added':
      return `${starts(finding.startsAt, finding.opening, reader)}, as media was added${within(finding.opening)}.`;
    case 'new-input':
      return `${starts(finding.startsAt, finding.opening, reader)}, as there are new ${words[finding.of]}${within(finding.opening)}.`;
    case 'awaits-input':
      return `There are new ${words[finding.of]}; runs again once ${finding.maker.title} has ended.`;
    case 'retry':
      return `${starts(finding.startsAt, finding.opening, reader)} once more, after it failed${within(finding.opening)}.`;
    case 'manual':
      return 'Starts now, on request.';
    case 'manual-placed':
      return `${starts(finding.startsAt, finding.opening, reader)}, on request, placed at random in the window ${span(finding.opening)}.`;
    case 'active':
      return explainActive(finding.state, reader);
    case 'disabled':
      return 'Switched off in the settings.';
    case 'clock-suspect':
      return 'The clock cannot be right, so nothing starts until it is.';
    case 'not-due': {
      const last = onDay(finding.lastOn, reader);
      const next = onDay(finding.dueOn, reader);
      const due = next === last ? `on ${nameDate(finding.dueOn)}` : next;
      return `${finding.isAhead ? 'Runs' : 'Ran'} ${last}; due again ${due} (${every(finding.intervalDays)}).`;
    }
    case 'not-enough-spacing':
      return `Too soon after its last run; may start again from ${nameMoment(finding.from, reader)} on.`;
    case 'outside-window': {
      const { night } = finding.next;
      return `${why(finding)}; waits for the window ${span(finding.next)} ${onDay(night.serviceDay, reader)}.`;
    }
    case 'no-window':
      return `${why(finding)}, but no window that it may run in ever opens.`;
    case 'blackout':
      return `Nothing runs by itself ${onDay(finding.serviceDay, reader)}, a blackout day.`;
    case 'not-admitted':
      return `The window ${span(finding.opening)} admits no ${finding.group} tasks.`;
    case 'cutoff': {
      const { window, night } = finding.opening;
      return `Nothing new starts after ${timeAt(night.cutoffAt, window.zone)} in the window ${span(finding.opening)}.`;
    }
    case 'too-long': {
      const { window, night } = finding.opening;
      const usual = formatDuration(finding.usualDurationMs);
      return `Usually takes ${usual} and would not end before the window closes at ${timeAt(night.closesAt, window.zone)}.`;
    }
    case 'cancelled':
      return 'Stopped on request; due again on the next night.';
    case 'too-many-failures':
      return `Failed ${finding.count} times on this night; tried again on the next.`;
  }
}

/** A night in one line, for the zone of its window: `Sunday 28 March 2027, 03:00–05:00 (2 h), …`. */
export function describeNight(night: Night, zone: string): string {
  const { opensAt, closesAt, cutoffAt } = night;
  const length = formatDuration(closesAt - opensAt);
  const shift = offsetAt(opensAt, zone) === offsetAt(closesAt, zone) ? '' : ', the clock changes';
  const hours = `${timeAt(opensAt, zone)}–${timeAt(closesAt, zone)}`;
  return `${nameDate(night.serviceDay)}, ${hours} (${length}${shift}); nothing new starts after ${timeAt(cutoffAt, zone)}.`;
}

/** A service day without a night, in one line. */
export function describeDay(serviceDay: string, windows: readonly MaintenanceWindow[]): string {
  const weekday = weekdayOf(serviceDay);
  const isClosed = windows.every(({ weekdays }) => weekdays && !weekdays.includes(weekday));
  const why = isClosed ? 'no window opens' : 'the change of the clock leaves nothing of the window';
  return `${nameDate(serviceDay)}: ${why}.`;
}

function explainActive({ active, plannedAt }: TaskState, reader: Reader): string {
  if (active === 'running') return 'Runs now.';
  if (active === 'scheduled' && plannedAt !== undefined)
    return `Starts at ${timeAt(plannedAt, reader.zone)}.`;
  return 'Waits for its turn.';
}

function starts(startsAt: number | undefined, opening: Opening | undefined, reader: Reader): string {
  const zone = opening?.window.zone ?? reader.zone;
  return startsAt === undefined ? 'Starts now' : `Starts at ${timeAt(startsAt, zone)}`;
}

function within(opening: Opening | undefined): string {
  return opening ? `, in the window ${span(opening)}` : '';
}

function why({ news }: { news?: Input }): string {
  if (news === undefined) return 'Due';
  return news === 'media' ? 'Media was added' : `There are new ${words[news]}`;
}

/** What is new, in the plural. */
const words: Readonly<Record<Input, string>> = {
  media: 'files',
  artwork: 'pictures',
  autoTags: 'findings on photos',
  breaks: 'findings on advertisements',
  chapterThumbs: 'pictures of chapters',
  cover: 'embedded covers',
  credits: 'findings on credits',
  deep: 'deep analyses',
  descriptions: 'descriptions',
  fingerprint: 'fingerprints',
  loudness: 'measures of loudness',
  music: 'descriptions of music',
  sidecars: 'subtitles',
  speech: 'times of speech',
};

/** The hours of a night on the wall, `02:00–05:00`: on the day of a change not those of its window. */
function span({ window, night }: Opening): string {
  return `${timeAt(night.opensAt, window.zone)}–${timeAt(night.closesAt, window.zone)}`;
}

function every(days: number): string {
  return days === 1 ? 'every day' : `every ${days} days`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

const nearDays: Readonly<Record<number, string>> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };

/** `today` and its neighbours, `on Sunday` where only one can be meant, else `on Sunday 28 March 2027`. */
function onDay(date: string, reader: Reader): string {
  const name = nameDay(date, reader);
  return Object.values(nearDays).includes(name) ? name : `on ${name}`;
}

function nameDay(date: string, reader: Reader): string {
  const days = daysBetween(reader.on, date);
  return nearDays[days] ?? (Math.abs(days) < weekdays.length ? nameWeekday(date) : nameDate(date));
}

export function nameDate(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return `${nameWeekday(date)} ${day} ${months[month - 1]} ${year}`;
}

function nameWeekday(date: string): string {
  return `${weekdays[weekdayOf(date) - 1]}`;
}

function nameMoment(at: number, reader: Reader): string {
  return `${nameDay(dateAt(at, reader.zone), reader)} at ${timeAt(at, reader.zone)}`;
}

/** `1 h 20 min`, to the next full minute. */
function formatDuration(ms: number): string {
  const all = Math.ceil(ms / minuteMs);
  const hours = Math.floor(all / 60);
  const rest = all % 60;
  return [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(' ');
}
