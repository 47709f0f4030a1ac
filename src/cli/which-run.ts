import type { Butler } from '../../sdk/src/index.ts';
import { Refusal } from './refusal.ts';
import { shortName } from './show/tasks-table.ts';
import { getTaskName } from './task-names.ts';

/** For the argument of commands that show one run. */
export const whichRun = 'its number, or a task for its last run; the last run of all without it';

/** The number of the run that is meant. Throws a {@link Refusal} where nothing has run yet, and `task-unknown`. */
export async function findRunId(butler: Butler, given: string | undefined): Promise<number> {
  if (given !== undefined && /^\d{1,15}$/.test(given)) return Number(given);
  const task = given === undefined || given === 'last' ? undefined : await getTaskName(butler, given);
  const { items } = await butler.runs.list({ task, limit: 1 });
  const [last] = items;
  if (last) return last.id;
  const message = task === undefined ? 'Nothing has run yet.' : `${shortName(task)} has not run yet.`;
  throw new Refusal('run-unknown', message, 'butler plan tells when something will.');
}
