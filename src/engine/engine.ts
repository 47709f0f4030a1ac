import type { ActivityView, Butler, TaskView } from '../domain/butler.ts';
import { ButlerError, formatError } from '../domain/errors.ts';
import type { Pause } from '../domain/pause.ts';
import type { Run, Trigger } from '../domain/run.ts';
import type {
  DayForecast,
  Decision,
  Night,
  NightForecast,
  ScheduleSettings,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { type ClockVerdict, checkClock, type Tick } from '../schedule/clock.ts';
import { forecast, forecastNight } from '../schedule/forecast.ts';
import { plan, planManual } from '../schedule/plan.ts';
import { nextNight, nightAt, serviceDayAt } from '../schedule/window.ts';
import { findEnding, isEnabled } from './endings.ts';
import { LiveRun } from './live-run.ts';
import { Nights } from './nights.ts';
import { mayStart } from './order.ts';
import type { EngineParts } from './parts.ts';
import { findPause, Pauses } from './pauses.ts';
import { Ticker } from './ticker.ts';
import { viewActivity, viewTask } from './views.ts';

interface Options {
  readonly parts: EngineParts;
  readonly tasks: readonly Task[];
  /** The windows and tasks as the settings have them now. */
  readonly schedule: () => ScheduleSettings;
  /** Of this Butler, milliseconds since 1970 UTC: an earlier clock is not believed. */
  readonly builtAt: number;
}

/** Triggers whose runs go on after a restart; those of a window are planned anew. */
const resumed: readonly Trigger[] = ['first-run', 'manual', 'new-media'];

/**
 * Turns the plan into runs and drives them. All state that clients ask for is in memory; every change of it is first
 * written to the store.
 */
export class ButlerEngine implements Butler {
  readonly #parts: EngineParts;
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #schedule: () => ScheduleSettings;
  readonly #builtAt: number;
  readonly #ticker: Ticker;
  /** Runs that are scheduled, queued or running: at most one of each task. */
  readonly #live = new Map<TaskName, LiveRun>();
  readonly #last = new Map<TaskName, Run>();
  readonly #pauses = new Pauses();
  readonly #nights = new Nights();
  #states: TaskStates = {};
  /** The settings when the runs in hand were last looked at. */
  #seen: ScheduleSettings | undefined;
  #decisions = new Map<TaskName, Decision>();
  /** The last tick whose clock was believed, and whether that of now is. */
  #trusted: Tick | undefined;
  #clock: ClockVerdict = 'ok';
  /** How many pauses were in force when last looked at. */
  #held = 0;
  #revision = 0;
  #closing = false;

  constructor({ parts, tasks, schedule, builtAt }: Options) {
    this.#parts = parts;
    this.#tasks = new Map(tasks.map(task => [task.name, task]));
    this.#schedule = schedule;
    this.#builtAt = builtAt;
    this.#ticker = new Ticker(
      () => this.#tick(),
      parts.now,
      error => parts.events.emit('fault', formatError(error)),
    );
    for (const event of ['run', 'progress', 'preference'] as const) {
      parts.events.on(event, () => this.#revision++);
    }
    parts.events.on('preference', () => this.#ticker.poke());
  }

  /** Settles what a dead server left behind, and plans. Nothing starts yet. */
  async open(): Promise<void> {
    const { runs, now } = this.#parts;
    for (const run of await runs.activeRuns()) {
      await runs.move(run.id, 'interrupted', now(), 'Butler ended while this run was in hand.');
    }
    for (const name of this.#tasks.keys() as Iterable<TaskName>) {
      const [last] = await runs.recentRuns(1, name);
      if (last) this.#last.set(name, last);
    }
    await this.#learn();
  }

  /** Queues again what was interrupted, other than by the plan, which sees to its own. Returns how many runs go on. */
  async goOn(): Promise<number> {
    // Of each task the last run counts.
    const left = [...this.#last.values()].filter(
      run => run.state === 'interrupted' && resumed.includes(run.trigger),
    );
    for (const run of left) {
      const task = this.#tasks.get(run.task);
      if (task) await this.#add(task, run.trigger);
    }
    return left.length;
  }

  /** Looks at once at what is to be done, rather than within 30 s: the clock or something else has changed. */
  look(): void {
    this.#ticker.poke();
  }

  /** Starts what is queued, and from now on what the plan says, until {@link close}. */
  attend(): void {
    this.#ticker.start();
  }

  /** Ends what runs, keeping what is done, and stops the workers. Safe to call twice. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#ticker.stop();
    const ends = [...this.#live.values()].map(live => live.end('interrupted', 'Butler is stopping.'));
    await Promise.allSettled(ends);
    await this.#parts.pool.stop();
    await this.#parts.log.flush().catch(() => undefined);
  }

  /** Whether Butler has never run anything here. */
  get isFirst(): boolean {
    return this.#last.size === 0;
  }

  /** Queues the first maintenance of a library: the scan, whatever its switch says, and every enabled task. */
  async begin(): Promise<void> {
    for (const task of this.#byPriority()) {
      if (task.group === 'library' || this.#isEnabled(task)) await this.#add(task, 'first-run');
    }
  }

  forecast(days: number, from: number = this.#parts.now()): readonly DayForecast[] {
    return forecast(from, this.#schedule(), this.#planned(), days);
  }

  /** The next night, or the first one to open after an instant; undefined where no window ever opens. */
  nextNight(after = Number.NEGATIVE_INFINITY): NightForecast | undefined {
    return forecastNight(after, this.#parts.now(), this.#schedule(), this.#planned());
  }

  /** Runs once what is due, in or out of the window, and resolves with all runs when they have ended. */
  async runDue(): Promise<readonly Run[]> {
    const now = this.#parts.now();
    const started: LiveRun[] = [];
    for (const task of this.#byPriority()) {
      const decision = planManual(now, this.#schedule(), this.#planned(), task.name, 'all');
      this.#decisions.set(task.name, decision);
      if (decision.action === 'skip') continue;
      const live = await this.#add(task, 'once');
      if (live) started.push(live);
    }
    this.#dispatch();
    await Promise.all(started.map(live => live.ended));
    return started.map(live => live.run);
  }

  tasks(): readonly TaskView[] {
    return [...this.#tasks.values()].map(task => {
      const live = this.#live.get(task.name);
      const decision = this.#decisions.get(task.name);
      if (!decision) throw new Error('The engine was asked before it was started.');
      return viewTask(task, {
        enabled: this.#isEnabled(task),
        decision,
        active: live?.recorded ? live.run : undefined,
        last: this.#last.get(task.name),
        pause: findPause(this.pauses(), task, live?.trigger),
      });
    });
  }

  activities(): readonly ActivityView[] {
    return [...this.#live.values()]
      .filter(live => live.recorded && live.run.state === 'running')
      .map(live => {
        const pause = live.gate.closed ? findPause(this.pauses(), live.task, live.trigger) : undefined;
        return viewActivity(live.uuid, live.task, live.run, pause);
      });
  }

  pauses(): readonly Pause[] {
    return this.#pauses.at(this.#parts.now());
  }

  pause({ scope, until }: { scope: Pause['scope']; until?: number }): Pause {
    if (scope !== 'all') this.#get(scope);
    const since = this.#parts.now();
    const pause: Pause = {
      cause: 'hand',
      scope,
      sentence: 'Asked for by hand.',
      since,
      ...(until !== undefined && { until }),
    };
    this.rest(pause);
    return pause;
  }

  resume(scope: Pause['scope']): boolean {
    return this.unrest({ cause: 'hand', scope });
  }

  /** Rests work for a cause that was found out. Takes effect at once, on running work too. */
  rest(pause: Pause): void {
    this.#pauses.set(pause);
    this.#holdAndRelease();
  }

  /** The cause is gone. False when it was not there. */
  unrest(pause: Pick<Pause, 'cause' | 'scope'>): boolean {
    const found = this.#pauses.delete(pause);
    if (found) this.#holdAndRelease();
    return found;
  }

  /** Closes the gates of the runs that a pause holds, opens the others, and lets those start that may. */
  #holdAndRelease(): void {
    const pauses = this.pauses();
    this.#held = pauses.length;
    for (const live of this.#live.values())
      live.gate.set(findPause(pauses, live.task, live.trigger) !== undefined);
    this.#revision++;
    this.#parts.events.emit('pauses', pauses);
    this.#dispatch();
    this.#ticker.poke();
  }

  revision(): number {
    return this.#revision;
  }

  async startAll(): Promise<void> {
    for (const task of this.#byPriority()) await this.#startByHand(task, 'all');
    this.#ticker.poke();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#live.values()].map(live => live.end('cancelled', byHand)));
  }

  async start(name: string): Promise<'started' | 'already-running'> {
    const task = this.#get(name);
    if (this.#live.has(task.name)) return 'already-running';
    await this.#startByHand(task, 'one');
    this.#ticker.poke();
    return 'started';
  }

  async stop(name: string): Promise<'stopped' | 'not-running'> {
    const live = this.#live.get(this.#get(name).name);
    if (!live) return 'not-running';
    await live.end('cancelled', byHand);
    return 'stopped';
  }

  async retry(run: Pick<Run, 'id' | 'task'>): ReturnType<Butler['retry']> {
    const task = this.#get(run.task);
    const { runs, library, queue } = this.#parts;
    const subjects = await runs.setAside(run.id);
    if (subjects.length === 0) return { files: 0, outcome: 'nothing-to-retry' };
    if (task.kind === 'units') await task.readmit?.(library, subjects);
    await queue.retry(task.name, subjects);
    return { files: subjects.length, outcome: await this.start(task.name) };
  }

  async cancelActivity(uuid: string): Promise<'cancelled' | 'not-cancellable' | 'unknown'> {
    const live = [...this.#live.values()].find(candidate => candidate.uuid === uuid);
    if (!live) return 'unknown';
    await live.end('cancelled', byHand);
    return 'cancelled';
  }

  /** The four start rules. A decision against it is no error: the caller attempted, and the reason is on record. */
  async #startByHand(task: Task, which: 'all' | 'one'): Promise<void> {
    if (this.#live.has(task.name)) return;
    const decision = planManual(this.#parts.now(), this.#schedule(), this.#planned(), task.name, which);
    await this.#parts.runs.addDecisions([decision], this.#parts.now());
    if (decision.action === 'skip') return;
    await this.#add(task, 'manual', decision);
  }

  /** Puts a run of the task into the queue, or down for later. Undefined when one is in hand already. */
  async #add(task: Task, trigger: Trigger, decision?: Decision): Promise<LiveRun | undefined> {
    if (this.#closing || this.#live.has(task.name)) return undefined;
    const { runs, now } = this.#parts;
    // Taken before the store answers, so that two callers at once cannot both start it.
    const live = new LiveRun(this.#parts, task, trigger);
    live.gate.set(findPause(this.pauses(), task, trigger) !== undefined);
    this.#live.set(task.name, live);
    const placedAt = decision?.action === 'place' ? decision.plannedAt : undefined;
    try {
      const run = await runs.addRun({
        task: task.name,
        trigger,
        state: placedAt === undefined ? 'queued' : 'scheduled',
        serviceDay: decision?.serviceDay ?? serviceDayAt(this.#schedule().windows, now()),
        createdAt: now(),
        ...(placedAt !== undefined && { plannedAt: placedAt }),
      });
      live.record(run);
    } catch (error) {
      this.#live.delete(task.name);
      live.abandon();
      throw error;
    }
    void live.ended.finally(() => this.#forget(live));
    return live;
  }

  /** A run has ended: remembers it, plans anew, and lets those start that waited for it. */
  async #forget(live: LiveRun): Promise<void> {
    this.#live.delete(live.task.name);
    this.#last.set(live.task.name, live.run);
    await this.#learn().catch(() => undefined);
    this.#dispatch();
    this.#ticker.poke();
  }

  /** Starts every queued run whose turn it is. */
  #dispatch(): void {
    if (this.#closing) return;
    const entries = [...this.#live.values()].filter(live => live.recorded);
    for (const live of entries) {
      if (live.run.state === 'queued' && !live.gate.closed && mayStart(live, entries)) live.execute();
    }
  }

  /** What the plan says now, done. Returns the next instant at which something changes. */
  async #tick(): Promise<number | undefined> {
    const { now, runs } = this.#parts;
    const at = now();
    this.#readClock(at);
    this.#endPauses();
    for (const live of this.#live.values()) {
      if (live.recorded && live.run.state === 'scheduled' && (live.run.plannedAt ?? at) <= at)
        await live.moveTo('queued');
    }
    this.#endRuns(at);
    this.#tellEndedNights(at);
    this.#decide();
    const decisions = [...this.#decisions.values()];
    await runs.addDecisions(decisions, at);
    for (const decision of decisions) {
      const task = this.#tasks.get(decision.task);
      if (decision.action === 'start' && task) await this.#add(task, 'window', decision);
    }
    this.#dispatch();
    return this.#nextInstant(at);
  }

  /** Pauses that were given an end let go when it has come. */
  #endPauses(): void {
    const before = this.#held;
    this.#held = this.pauses().length;
    if (this.#held < before) this.#holdAndRelease();
  }

  /** Ends the runs that the clock or a change of the settings ends. */
  #endRuns(at: number): void {
    const settings = this.#schedule();
    const before = this.#seen ?? settings;
    this.#seen = settings;
    for (const live of this.#live.values()) {
      const ending = live.recorded && findEnding(live.run, live.task, at, settings, before);
      if (!ending) continue;
      if (ending.how === 'drain') live.drain(ending.reason);
      else void live.end(ending.how === 'yield' ? 'yielded' : 'cancelled', ending.reason);
    }
  }

  /** Each night is told once, when its window has closed and what it started has ended. */
  #tellEndedNights(at: number): void {
    const started = [...this.#live.values()].filter(live => live.recorded && live.run.trigger === 'window');
    const isAtWork = (night: Night) => started.some(live => live.run.serviceDay === night.serviceDay);
    for (const night of this.#nights.ended(this.#schedule().windows, at, isAtWork)) {
      this.#parts.events.emit('nightEnded', night);
    }
  }

  #nextInstant(at: number): number | undefined {
    const { windows } = this.#schedule();
    const instants = [
      ...[...this.#live.values()].flatMap(live => (live.recorded ? (live.run.plannedAt ?? []) : [])),
      ...[...this.#decisions.values()].flatMap(decision => decision.plannedAt ?? []),
      ...windows.flatMap(window => nightAt(window, at)?.closesAt ?? nextNight(window, at)?.opensAt ?? []),
      ...this.pauses().flatMap(pause => pause.until ?? []),
    ].filter(instant => instant > at);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  /** Compares the clocks; a jump is told, and a clock that cannot be right starts nothing. */
  #readClock(at: number): void {
    const tick: Tick = { wallAt: at, monotonicMs: this.#parts.monotonic() };
    const { verdict, byMs } = checkClock(this.#trusted, tick, this.#builtAt);
    if (verdict !== 'suspect') this.#trusted = tick;
    if (verdict !== 'ok' && verdict !== this.#clock) this.#parts.events.emit('clock', { verdict, byMs });
    this.#clock = verdict;
  }

  #decide(): void {
    const decisions = plan(this.#parts.now(), this.#schedule(), this.#planned(), this.#clock);
    const before = this.#decisions;
    this.#decisions = new Map(decisions.map(decision => [decision.task, decision]));
    for (const decision of decisions) {
      if (before.get(decision.task)?.sentence !== decision.sentence)
        this.#parts.events.emit('decision', decision);
    }
    this.#revision++;
  }

  /** Reads back from the store what the planner must know, after a run has changed it. */
  async #learn(): Promise<void> {
    this.#states = await this.#parts.runs.taskStates();
    this.#decide();
  }

  /** The past from the store, the present from memory. */
  #planned(): TaskStates {
    const states: { [N in TaskName]?: TaskState } = {};
    for (const name of this.#tasks.keys() as Iterable<TaskName>) {
      const { active: _, plannedAt: __, ...past } = this.#states[name] ?? {};
      const live = this.#live.get(name);
      states[name] = live ? { ...past, ...live.presence } : past;
    }
    return states;
  }

  #byPriority(): readonly Task[] {
    return [...this.#tasks.values()].sort((a, b) => a.priority - b.priority);
  }

  #isEnabled(task: Task): boolean {
    return isEnabled(task.name, this.#schedule());
  }

  #get(name: string): Task {
    const task = this.#tasks.get(name);
    if (!task) throw new ButlerError('task-unknown', { name });
    return task;
  }
}

const byHand = 'Stopped by hand.';
