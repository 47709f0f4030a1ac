import type { TaskState } from '../domain/schedule.ts';
import { addDays, daysBetween, hourMs, minuteMs } from './calendar.ts';

/** A day, less what the clock and the placement in the window may move a start. */
const spacingMs = 22 * hourMs;

/** After the first failure of a night. */
const retriesPerNight = 2;

/** From the start of a run that failed to its first retry; twice as long to the second. */
const retryMs = 10 * minuteMs;

/** A clock set back this far repeats nothing; a run recorded even further ahead was recorded by a wrong clock. */
const setBackMs = 48 * hourMs;

interface Success {
  /** ISO. */
  readonly serviceDay: string;
  readonly startedAt?: number;
}

/**
 * The last success that counts at `now`. One that lies more than 48 hours ahead does not: the clock was wrong when it
 * was recorded, and a task must not wait for years until the right one gets there.
 */
export function lastSuccess(state: TaskState, now: number): Success | undefined {
  const { lastServiceDay: serviceDay, lastSucceededStartAt: startedAt } = state;
  if (serviceDay === undefined) return undefined;
  if (startedAt === undefined) return { serviceDay };
  return startedAt > now + setBackMs ? undefined : { serviceDay, startedAt };
}

/** The first service day on which a task is due again. */
export function dueOn(last: Success, intervalDays: number): string {
  return addDays(last.serviceDay, intervalDays);
}

/**
 * Whether a task is due on a service day: by calendar days, never by elapsed hours, which drift past the window.
 * All the runs that it missed count as one.
 */
export function isDue(last: Success | undefined, intervalDays: number, serviceDay: string): boolean {
  return !last || daysBetween(last.serviceDay, serviceDay) >= intervalDays;
}

/**
 * The first instant that keeps the least distance between two starts, 22 hours for each day of the interval less the
 * length of the window. It holds where calendar days mislead: after a change of the zone, and between windows that
 * lie close together.
 */
export function spacedFrom(
  last: Success | undefined,
  intervalDays: number,
  windowMs: number,
): number | undefined {
  if (last?.startedAt === undefined) return undefined;
  return last.startedAt + intervalDays * spacingMs - windowMs;
}

/**
 * The first instant at which a task is tried again that failed on a service day. What was wrong is given some time to
 * pass, more after the second time. Undefined where it has not failed then, or a clock that was set back hides when.
 */
export function retryFrom(state: TaskState, serviceDay: string, now: number): number | undefined {
  const { failures, lastStartedAt } = state;
  if (failures?.serviceDay !== serviceDay || lastStartedAt === undefined || lastStartedAt > now)
    return undefined;
  return lastStartedAt + failures.count * retryMs;
}

/** Whether a task has failed as often as it may on a service day: the first time, and in two retries. */
export function isWornOut(state: TaskState, serviceDay: string): boolean {
  const { failures } = state;
  return failures?.serviceDay === serviceDay && failures.count > retriesPerNight;
}
