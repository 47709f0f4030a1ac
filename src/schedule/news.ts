import type { Input } from '../domain/input.ts';
import type { TaskSchedule, TaskStates } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';

/** Something for a task to go on from that was not there when its last success began. */
export interface News {
  readonly of: Input;
  /** Who is at work that it goes on from: there may soon be more, and the task waits to run but once. */
  readonly maker?: TaskSchedule;
}

/**
 * What is new for a task at an instant (milliseconds since 1970 UTC): media that it is to look at as soon as it can, or
 * what runs of other tasks made that have ended. Its own runs bring no news.
 *
 * @param isAtWork whether a task has a run in hand, or starts one now
 */
export function findNews(
  task: TaskSchedule,
  tasks: readonly TaskSchedule[],
  states: TaskStates,
  now: number,
  isAtWork: (name: TaskName) => boolean,
): News | undefined {
  const { mediaAddedAt, lastSucceededStartAt: since = Number.NEGATIVE_INFINITY } = states[task.name] ?? {};
  // Its maker tells of it while it comes, and when it may be looked at.
  if (task.asap && mediaAddedAt !== undefined && mediaAddedAt > since) return { of: 'media' };
  const isNew = (input: Input, maker: TaskSchedule) => {
    const madeAt = states[maker.name]?.made?.[input];
    // What a clock that was set back has yet to reach would be new again after each run.
    return madeAt !== undefined && madeAt > since && madeAt <= now;
  };
  const of = task.reads.find(input => makersOf(input, task, tasks).some(maker => isNew(input, maker)));
  if (of === undefined) return undefined;
  const maker = upstreamOf(task, tasks).find(({ name }) => isAtWork(name));
  return { of, ...(maker && { maker }) };
}

/** The tasks in an order in which each comes after all those that it goes on from, where these do not go on from it. */
export function upstreamFirst(tasks: readonly TaskSchedule[]): readonly TaskSchedule[] {
  const sizes = new Map(tasks.map(task => [task, upstreamOf(task, tasks).length]));
  return tasks.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
}

/** Those that a task goes on from: who makes what it reads, and whom these go on from. Not itself. */
export function upstreamOf(task: TaskSchedule, tasks: readonly TaskSchedule[]): readonly TaskSchedule[] {
  const found = new Set<TaskSchedule>();
  const addMakersFor = (reader: TaskSchedule) => {
    for (const maker of reader.reads.flatMap(input => makersOf(input, reader, tasks))) {
      if (maker === task || found.has(maker)) continue;
      found.add(maker);
      addMakersFor(maker);
    }
  };
  addMakersFor(task);
  return [...found];
}

function makersOf(
  input: Input,
  reader: TaskSchedule,
  tasks: readonly TaskSchedule[],
): readonly TaskSchedule[] {
  return tasks.filter(maker => maker !== reader && maker.makes.includes(input));
}
