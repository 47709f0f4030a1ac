import type { Api, Butler } from '../../sdk/src/index.ts';
import { follow } from './follow.ts';
import { isEnd } from './show/tasks-table.ts';

/** Told of runs that are followed. */
export interface Follower {
  /** A run began to be followed, moved on, or changed its state. */
  onRun(run: Api.Run): void;
  onFailure?(failure: Api.UnitFailedEvent): void;
}

/** Follows runs to their ends, and returns them as they ended, in the order of `ids`. See {@link follow}. */
export async function followRuns(
  butler: Butler,
  ids: readonly number[],
  follower: Follower,
  signal?: AbortSignal,
): Promise<readonly Api.Run[]> {
  const runs = new Map<number, Api.Run>();
  const done = new AbortController();
  const take = (run: Api.Run) => {
    const before = runs.get(run.id);
    if (before && isEnd(before.state)) return;
    runs.set(run.id, run);
    follower.onRun(run);
    if (ids.every(id => isEnd(runs.get(id)?.state ?? 'queued'))) done.abort();
  };
  await follow(butler, {
    types: ['run', 'progress', 'unit-failed'],
    lookUp: async () => {
      for (const id of ids) take((await butler.runs.get({ id })).run);
    },
    onEvent: event => {
      if (event.type === 'run' && ids.includes(event.run.id)) take(event.run);
      if (event.type === 'unit-failed' && ids.includes(event.runId)) follower.onFailure?.(event);
      if (event.type === 'progress') {
        const run = runs.get(event.runId);
        if (run) take({ ...run, progress: event.progress });
      }
    },
    signal: signal ? AbortSignal.any([signal, done.signal]) : done.signal,
  });
  return ids.flatMap(id => runs.get(id) ?? []);
}
