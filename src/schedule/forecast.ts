import type {
  DayForecast,
  Decision,
  NightForecast,
  ScheduleSettings,
  TaskSchedule,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import { addDays, midnightOf } from './calendar.ts';
import { type Case, decideInside, decideOutside, spacedIn } from './decide.ts';
import type { Opening, Reader } from './explain.ts';
import { byPriority, inOrder, openingsOn, readerAt, waitingFrom } from './plan.ts';
import { homeZone, nights, serviceDayAt } from './window.ts';
import { instantOf } from './zone.ts';

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
  const teller = new Teller(now, settings, states);
  return nextOpenings(settings, now, count).map(opening => ({
    night: opening.night,
    decisions: teller.tellNight(opening),
  }));
}

/**
 * The same for the next `count` service days, from that of the night that is open now: all their nights that are not
 * over, in order, and one entry for each day that has none.
 */
export function forecastDays(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  count: number,
): readonly DayForecast[] {
  const { windows } = settings;
  const teller = new Teller(now, settings, states);
  const days: DayForecast[] = [];
  for (
    let serviceDay = serviceDayAt(windows, now), left = count;
    left > 0;
    serviceDay = addDays(serviceDay, 1)
  ) {
    const openings = openingsOn(windows, serviceDay);
    const ahead = openings.filter(({ night }) => night.closesAt > now);
    for (const opening of ahead) {
      days.push({ serviceDay, night: opening.night, decisions: teller.tellNight(opening) });
    }
    if (openings.length === 0) days.push({ serviceDay, decisions: teller.tellDay(serviceDay) });
    // Today counts only where something of it is left.
    if (openings.length === 0 || ahead.length > 0) left--;
  }
  return days;
}

/** Tells nights and days in order: what it has told is part of what comes after. */
class Teller {
  readonly #now: number;
  readonly #settings: ScheduleSettings;
  readonly #reader: Reader;
  readonly #tasks: readonly TaskSchedule[];
  readonly #outlooks = new Map<TaskSchedule, Outlook>();

  constructor(now: number, settings: ScheduleSettings, states: TaskStates) {
    this.#now = now;
    this.#settings = settings;
    this.#reader = readerAt(settings, now);
    this.#tasks = byPriority(settings.tasks);
    for (const task of this.#tasks) {
      this.#outlooks.set(task, { state: states[task.name] ?? {}, isLastAhead: false });
    }
  }

  tellNight(opening: Opening): readonly Decision[] {
    const at = Math.max(this.#now, opening.night.opensAt);
    return this.#tasks.map(task => {
      const outlook = this.#outlookAt(at, task);
      const decision = decideNight(this.#caseOf(at, task, outlook), opening);
      this.#outlooks.set(task, decision.action === 'skip' ? outlook : foresee(outlook, decision, at));
      return decision;
    });
  }

  /** A day without a night, looked at from its end. */
  tellDay(serviceDay: string): readonly Decision[] {
    const ends = midnightOf(addDays(serviceDay, 1));
    const at = Math.max(this.#now, instantOf(ends, homeZone(this.#settings.windows)) - 1);
    const findWaiting = waitingFrom(this.#settings, at);
    return this.#tasks.map(task => {
      const c = this.#caseOf(at, task, this.#outlookAt(at, task));
      return decideOutside(c, serviceDay, () => findWaiting(task));
    });
  }

  #outlookAt(at: number, task: TaskSchedule): Outlook {
    const before = this.#outlooks.get(task) ?? { state: {}, isLastAhead: false };
    return at > this.#now ? settle(before, at, this.#now, this.#settings) : before;
  }

  #caseOf(at: number, task: TaskSchedule, { state, isLastAhead }: Outlook): Case {
    const settings = this.#settings;
    return { task, state, at, settings, clock: 'ok', reader: this.#reader, foretold: { isLastAhead } };
  }
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
