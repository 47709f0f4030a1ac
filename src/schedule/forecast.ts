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
import {
  type Case,
  decideAnywhere,
  decideInside,
  decideOutside,
  spacedIn,
  startsAnywhere,
} from './decide.ts';
import { describeDay, describeNight, type Opening, type Reader } from './explain.ts';
import { findNews } from './news.ts';
import { byPriority, openingsOn, readerAt, waitingFrom } from './plan.ts';
import { homeZone, serviceDayAt } from './window.ts';
import { instantOf } from './zone.ts';

/** A task as it will be by then. */
interface Outlook {
  readonly state: TaskState;
  /** The service day of the run that is foretold and not over yet. */
  readonly runsOn?: string;
  /** The last run in `state` is itself still to come. */
  readonly isLastAhead: boolean;
}

/** A window opens once in a week, or on one that the change of the clock leaves out in two. */
const daysWithNight = 15;

/**
 * What will run in the nights of the next `count` service days, and why: the decisions of the plan, made for each night
 * in turn, from the one that is open now (milliseconds since 1970 UTC). Of each day all nights that are not over, in
 * order, and one entry for a day that has none. Assumes that every run starts on time and succeeds at once, those in
 * hand too, and that clock and settings stay as they are.
 */
export function forecast(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
  count: number,
): readonly DayForecast[] {
  return foretell(now, settings, states).take(count).toArray().flat();
}

/** The first night to open after an instant, told from now on; undefined where no window ever opens. */
export function forecastNight(
  after: number,
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
): NightForecast | undefined {
  const isAfter = (day: DayForecast): day is NightForecast =>
    day.night !== undefined && day.night.opensAt > after;
  const [first] = foretell(now, settings, states)
    .take(daysWithNight)
    .flatMap(ofDay => ofDay.filter(isAfter));
  return first;
}

/** As {@link forecast} has them, service days one by one, without end. Today counts only where something of it is left. */
export function* foretell(
  now: number,
  settings: ScheduleSettings,
  states: TaskStates,
): Generator<readonly DayForecast[], void> {
  const { windows } = settings;
  const teller = new Teller(now, settings, states);
  for (let serviceDay = serviceDayAt(windows, now); ; serviceDay = addDays(serviceDay, 1)) {
    const openings = openingsOn(windows, serviceDay);
    const ahead = openings.filter(({ night }) => night.closesAt > now);
    if (ahead.length > 0) yield ahead.map(opening => teller.tellNight(opening));
    else if (openings.length === 0) yield [teller.tellDay(serviceDay)];
  }
}

/** Tells nights and days in order: what it has told is part of what comes after. */
class Teller {
  readonly #now: number;
  readonly #settings: ScheduleSettings;
  readonly #reader: Reader;
  readonly #tasks: readonly TaskSchedule[];
  /** As they are now. */
  readonly #states: TaskStates;
  readonly #outlooks = new Map<TaskSchedule, Outlook>();

  constructor(now: number, settings: ScheduleSettings, states: TaskStates) {
    this.#now = now;
    this.#settings = settings;
    this.#states = states;
    this.#reader = readerAt(settings, now);
    this.#tasks = byPriority(settings.tasks);
    for (const task of this.#tasks) {
      const outlook: Outlook = { state: states[task.name] ?? {}, isLastAhead: false };
      const c = this.#caseOf(now, task, outlook);
      const starts = startsAnywhere(c) && decideAnywhere(c, this.#reader.on).action === 'start';
      this.#outlooks.set(
        task,
        starts ? { ...outlook, state: { ...outlook.state, active: 'queued' } } : outlook,
      );
    }
  }

  tellNight(opening: Opening): NightForecast {
    const { night, window } = opening;
    const at = Math.max(this.#now, night.opensAt);
    const decisions = this.#tasks.map(task => {
      const outlook = this.#outlookAt(at, task);
      const decision = decideNight(this.#caseOf(at, task, outlook), opening);
      this.#outlooks.set(task, decision.action === 'skip' ? outlook : foresee(outlook, decision, at));
      return decision;
    });
    return { serviceDay: night.serviceDay, night, sentence: describeNight(night, window.zone), decisions };
  }

  /** A day without a night, looked at from its end. */
  tellDay(serviceDay: string): DayForecast {
    const ends = midnightOf(addDays(serviceDay, 1));
    const at = Math.max(this.#now, instantOf(ends, homeZone(this.#settings.windows)) - 1);
    const findWaiting = waitingFrom(this.#settings, at);
    const decisions = this.#tasks.map(task => {
      const c = this.#caseOf(at, task, this.#outlookAt(at, task));
      return decideOutside(c, serviceDay, () => findWaiting(task));
    });
    return { serviceDay, sentence: describeDay(serviceDay, this.#settings.windows), decisions };
  }

  #outlookAt(at: number, task: TaskSchedule): Outlook {
    const before = this.#outlooks.get(task) ?? { state: {}, isLastAhead: false };
    return at > this.#now ? settle(before, at, this.#now, this.#settings) : before;
  }

  #caseOf(at: number, task: TaskSchedule, { state, isLastAhead }: Outlook): Case {
    const settings = this.#settings;
    const news = findNews(task, this.#tasks, { ...this.#states, [task.name]: state }, at, () => false);
    return {
      ...{ task, state, at, settings, clock: 'ok', reader: this.#reader, foretold: { isLastAhead } },
      ...(news && { news }),
    };
  }
}

/**
 * Decides when the night opens, and again at the moment when a task is far enough from its last start. Where nothing new
 * starts by then, it was its last start that kept it from this night.
 */
function decideNight(c: Case, opening: Opening): Decision {
  const decision = decideInside(c, [opening]);
  const from = decision.reason === 'not-enough-spacing' ? spacedIn(c, opening.night) : undefined;
  if (from === undefined || from >= opening.night.cutoffAt) return decision;
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
