import type { ActivityView, Butler, TaskView } from '../domain/butler.ts';
import { ButlerError, formatError } from '../domain/errors.ts';
import type { Pause } from '../domain/pause.ts';
import { say } from '../domain/phrases.ts';
import type { Run, Trigger } from '../domain/run.ts';
import type { ScanScope } from '../domain/scan-scope.ts';
import type { DayForecast, Decision, Night, NightForecast, ScheduleSettings } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { nextNight, nightAt, serviceDayAt } from '../schedule/window.ts';
import { ByHand } from './by-hand.ts';
import { isEnabled } from './endings.ts';
import { Nights } from './nights.ts';
import type { EngineParts } from './parts.ts';
import { begunByItself, findPause, Pauses } from './pauses.ts';
import { Planner } from './planner.ts';
import { Rounds } from './rounds.ts';
import { RunsInHand } from './runs-in-hand.ts';
import { Scans } from './scans.ts';
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

/** Triggers whose runs go on after a restart; the others are planned anew. What a partial scan was to see, the whole does. */
const resumed: readonly Trigger[] = ['first-run', 'manual', 'partial'];

/**
 * Turns the plan into runs and drives them. All state that clients ask for is in memory; every change of it is first
 * written to the store.
 */
export class ButlerEngine implements Butler {
  readonly #parts: EngineParts;
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #schedule: () => ScheduleSettings;
  readonly #planner: Planner;
  readonly #inHand: RunsInHand;
  readonly #byHand: ByHand;
  readonly #rounds: Rounds;
  readonly #scans: Scans;
  readonly #pauses: Pauses;
  readonly #nights: Nights;
  readonly #ticker: Ticker;
  /** The last run of each task that has ended. */
  readonly #last = new Map<TaskName, Run>();
  /** How many pauses were in force when last looked at. */
  #held = 0;
  #revision = 0;

