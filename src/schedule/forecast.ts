import type {
  Decision,
  NightForecast,
  ScheduleSettings,
  TaskSchedule,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import { type Case, decideInside, spacedIn } from './decide.ts';
import type { Opening } from './explain.ts';
import { byPriority, inOrder, readerAt } from './plan.ts';
import { nights, serviceDayAt } from './window.ts';

/** A task as it will be by then. */
interface Outlook {
  readonly state: TaskState;
  /** The service day of the run that is foretold and not over yet. */
  readonly runsOn?: string;
  /** The last run in `state` is itself still to come. */
  readonly isLastAhead: boolean;
}

/**
 * What will run in the next `count` nights of all windows, and why: the decisions of the plan, made for each night in
 * turn from the one that is open now (milliseconds since 1970 UTC). Assumes that every run starts on time and succeeds
 * at once, those in hand too, and that clock and settings stay as they are.
 */
export function forecast(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  count: number,
): readonly NightForecast[] {
  const reader = readerAt(settings, now);
  const tasks = byPriority(settings.tasks);
  const outlooks = new Map<TaskSchedule, Outlook>();

  return nextOpenings(settings, now, count).map(opening => {
    const at = Math.max(now, opening.night.opensAt);
    const decisions = tasks.map(task => {
      const before = outlooks.get(task) ?? { state: states[task.name] ?? {}, isLastAhead: false };
      const outlook = at > now ? settle(before, at, now, settings) : before;
      const { state, isLastAhead } = outlook;
      const foretold = { isLastAhead };
      const decision = decideNight({ task, state, at, settings, clock: 'ok', reader, foretold }, opening);
      outlooks.set(task, decision.action === 'skip' ? outlook : foresee(outlook, decision, at));
      return decision;
    });
    return { night: opening.night, decisions };
  });
}

/** The next nights of all windows together, by when they open. */
function nextOpenings({ windows }: ScheduleSettings, now: number, count: number): readonly Opening[] {
  return windows
    .flatMap(window => nights(window, now, count).map(night => ({ window, night })))
    .toSorted(inOrder)
    .slice(0, count);
}

/** Decides when the night opens, and again at the moment when a task is far enough from its last start. */
function decideNight(c: Case, opening: Opening): Decision {
  const decision = decideInside(c, [opening]);
  const from = decision.reason === 'not-enough-spacing' ? spacedIn(c, opening.night) : undefined;
  if (from === undefined || from >= opening.night.closesAt) return decision;
  return decideInside({ ...c, at: from }, [opening]);
}

/** The task with the run in hand that was decided. */
function foresee({ state, isLastAhead }: Outlook, decision: Decision, at: number): Outlook {
  const { serviceDay: runsOn, plannedAt = at } = decision;
  return { state: { ...state, active: 'scheduled', plannedAt }, runsOn, isLastAhead };
}

/** The task after the run in hand, if that has started by then. */
function settle(outlook: Outlook, at: number, now: number, { windows }: ScheduleSettings): Outlook {
  const { active, plannedAt, ...past } = outlook.state;
  const startsAt = plannedAt ?? past.lastStartedAt ?? now;
  if (!active || startsAt > at) return outlook;
  const lastServiceDay = outlook.runsOn ?? serviceDayAt(windows, startsAt);
  return { state: { ...past, lastServiceDay, lastSucceededStartAt: startsAt }, isLastAhead: true };
}
