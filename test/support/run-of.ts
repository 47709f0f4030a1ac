import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Run } from '../../src/domain/run.ts';

/** Resolves with the next run of a task that comes into one of the states. */
export function runOf(
  events: EventEmitter<ButlerEvents>,
  task: string,
  ...states: readonly Run['state'][]
): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  events.on('run', run => {
    if (run.task === task && states.includes(run.state)) resolve(run);
  });
  return promise;
}
