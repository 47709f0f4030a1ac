import type { Butler } from '../domain/butler.ts';
import { ButlerError } from '../domain/errors.ts';
import { say } from '../domain/phrases.ts';
import type { Run } from '../domain/run.ts';
import type { UnitSpec } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import type { EngineParts } from './parts.ts';
import type { Planner } from './planner.ts';
import type { RunsInHand } from './runs-in-hand.ts';

interface Sources {
  readonly parts: EngineParts;
  readonly inHand: RunsInHand;
  readonly planner: Planner;
  /** Something was asked for: to be looked at at once. */
  readonly look: () => void;
}

const stopped = say('stopped-by-hand', {});

/** What people and their clients ask for: starting tasks, stopping them, trying files again. */
export class ByHand {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** @param tasks all of them, in the order in which they start */
  async startAll(tasks: readonly Task[]): Promise<void> {
    for (const task of tasks) await this.#place(task, 'all');
    this.#sources.look();
  }

  async start(task: Task): ReturnType<Butler['start']> {
    const outcome = await this.#place(task, 'one');
    this.#sources.look();
    return outcome;
  }

  /** Whatever its switch says: somebody points at these files. */
  async startOn(task: Task, partIds: readonly number[], serviceDay: string): ReturnType<Butler['startOn']> {
    const { parts, inHand, look } = this.#sources;
    // What prepares the whole library, or is one act, cannot be done for a few files.
    if (task.kind !== 'units' || task.prepare) throw new ButlerError('task-indivisible', { name: task.name });
    if (inHand.of(task.name)) return 'already-running';
    const subjects = partIds.map(id => `part:${id}` as const);
    await parts.queue.retry(task.name, subjects);
    const live = await inHand.add(task, 'partial', { serviceDay, only: new Set(subjects) });
    look();
    return live ? 'started' : 'already-running';
  }

  stopAll(): Promise<void> {
    return this.#sources.inHand.endAll('cancelled', stopped);
  }

  async stop(task: Task): ReturnType<Butler['stop']> {
    const live = this.#sources.inHand.of(task.name);
    if (!live) return 'not-running';
    await live.end('cancelled', stopped);
    return 'stopped';
  }

  async cancelActivity(uuid: string): ReturnType<Butler['cancelActivity']> {
    const live = this.#sources.inHand.recorded.find(candidate => candidate.uuid === uuid);
    if (!live) return 'unknown';
    await live.end('cancelled', stopped);
    return 'cancelled';
  }

  async retry(task: Task, run: Pick<Run, 'id'>): ReturnType<Butler['retry']> {
    const subjects = await this.#sources.parts.runs.setAside(run.id);
    if (subjects.length === 0) return { files: 0, outcome: 'nothing-to-retry' };
    return { files: subjects.length, outcome: await this.retrySubjects(task, subjects) };
  }

  async retrySubjects(task: Task, subjects: readonly UnitSpec['subject'][]): ReturnType<Butler['start']> {
    const { library, queue } = this.#sources.parts;
    if (task.kind === 'units') await task.readmit?.(library, subjects);
    await queue.retry(task.name, subjects);
    return await this.start(task);
  }

  /** By the four start rules. A decision against it is no error: the caller attempted, and the reason is on record. */
  async #place(task: Task, which: 'all' | 'one'): ReturnType<Butler['start']> {
    const { parts, inHand, planner } = this.#sources;
    if (inHand.of(task.name)) return 'already-running';
    const decision = planner.decideByHand(task.name, which);
    await parts.runs.addDecisions([decision], parts.now());
    if (decision.action === 'skip') return 'started';
    // Of two who ask at once the other one may have been faster.
    return (await inHand.add(task, 'manual', decision)) ? 'started' : 'already-running';
  }
}
