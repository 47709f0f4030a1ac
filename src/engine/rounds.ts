import type { Pause } from '../domain/pause.ts';
import type { Run, Trigger } from '../domain/run.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import type { EngineParts } from './parts.ts';
import { findPause } from './pauses.ts';
import type { Planner } from './planner.ts';
import type { RunsInHand } from './runs-in-hand.ts';

interface Sources {
  readonly parts: EngineParts;
  readonly inHand: RunsInHand;
  readonly planner: Planner;
  readonly pauses: () => readonly Pause[];
  readonly getTask: (name: TaskName) => Task;
  /** The night to which a run of now belongs. */
  readonly serviceDay: () => string;
}

/** Rounds of maintenance that no window bounds: the first one of a library, and those that somebody calls for. */
export class Rounds {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Queues these, paused or not. */
  async beginFirst(tasks: readonly Task[]): Promise<void> {
    for (const task of tasks) await this.#add(task, 'first-run');
  }

  /** Runs those of the tasks that are due, and what follows from that. Resolves with all runs when they have ended. */
  async runDue(tasks: readonly Task[]): Promise<readonly Run[]> {
    const { parts, inHand, planner } = this.#sources;
    for (const { name } of tasks) {
      if (planner.decideByHand(name, 'all').action !== 'skip') await this.#addAwake(name, 'once');
    }
    const ended: Run[] = [];
    const note = (run: Run) => {
      if (run.endedAt !== undefined) ended.push(run);
    };
    parts.events.on('run', note);
    inHand.dispatch();
    await inHand.idle();
    parts.events.off('run', note);
    return ended;
  }

  /** A run has ended, of a round or not. A round goes on with those that have something new to go on from. */
  async goOnAfter({ trigger }: Run): Promise<void> {
    if (trigger !== 'first-run' && trigger !== 'once') return;
    for (const { task } of this.#sources.planner.decideRound()) await this.#addAwake(task, trigger);
  }

  /** What is paused is left to the nights: nobody waits for the end of a pause. */
  async #addAwake(name: TaskName, trigger: Trigger): Promise<void> {
    const { pauses, getTask } = this.#sources;
    const task = getTask(name);
    if (!findPause(pauses(), task, trigger)) await this.#add(task, trigger);
  }

  async #add(task: Task, trigger: Trigger): Promise<void> {
    const { inHand, serviceDay } = this.#sources;
    await inHand.add(task, trigger, { serviceDay: serviceDay() });
  }
}
