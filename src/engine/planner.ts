import { setImmediate } from 'node:timers/promises';
import type {
  DayForecast,
  Decision,
  NightForecast,
  ScheduleSettings,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { type ClockVerdict, checkClock, describeClock, type Tick } from '../schedule/clock.ts';
import { forecast, forecastNight, foretell } from '../schedule/forecast.ts';
import { plan, planManual, planRound } from '../schedule/plan.ts';
import { NewMedia } from './new-media.ts';
import type { EngineParts } from './parts.ts';

interface Sources {
  readonly parts: EngineParts;
  readonly tasks: readonly TaskName[];
  /** The windows and tasks as the settings have them now. */
  readonly schedule: () => ScheduleSettings;
  /** Of this Butler, milliseconds since 1970 UTC: an earlier clock is not believed. */
  readonly builtAt: number;
  /** The run in hand of a task, as the plan wants it. */
  readonly presence: (task: TaskName) => Pick<TaskState, 'active' | 'plannedAt'> | undefined;
}

/** Service days in which the next start of a task is looked for: twice the longest interval, and one. */
const daysForetold = 15;
/** Days that are foretold before others have their turn: some milliseconds. */
const daysAtOnce = 8;

/** Asks the plan: with the past from the store, the present from the runs in hand, new media, and the clocks. */
export class Planner {
  readonly #sources: Sources;
  readonly #media = new NewMedia();
  /** As the store has them. */
  #past: TaskStates = {};
  #decisions = new Map<TaskName, Decision>();
  /** Made from them when somebody asks. */
  #nextStarts: ReadonlyMap<TaskName, number> | undefined;
  /** The last tick whose clock was believed, and whether that of now is. */
  #trusted: Tick | undefined;
  #clock: ClockVerdict = 'ok';

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  async open(): Promise<void> {
    this.#media.open(await this.#sources.parts.library.mediaAddedAt());
    await this.learn();
  }

  /** Reads back from the store what must be known, after a run has changed it, and decides anew. */
  async learn(): Promise<void> {
    this.#past = await this.#sources.parts.runs.taskStates();
    this.decide();
  }

  /** Media was added. True where {@link nextInstant} is another one for it. */
  noteMedia(): boolean {
    return this.#media.note(this.#sources.parts.now());
  }

  /** All media is there that a scan was to find: nobody need wait for more. */
  endMedia(): void {
    this.#media.settle(this.#sources.parts.now(), true);
  }

  /** What a round goes on with that no window bounds. */
  decideRound(): readonly Decision[] {
    const { parts, schedule } = this.#sources;
    return planRound(parts.now(), schedule(), this.#states());
  }

  /** Compares the clocks; a jump is told. False while the clock cannot be right: then nothing starts. */
  readClock(at: number): boolean {
    const { events, monotonic } = this.#sources.parts;
    const tick: Tick = { wallAt: at, monotonicMs: monotonic() };
    const { verdict, byMs } = checkClock(this.#trusted, tick, this.#sources.builtAt);
    if (verdict !== 'suspect') this.#trusted = tick;
    if (verdict !== 'ok' && verdict !== this.#clock) {
      events.emit('clock', { verdict, byMs, sentence: describeClock(verdict, byMs) });
    }
    this.#clock = verdict;
    return verdict !== 'suspect';
  }

  /** Decides what happens now, for each task in the order of priorities. What has changed is told. */
  decide(): readonly Decision[] {
    const { parts, schedule } = this.#sources;
    const now = parts.now();
    this.#media.settle(now);
    const decisions = plan(now, schedule(), this.#states(), this.#clock);
    const before = this.#decisions;
    this.#decisions = new Map(decisions.map(decision => [decision.task, decision]));
    this.#nextStarts = undefined;
    for (const decision of decisions) {
      if (before.get(decision.task)?.sentence !== decision.sentence) parts.events.emit('decision', decision);
    }
    return decisions;
  }

  /** What happens when a person asks for a task, or for `all` that are due. */
  decideByHand(task: TaskName, which: 'all' | 'one'): Decision {
    const { parts, schedule } = this.#sources;
    return planManual(parts.now(), schedule(), this.#states(), task, which);
  }

  /** What was decided last. */
  decisionOn(task: TaskName): Decision {
    const decision = this.#decisions.get(task);
    if (!decision) throw new Error('The engine was asked before it was opened.');
    return decision;
  }

  async forecast(days: number, from: number, settings: ScheduleSettings): Promise<readonly DayForecast[]> {
    const told: (readonly DayForecast[])[] = [];
    for (const ofDay of foretell(from, settings, this.#states()).take(days)) {
      if (told.push(ofDay) % daysAtOnce === 0) await setImmediate();
    }
    return told.flat();
  }

  /** When a task will start by itself next, as things stand; undefined where it will not in the days that are foretold. */
  nextStart(task: TaskName): number | undefined {
    this.#nextStarts ??= this.#foretellStarts();
    return this.#nextStarts.get(task);
  }

  /** The first night to open after an instant; undefined where no window ever opens. */
  nextNight(after: number): NightForecast | undefined {
    const { parts, schedule } = this.#sources;
    return forecastNight(after, parts.now(), schedule(), this.#states());
  }

  /** The instants at which the plan will say something else by itself, but for the windows. */
  get instants(): readonly number[] {
    const planned = [...this.#decisions.values()].flatMap(decision => decision.plannedAt ?? []);
    return this.#media.settlesAt === undefined ? planned : [...planned, this.#media.settlesAt];
  }

  #foretellStarts(): ReadonlyMap<TaskName, number> {
    const { parts, schedule } = this.#sources;
    const starts = new Map<TaskName, number>();
    for (const { decisions } of forecast(parts.now(), schedule(), this.#states(), daysForetold)) {
      for (const { task, action, plannedAt } of decisions) {
        if (action !== 'skip' && plannedAt !== undefined && !starts.has(task)) starts.set(task, plannedAt);
      }
    }
    return starts;
  }

  #states(): TaskStates {
    const { tasks, presence } = this.#sources;
    const { addedAt: mediaAddedAt } = this.#media;
    const states: { [N in TaskName]?: TaskState } = {};
    for (const name of tasks) {
      const { active: _, plannedAt: __, ...past } = this.#past[name] ?? {};
      states[name] = {
        ...past,
        ...presence(name),
        ...(mediaAddedAt !== undefined && { mediaAddedAt }),
      };
    }
    return states;
  }
}