  constructor({ parts, tasks, schedule, builtAt }: Options) {
    this.#parts = parts;
    this.#tasks = new Map(tasks.map(task => [task.name, task]));
    this.#schedule = schedule;
    this.#pauses = new Pauses(parts);
    this.#nights = new Nights(parts.reports);
    this.#inHand = new RunsInHand({
      parts,
      pauses: () => this.pauses(),
      onEnd: run => this.#remember(run),
    });
    this.#planner = new Planner({
      parts,
      tasks: tasks.map(({ name }) => name),
      schedule,
      builtAt,
      presence: task => this.#inHand.of(task)?.presence,
    });
    this.#byHand = new ByHand({
      parts,
      inHand: this.#inHand,
      planner: this.#planner,
      look: () => this.look(),
    });
    this.#rounds = new Rounds({
      parts,
      inHand: this.#inHand,
      planner: this.#planner,
      pauses: () => this.pauses(),
      getTask: name => this.#get(name),
      serviceDay: () => this.#today().serviceDay,
    });
    this.#scans = new Scans({
      task: this.#tasks.get('RefreshLibraries'),
      inHand: this.#inHand,
      serviceDay: () => this.#today().serviceDay,
    });
    this.#ticker = new Ticker(
      () => this.#tick(),
      parts.now,
      error => parts.events.emit('fault', formatError(error)),
    );
    for (const event of ['run', 'progress', 'preference', 'decision'] as const) {
      parts.events.on(event, () => this.#revision++);
    }
    parts.events.on('preference', () => this.look());
    parts.events.on('mediaAdded', () => {
      if (this.#planner.noteMedia()) this.look();
    });
  }

  /** Settles what a dead server left behind, and plans. Nothing starts yet. */
  async open(): Promise<void> {
    const { runs, now } = this.#parts;
    for (const run of await runs.activeRuns()) {
      await runs.move(run.id, 'interrupted', now(), say('butler-ended', {}));
    }
    for (const { name } of this.#tasks.values()) {
      const [last] = await runs.recentRuns(1, name);
      if (last) this.#last.set(name, last);
    }
    await this.#pauses.open();
    this.#held = this.pauses().length;
    await this.#nights.open();
    await this.#planner.open();
  }

  /** Queues again what was interrupted, other than by the plan, which sees to its own. Returns how many runs go on. */
  async goOn(): Promise<number> {
    // Of each task the last run counts.
    const left = [...this.#last.values()].filter(
      run => run.state === 'interrupted' && resumed.includes(run.trigger),
    );
    for (const run of left) {
      const task = this.#tasks.get(run.task);
      // What was to be made of a few files is found by the next run of its task.
      const isOfFiles = run.trigger === 'partial' && task?.group !== 'library';
      if (task && !isOfFiles) await this.#inHand.add(task, run.trigger, this.#today());
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
    const closing = this.#inHand.close(say('butler-stops', {}));
    await this.#ticker.stop();
    await closing;
    await this.#parts.pool.stop();
    await this.#parts.log.flush().catch(() => undefined);
  }

  /** Whether Butler has never run anything here. */
  get isFirst(): boolean {
    return this.#last.size === 0;
  }

  /** Queues the first maintenance of a library: the scan, whatever its switch says, and every enabled task. */
  begin(): Promise<void> {
    return this.#rounds.beginFirst(
      this.#byPriority().filter(task => task.group === 'library' || this.#isEnabled(task)),
    );
  }

  /**
   * Runs once what is due and not paused, and what follows from that, in or out of the window. Resolves with all runs
   * when they have ended.
   */
  runDue(): Promise<readonly Run[]> {
    return this.#rounds.runDue(this.#byPriority());
  }

  tasks(): readonly TaskView[] {
    return [...this.#tasks.values()].map(task => {
      const live = this.#inHand.of(task.name);
      return viewTask(task, {
        enabled: this.#isEnabled(task),
        decision: this.#planner.decisionOn(task.name),
        active: live?.recorded ? live.run : undefined,
        nextRunAt: this.#planner.nextStart(task.name),
        last: this.#last.get(task.name),
        pause: findPause(this.pauses(), task, live?.trigger),
      });
    });
  }

  /** Whether a run is at work, or waits for its turn. */
  get isBusy(): boolean {
    return this.#inHand.recorded.some(({ run }) => run.state !== 'scheduled');
  }

  activities(): readonly ActivityView[] {
    return this.#inHand.recorded
      .filter(live => live.run.state === 'running')
      .map(live => {
        const pause = live.gate.closed ? findPause(this.pauses(), live.task, live.trigger) : undefined;
        return viewActivity(live, pause, this.#parts.dispatcher.filesOf(live.task.name));
      });
  }

  forecast(
    days: number,
    from: number = this.#parts.now(),
    settings: ScheduleSettings = this.#schedule(),
  ): Promise<readonly DayForecast[]> {
    return this.#planner.forecast(days, from, settings);
  }

  /** The next night, or the first one to open after an instant; undefined where no window ever opens. */
  nextNight(after = Number.NEGATIVE_INFINITY): NightForecast | undefined {
    return this.#planner.nextNight(after);
  }

  startAll(): Promise<void> {
    return this.#byHand.startAll(this.#byPriority());
  }

  stopAll(): Promise<void> {
    this.#scans.clear();
    return this.#byHand.stopAll();
  }

  async start(name: string): ReturnType<Butler['start']> {
    return await this.#byHand.start(this.#get(name));
  }

  async startOn(name: string, partIds: readonly number[]): ReturnType<Butler['startOn']> {
    return await this.#byHand.startOn(this.#get(name), partIds, this.#today().serviceDay);
  }

  async stop(name: string): ReturnType<Butler['stop']> {
    return await this.#byHand.stop(this.#get(name));
  }

  async scan(scope: ScanScope): ReturnType<Butler['scan']> {
    return await this.#scans.request(scope);
  }

  cancelScan(sectionId: number): ReturnType<Butler['cancelScan']> {
    return this.#scans.cancel(sectionId);
  }

  async retry(run: Pick<Run, 'id' | 'task'>): ReturnType<Butler['retry']> {
    return await this.#byHand.retry(this.#get(run.task), run);
  }

  async retryFiles(name: string, partIds: readonly number[]): ReturnType<Butler['retryFiles']> {
    return await this.#byHand.retrySubjects(
      this.#get(name),
      partIds.map(id => `part:${id}` as const),
    );
  }

  activityOf(task: TaskName): string | undefined {
    return this.#inHand.of(task)?.uuid;
  }

  cancelActivity(uuid: string): ReturnType<Butler['cancelActivity']> {
    return this.#byHand.cancelActivity(uuid);
  }

  pauses(): readonly Pause[] {
    return this.#pauses.inForce;
  }

  async pause({ scope, until }: Pick<Pause, 'scope' | 'until'>): Promise<Pause> {
    if (scope !== 'all') this.#get(scope);
    const since = this.#parts.now();
    const lasting = until === undefined ? {} : { until };
    const pause: Pause = { cause: 'hand', scope, sentence: say('paused-by-hand', {}), since, ...lasting };
    this.rest(pause);
    await this.#pauses.keep(pause);
    return pause;
  }

  async resume(scope: Pause['scope']): Promise<boolean> {
    const found = this.unrest({ cause: 'hand', scope });
    if (found) await this.#pauses.drop(scope);
    return found;
  }

  /** Rests work for a cause that was found out. Takes effect at once, on running work too. */
  rest(pause: Pause): void {
    this.#pauses.set(pause);
    this.#followPauses();
  }

  /** The cause is gone. False when it was not there. */
  unrest(pause: Pick<Pause, 'cause' | 'scope'>): boolean {
    const found = this.#pauses.delete(pause);
    if (found) this.#followPauses();
    return found;
  }

  revision(): number {
    return this.#revision;
  }

  #followPauses(): void {
    const pauses = this.pauses();
    this.#held = pauses.length;
    this.#revision++;
    this.#parts.events.emit('pauses', pauses);
    this.#inHand.holdAndRelease();
    this.look();
  }

  /** A run has ended: plans anew, and lets those start that waited for it. */
  async #remember(run: Run): Promise<void> {
    // Of one whose end is not on record this is told once more.
    if (run.endedAt !== undefined) this.#last.set(run.task, run);
    this.#revision++;
    // What is found by hand may be the beginning of more.
    const isScanOfAll = run.task === 'RefreshLibraries' && !['manual', 'partial'].includes(run.trigger);
    if (isScanOfAll) this.#planner.endMedia();
    await this.#planner.learn().catch(() => undefined);
    await this.#rounds.goOnAfter(run).catch(() => undefined);
    await this.#scans.startNext().catch(() => undefined);
    // What follows from this end is in hand before others start: some of them wait for it.
    if (!this.#ticker.poke()) this.#inHand.dispatch();
  }

  /** What the plan says now, done. Returns the next instant at which something changes. */
  async #tick(): Promise<number | undefined> {
    const { now, runs } = this.#parts;
    const at = now();
    const isClockTrusted = this.#planner.readClock(at);
    if (this.pauses().length < this.#held) this.#followPauses();
    await this.#inHand.settle();
    await this.#inHand.queuePlanned(at);
    this.#inHand.endOutdated(at, this.#schedule());
    if (isClockTrusted) await this.#tellEndedNights(at);
    const decisions = this.#planner.decide();
    await runs.addDecisions(decisions, at);
    for (const decision of decisions) {
      const task = this.#tasks.get(decision.task);
      if (decision.action === 'start' && task)
        await this.#inHand.add(task, triggerOf(decision), { serviceDay: decision.serviceDay });
    }
    this.#inHand.dispatch();
    return this.#nextInstant(at);
  }

  /** Each night is told once, when its window has closed and what it started has ended. */
  async #tellEndedNights(at: number): Promise<void> {
    const isAtWork = ({ serviceDay }: Night) =>
      this.#inHand.recorded.some(({ run }) => begunByItself(run) && run.serviceDay === serviceDay);
    for (const { night, isLate } of await this.#nights.look(this.#schedule().windows, at, isAtWork)) {
      this.#parts.events.emit('nightEnded', night, isLate);
    }
  }

  #nextInstant(at: number): number | undefined {
    const { windows } = this.#schedule();
    const instants = [
      ...this.#inHand.recorded.flatMap(({ run }) => run.plannedAt ?? []),
      ...this.#planner.instants,
      ...windows.flatMap(window => nightAt(window, at)?.closesAt ?? nextNight(window, at)?.opensAt ?? []),
      ...this.pauses().flatMap(pause => pause.until ?? []),
    ].filter(instant => instant > at);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  #today(): { readonly serviceDay: string } {
    return { serviceDay: serviceDayAt(this.#schedule().windows, this.#parts.now()) };
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

/** Why a run exists that the plan starts. */
function triggerOf({ reason }: Decision): Trigger {
  if (reason === 'media-added') return 'new-media';
  return reason === 'new-input' ? 'new-input' : 'window';
}
