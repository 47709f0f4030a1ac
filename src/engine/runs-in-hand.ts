import type { Pause } from '../domain/pause.ts';
import type { Run, Trigger } from '../domain/run.ts';
import type { ScheduleSettings } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { findEnding } from './endings.ts';
import { type Intent, LiveRun, type RunLimits } from './live-run.ts';
import { mayStart } from './order.ts';
import type { EngineParts } from './parts.ts';
import { findPause } from './pauses.ts';

/** When a run is to be, and to which night it belongs. */
interface Occurrence extends RunLimits {
  readonly serviceDay: string;
  /** Later than now. */
  readonly plannedAt?: number;
}

interface Sources {
  readonly parts: EngineParts;
  /** What rests work now. */
  readonly pauses: () => readonly Pause[];
  /** Told of each run that has ended, and of its last state. */
  readonly onEnd: (run: Run) => Promise<void>;
}

/** The runs that are scheduled, queued or running: at most one of each task. */
export class RunsInHand {
  readonly #sources: Sources;
  readonly #live = new Map<TaskName, LiveRun>();
  /** One for each run, until what follows from its end is done. */
  readonly #ends = new Set<Promise<void>>();
  /** Those that have ended, and stand on record as if they had not: the store could not take it in, as on a full disk. */
  readonly #unsettled = new Set<LiveRun>();
  /** The settings when the runs were last looked at. */
  #seen: ScheduleSettings | undefined;
  #closing = false;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Also one that the store is just taking in. */
  of(task: TaskName): LiveRun | undefined {
    return this.#live.get(task);
  }

  /** Those that the store knows. */
  get recorded(): readonly LiveRun[] {
    return [...this.#live.values()].filter(live => live.recorded);
  }

  /** Puts a run of the task into the queue, or down for later. Undefined when one is in hand already. */
  async add(
    task: Task,
    trigger: Trigger,
    { serviceDay, plannedAt, ...limits }: Occurrence,
  ): Promise<LiveRun | undefined> {
    if (this.#closing || this.#live.has(task.name)) return undefined;
    const { parts, pauses } = this.#sources;
    // Taken before the store answers, so that two callers at once cannot both start it.
    const live = new LiveRun(parts, task, trigger, runId => this.#isInHand(runId), limits);
    live.gate.set(findPause(pauses(), task, trigger) !== undefined);
    this.#live.set(task.name, live);
    try {
      // What stands on record as running would keep this one from it.
      await this.settle();
      const run = await parts.runs.addRun({
        task: task.name,
        trigger,
        state: plannedAt === undefined ? 'queued' : 'scheduled',
        serviceDay,
        createdAt: parts.now(),
        ...(plannedAt !== undefined && { plannedAt }),
      });
      live.record(run);
    } catch (error) {
      this.#live.delete(task.name);
      live.abandon();
      throw error;
    }
    const end = live.ended.then(() => this.#forget(live)).finally(() => this.#ends.delete(end));
    this.#ends.add(end);
    return live;
  }

  /** Resolves when none is in hand, those included that follow from the end of another. */
  async idle(): Promise<void> {
    while (this.#ends.size > 0) await Promise.all(this.#ends);
  }

  /** Has the store take in the ends that it could not take in yet, as far as it can now. */
  async settle(): Promise<void> {
    for (const live of this.#unsettled) {
      await live.settle().catch(() => undefined);
      if (live.isUnsettled || !this.#unsettled.delete(live)) continue;
      await this.#sources.onEnd(live.run);
    }
  }

  /** Queues those whose moment has come. */
  async queuePlanned(at: number): Promise<void> {
    for (const live of this.recorded) {
      if (live.run.state === 'scheduled' && (live.run.plannedAt ?? at) <= at) await live.moveTo('queued');
    }
  }

  /** Ends those that the clock or a change of the settings ends. */
  endOutdated(at: number, settings: ScheduleSettings): void {
    const before = this.#seen ?? settings;
    this.#seen = settings;
    for (const live of this.recorded) {
      const ending = findEnding(live.run, live.task, at, settings, before);
      if (!ending) continue;
      if (ending.how === 'drain') live.drain(ending.reason);
      else void live.end(ending.how === 'yield' ? 'yielded' : 'cancelled', ending.reason);
    }
  }

  /** Closes the gates of those that a pause holds, opens the others, and lets those start that may. */
  holdAndRelease(): void {
    const pauses = this.#sources.pauses();
    for (const live of this.#live.values()) {
      live.gate.set(findPause(pauses, live.task, live.trigger) !== undefined);
    }
    this.dispatch();
  }

  /** Starts every queued run whose turn it is. */
  dispatch(): void {
    if (this.#closing) return;
    // What waits for the end of its pause holds up no other.
    const entries = this.recorded.filter(({ run, gate }) => run.state !== 'queued' || !gate.closed);
    for (const live of entries) {
      if (live.run.state === 'queued' && mayStart(live, entries)) live.execute();
    }
  }

  /** Resolves when all have ended. */
  async endAll(intent: Intent, reason: string): Promise<void> {
    await Promise.allSettled([...this.#live.values()].map(live => live.end(intent, reason)));
  }

  /** As {@link endAll}; none is added from now on. */
  async close(reason: string): Promise<void> {
    this.#closing = true;
    await this.endAll('interrupted', reason);
    await this.settle();
  }

  #isInHand(runId: number): boolean {
    return this.recorded.some(live => live.run.id === runId);
  }

  async #forget(live: LiveRun): Promise<void> {
    this.#live.delete(live.task.name);
    if (live.isUnsettled) this.#unsettled.add(live);
    await this.#sources.onEnd(live.run);
  }
}
