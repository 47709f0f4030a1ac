import { ButlerError } from '../domain/errors.ts';
import type {
  Decision,
  MaintenanceWindow,
  Night,
  ScheduleSettings,
  TaskSchedule,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { isBlackout } from './blackout.ts';
import { dateAt } from './calendar.ts';
import type { ClockVerdict } from './clock.ts';
import {
  admits,
  type Case,
  decideAnywhere,
  decideInside,
  decideOutside,
  decision,
  findNotDue,
  hasNews,
  placeIn,
  startsAnywhere,
  type Waiting,
} from './decide.ts';
import type { Finding, Opening, Reader } from './explain.ts';
import { findNews, upstreamFirst } from './news.ts';
import { homeZone, nightAt, nightOf, nightsAfter, serviceDayAt } from './window.ts';

/** A window whose next nights are all blackout days, so many of them, is as good as none. */
const nightsLookedAt = 400;

/**
 * What happens now (milliseconds since 1970 UTC): one decision for each task, in the order of their priorities.
 * To be asked at least every 30 seconds, and at every change of the settings or of a task's state.
 *
 * A task that is scheduled, queued or running is `active`, and nothing else. Whether a run that was placed may still
 * start when its moment comes is answered by asking again with its state but without `active`.
 */
export function plan(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  clock: ClockVerdict = 'ok',
): readonly Decision[] {
  const [first, ...others] = openings(settings, now);
  const findWaiting = waitingFrom(settings, now);
  return decideEach(now, settings, states, clock, c => {
    const { on } = c.reader;
    if (startsAnywhere(c)) return decideAnywhere(c, first?.night.serviceDay ?? on);
    return first ? decideInside(c, [first, ...others]) : decideOutside(c, on, () => findWaiting(c.task));
  });
}

/**
 * The tasks that a round goes on with which no window bounds, when runs of it have ended: those for which there is
 * something new, unless they failed on that day or were stopped. In the order of their priorities.
 */
export function planRound(now: number, settings: ScheduleSettings, states: TaskStates): readonly Decision[] {
  const serviceDay = serviceDayAt(settings.windows, now);
  const anyDay = { ...settings, blackoutDays: [] };
  return decideEach(now, anyDay, states, 'ok', c => {
    const decision = hasNews(c) && !c.news.maker ? decideAnywhere(c, serviceDay) : undefined;
    return decision?.action === 'start' ? decision : undefined;
  });
}

/**
 * One decision for each task, in the order of their priorities; those are left out on which nothing is decided. A task is
 * looked at after those that it goes on from, as it waits for them where they start now.
 */
function decideEach(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  clock: ClockVerdict,
  decide: (c: Case) => Decision | undefined,
): readonly Decision[] {
  const { tasks } = settings;
  const reader = readerAt(settings, now);
  const decisions = new Map<TaskName, Decision>();
  const isAtWork = (name: TaskName) => isInHand(states[name]) || decisions.get(name)?.action === 'start';
  for (const task of upstreamFirst(tasks)) {
    const news = findNews(task, tasks, states, now, isAtWork);
    const state = states[task.name] ?? {};
    const decision = decide({ task, state, at: now, settings, clock, reader, ...(news && { news }) });
    if (decision) decisions.set(task.name, decision);
  }
  return byPriority(tasks).flatMap(({ name }) => decisions.get(name) ?? []);
}

function isInHand(state: TaskState | undefined): boolean {
  return state?.active === 'queued' || state?.active === 'running';
}

/**
 * What happens when a client asks for a task now, by the four start rules of the Butler API:
 *
 * 1. a task that is not due on the current day is skipped
 * 2. outside the window a randomised task starts at once
 * 3. inside it, a randomised task is placed at random in what is left of it
 * 4. outside the window any other task starts at once; inside it does too
 *
 * Rule 1 and the switch in the settings hold for `all` only: who names `one` task wants it to run, also if it ran
 * today. A task is inside where a window is open that admits it. Blackout days, spacing, the cutoff and a clock in
 * doubt restrain what starts by itself, not what a person asks for; past the cutoff nothing can be placed, so it
 * starts at once. A task that is active is never started twice. Throws `task-unknown`.
 */
export function planManual(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  name: TaskName,
  scope: 'all' | 'one',
): Decision {
  const task = settings.tasks.find(task => task.name === name);
  if (!task) throw new ButlerError('task-unknown', { name });
  const state = states[name] ?? {};
  const reader = readerAt(settings, now);
  const news = findNews(task, settings.tasks, states, now, other => isInHand(states[other]));
  const c: Case = { task, state, at: now, settings, clock: 'ok', reader, ...(news && { news }) };
  const opening = openings(settings, now).find(({ window }) => admits(window, task));
  const serviceDay = opening?.night.serviceDay ?? reader.on;

  if (state.active) return decision(c, 'skip', serviceDay, { reason: 'active', state });
  if (scope === 'all') {
    const finding = task.enabled ? findNotDue(c, serviceDay) : ({ reason: 'disabled' } as const);
    if (finding) return decision(c, 'skip', serviceDay, finding);
  }
  if (task.spread && opening) {
    const plannedAt = placeIn(c, opening.night, now);
    const finding: Finding = { reason: 'manual-placed', opening, startsAt: plannedAt };
    if (plannedAt > now) return decision(c, 'place', serviceDay, finding, plannedAt);
  }
  return decision(c, 'start', serviceDay, { reason: 'manual' });
}

/** The order in which tasks start that are due together. */
export function byPriority(tasks: readonly TaskSchedule[]): readonly TaskSchedule[] {
  return tasks.toSorted((a, b) => a.priority - b.priority);
}

/** People read of the days as they are called where the first window is. */
export function readerAt({ windows }: ScheduleSettings, now: number): Reader {
  const zone = homeZone(windows);
  return { on: dateAt(now, zone), zone };
}

function inOrder(a: Opening, b: Opening): number {
  return a.night.opensAt - b.night.opensAt;
}

/** The nights that are open, by when they opened. */
function openings({ windows }: ScheduleSettings, now: number): readonly Opening[] {
  return inTurn(windows, window => nightAt(window, now));
}

/** The nights of a service day, by when they open. */
export function openingsOn(windows: readonly MaintenanceWindow[], serviceDay: string): readonly Opening[] {
  return inTurn(windows, window => nightOf(window, serviceDay));
}

/** What a due task waits for while no window is open. Looks for the next nights once, for all tasks, if ever. */
export function waitingFrom(settings: ScheduleSettings, now: number): (task: TaskSchedule) => Waiting {
  let found: readonly Opening[] | undefined;
  return task => {
    found ??= nextOpenings(settings, now);
    const next = found.find(({ window }) => admits(window, task));
    return next ? { reason: 'outside-window', next } : { reason: 'no-window' };
  };
}

/** The next night of each window in which something may run. */
function nextOpenings({ windows, blackoutDays }: ScheduleSettings, now: number): readonly Opening[] {
  const isUsable = ({ opensAt, serviceDay }: Opening['night']) =>
    opensAt > now && !isBlackout(blackoutDays, serviceDay);
  return inTurn(windows, window => nightsAfter(window, now).take(nightsLookedAt).find(isUsable));
}

/** One night of each window that has one, by when they open. */
function inTurn(
  windows: readonly MaintenanceWindow[],
  find: (window: MaintenanceWindow) => Night | undefined,
): readonly Opening[] {
  return windows
    .map(window => ({ window, night: find(window) }))
    .filter((opening): opening is Opening => opening.night !== undefined)
    .toSorted(inOrder);
}
