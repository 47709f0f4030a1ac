import type { Api, Butler } from '../../sdk/src/index.ts';
import { exitCodes } from './exit-codes.ts';
import { followRuns } from './follow-runs.ts';
import type { JsonOptions } from './options.ts';
import { RunLines } from './show/run-lines.ts';
import { untilStopped } from './signals.ts';

/**
 * Follows runs to their ends and shows how far they are; as JSON, prints them when they have ended. Returns 0 where all
 * of them succeeded with every file. Ctrl-C ends the following, not the runs.
 */
export async function watchRuns(
  butler: Butler,
  runs: readonly Api.Run[],
  { json }: JsonOptions,
): Promise<number> {
  const { signal } = untilStopped();
  const ids = runs.map(({ id }) => id);
  if (json) {
    const ended = await followRuns(butler, ids, { onRun: () => {} }, signal);
    process.stdout.write(`${JSON.stringify({ items: ended }, undefined, 2)}\n`);
    return signal.aborted ? exitCodes.interrupted : resultOf(ended);
  }
  const titles = new Map((await butler.tasks.list()).items.map(({ name, title }) => [name as string, title]));
  const lines = new RunLines(titles);
  try {
    const ended = await followRuns(butler, ids, lines, signal);
    if (!signal.aborted) return resultOf(ended);
  } finally {
    lines.end();
  }
  process.stdout.write('It goes on; butler tasks tells how far it is.\n');
  return exitCodes.interrupted;
}

function resultOf(runs: readonly Api.Run[]): number {
  const isGood = runs.every(({ state, progress }) => state === 'succeeded' && progress.failed === 0);
  return isGood ? exitCodes.done : exitCodes.failed;
}
