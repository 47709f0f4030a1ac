import type { Butler } from '../../sdk/src/index.ts';
import { ButlerError } from '../domain/errors.ts';
import { getTaskName } from './task-names.ts';

/** For the argument of commands that show one run. */
export const whichRun = 'its number, or a task for its last run; the last run of all without it';

/** The number of the run that is meant. Throws `option-invalid` where nothing has run yet, and `task-unknown`. */
export async function findRunId(butler: Butler, given: string | undefined): Promise<number> {
  if (given !== undefined && /^\d{1,15}$/.test(given)) return Number(given);
  const task = given === undefined || given === 'last' ? undefined : await getTaskName(butler, given);
  const { items } = await butler.runs.list({ task, limit: 1 });
  const [last] = items;
  if (last) return last.id;
  const expected = 'the number of a run, since nothing has run yet';
  throw new ButlerError('option-invalid', { option: 'The run', given: given ?? 'last', expected });
}
