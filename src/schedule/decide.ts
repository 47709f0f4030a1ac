import type {
  Decision,
  MaintenanceWindow,
  Night,
  ScheduleSettings,
  TaskSchedule,
  TaskState,
} from '../domain/schedule.ts';
import { isBlackout } from './blackout.ts';
import type { ClockVerdict } from './clock.ts';
import { dueOn, isDue, isWornOut, lastSuccess, retryFrom, spacedFrom } from './due.ts';
import { explain, type Finding, type Opening, type Reader } from './explain.ts';
import type { News } from './news.ts';
import { spreadBetween, tickMs } from './spread.ts';

/** One task at one instant: all that a decision depends on, the nights aside. */
export interface Case {
  readonly task: TaskSchedule;
  readonly state: TaskState;
  /** What is there for it, due or not. */
  readonly news?: News;
  /** The instant for which it is decided, in milliseconds since 1970 UTC. */
  readonly at: number;
  readonly settings: ScheduleSettings;
  readonly clock: ClockVerdict;
  readonly reader: Reader;
  /** In a forecast `at` is still to come, and so may be the last run. */
  readonly foretold?: { readonly isLastAhead: boolean };
}

/** The window that a task waits for, if there is one. */
export type Waiting = Extract<Finding, { reason: 'outside-window' | 'no-window' }>;

/** What stands in the way of a start in this night, if it does. */
type Obstacle = (c: Case, opening: Opening) => Finding | undefined;

/** In the order in which they are named. */
const obstacles: readonly Obstacle[] = [
  ({ task }, opening) =>
    admits(opening.window, task) ? undefined : { reason: 'not-admitted', group: task.group, opening },

  (c, { night }) => findBlackout(c, night.serviceDay),

  (c, { night }) => findNotDue(c, night.serviceDay),

  (c, { night }) => findUnlessNews(c, findTooSoon(c, night)),

  (c, { night }) => findGivenUp(c, night.serviceDay),

  (c, opening) =>
    earliestIn(c, opening) >= opening.night.cutoffAt ? { reason: 'cutoff', opening } : undefined,

  ({ task, state: { usualDurationMs = 0 }, at }, opening) =>
    task.endPolicy === 'finish' && usualDurationMs > opening.night.closesAt - at
      ? { reason: 'too-long', usualDurationMs, opening }
      : undefined,
];

/**
 * What becomes of a task while nights are open, given in the order in which they opened: it starts, or is placed, in
 * the first where nothing stands in its way; otherwise the obstacle is named at which it came furthest.
 */
export function decideInside(c: Case, open: readonly [Opening, ...Opening[]]): Decision {
  const always = findAlways(c);
  if (always) return skip(c, open[0].night.serviceDay, always);
  const attempts = open.map(opening => attempt(c, opening));
  const { opening, finding } = attempts.reduce((a, b) => (b.step > a.step ? b : a));
  return finding ? skip(c, opening.night.serviceDay, finding) : begin(c, opening);
}

/** What becomes of a task while no night is open: nothing. `findWaiting` says what it waits for when it is due. */
export function decideOutside(c: Case, calendarDate: string, findWaiting: () => Waiting): Decision {
  const rest = findRested(c, calendarDate);
  const obstacle = findAlways(c) ?? (c.news ? undefined : rest);
  if (obstacle) return skip(c, calendarDate, obstacle);
  const news = rest && c.news;
  return skip(c, calendarDate, { ...findWaiting(), ...(news && { news: news.of }) });
}

/** A task that has something new to go on from. */
export type WithNews = Case & { readonly news: News };

/** What becomes of a task with news for which windows do not matter. A day that has no maintenance does. */
export function decideAnywhere(c: WithNews, serviceDay: string): Decision {
  const obstacle = findAlways(c) ?? findBlackout(c, serviceDay) ?? findGivenUp(c, serviceDay);
  if (obstacle) return skip(c, serviceDay, obstacle);
  const startsAt = retryFrom(c.state, serviceDay, c.at) ?? c.at;
  if (startsAt <= c.at) return decision(c, 'start', serviceDay, asNews(c.news));
  return decision(c, 'place', serviceDay, { reason: 'retry', startsAt }, startsAt);
}

/** Whether a task starts at once, whatever the windows: media was added, and the settings do not want it to wait. */
export function startsAnywhere(c: Case): c is WithNews {
  return c.settings.asapOutsideWindow && c.news?.of === 'media';
}

export function hasNews(c: Case): c is WithNews {
  return c.news !== undefined;
}

/** Builds the decision, and its sentence from what was found. */
export function decision(
  { task, reader }: Case,
  action: Decision['action'],
  serviceDay: string,
  finding: Finding,
  plannedAt?: number,
): Decision {
  return {
    task: task.name,
    action,
    reason: finding.reason,
    serviceDay,
    ...(plannedAt !== undefined && { plannedAt }),
    ...(finding.reason === 'not-enough-spacing' && { notBefore: finding.from }),
    sentence: explain(finding, reader),
  };
}

/** Whether a window is open to a task's group. */
export function admits({ groups }: MaintenanceWindow, { group }: TaskSchedule): boolean {
  return groups?.includes(group) ?? true;
}

/** Whether the task is due on a service day, or has news, as a finding where neither is. */
export function findNotDue(c: Case, serviceDay: string): Finding | undefined {
  return findUnlessNews(c, findRested(c, serviceDay));
}

/** What gives way to news, if anything did: for these the task waits until nobody is at making more of them. */
function findUnlessNews({ news }: Case, finding: Finding | undefined): Finding | undefined {
  if (!finding || !news) return finding;
  return news.maker && { reason: 'awaits-input', of: news.of, maker: news.maker };
}

/** The rest between two runs, while it lasts. */
function findRested({ task, state, at, foretold }: Case, serviceDay: string): Finding | undefined {
  const { intervalDays } = task;
  const last = lastSuccess(state, at);
  if (!last || isDue(last, intervalDays, serviceDay)) return undefined;
  return {
    reason: 'not-due',
    lastOn: last.serviceDay,
    isAhead: foretold?.isLastAhead ?? false,
    dueOn: dueOn(last, intervalDays),
    intervalDays,
  };
}

/** The first instant of a night at which the task is far enough from its last start. */
export function spacedIn({ task, state, at }: Case, { opensAt, closesAt }: Night): number | undefined {
  return spacedFrom(lastSuccess(state, at), task.intervalDays, closesAt - opensAt);
}

/**
 * The task's random moment in a night, in [`from`, one tick before the cutoff]. What must end by itself is placed so
 * that it usually can.
 */
export function placeIn({ task, state, settings: { instanceId } }: Case, night: Night, from: number): number {
  const { serviceDay, closesAt, cutoffAt } = night;
  const neededMs = task.endPolicy === 'finish' ? (state.usualDurationMs ?? 0) : 0;
  const latest = Math.max(from, Math.min(cutoffAt - tickMs, closesAt - neededMs));
  return spreadBetween({ instanceId, task: task.name, serviceDay }, from, latest);
}

/** Now, or after a failure in this night a while later. */
function earliestIn({ state, at }: Case, { night }: Opening): number {
  return Math.max(at, retryFrom(state, night.serviceDay, at) ?? at);
}

function findTooSoon(c: Case, night: Night): Finding | undefined {
  const from = spacedIn(c, night);
  return from !== undefined && c.at < from ? { reason: 'not-enough-spacing', from } : undefined;
}

function findBlackout({ settings }: Case, serviceDay: string): Finding | undefined {
  return isBlackout(settings.blackoutDays, serviceDay) ? { reason: 'blackout', serviceDay } : undefined;
}

/** Stopped by a person, or failed too often. */
function findGivenUp({ state }: Case, serviceDay: string): Finding | undefined {
  if (state.cancelledOn === serviceDay) return { reason: 'cancelled' };
  if (!isWornOut(state, serviceDay)) return undefined;
  return { reason: 'too-many-failures', count: state.failures?.count ?? 0 };
}

/** Obstacles that have nothing to do with any night. */
function findAlways({ task, state, clock }: Case): Finding | undefined {
  if (state.active) return { reason: 'active', state };
  if (!task.enabled) return { reason: 'disabled' };
  return clock === 'suspect' ? { reason: 'clock-suspect' } : undefined;
}

/** How far a task comes in a night: past all obstacles, or to one of them. */
function attempt(c: Case, opening: Opening): { opening: Opening; step: number; finding?: Finding } {
  for (const [step, find] of obstacles.entries()) {
    const finding = find(c, opening);
    if (finding) return { opening, step, finding };
  }
  return { opening, step: obstacles.length };
}

function begin(c: Case, opening: Opening): Decision {
  const { task, at, foretold } = c;
  const { night } = opening;
  const why = whyItStarts(c, night);
  const earliest = earliestIn(c, opening);
  // What runs for news alone does so as soon as it can.
  const isSpread = task.spread && why.reason !== 'media-added' && why.reason !== 'new-input';
  const startsAt = isSpread ? Math.max(earliest, placeIn(c, night, night.opensAt)) : earliest;
  const action = startsAt > at ? 'place' : 'start';
  const told = action === 'place' || foretold ? startsAt : undefined;
  const finding: Finding = { ...why, opening, ...(told !== undefined && { startsAt: told }) };
  return decision(c, action, night.serviceDay, finding, told);
}

function whyItStarts(c: Case, night: Night) {
  // Also where a run for them has failed in this night: another one of it has succeeded, and is not tried again.
  if (c.news && (findRested(c, night.serviceDay) ?? findTooSoon(c, night))) return asNews(c.news);
  if (c.state.failures?.serviceDay === night.serviceDay) return { reason: 'retry' } as const;
  return { reason: c.task.spread ? 'due-and-placed' : 'due' } as const;
}

function asNews({ of }: News) {
  return of === 'media' ? ({ reason: 'media-added' } as const) : ({ reason: 'new-input', of } as const);
}

function skip(c: Case, serviceDay: string, finding: Finding): Decision {
  return decision(c, 'skip', serviceDay, finding);
}
