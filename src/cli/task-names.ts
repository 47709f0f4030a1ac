import type { Butler } from '../../sdk/src/index.ts';
import { ButlerError } from '../domain/errors.ts';
import { findNearest } from '../domain/nearest.ts';
import { listTasks } from './list-tasks.ts';
import { shortName } from './show/tasks-table.ts';

/** The name of a task as the server has it: capitals do not matter, nor does the prefix of some. Throws `task-unknown`. */
export async function getTaskName(butler: Butler, given: string): Promise<string> {
  const names = (await listTasks(butler)).items.map(({ name }) => name as string);
  const wanted = given.toLowerCase();
  const found = names.find(name => [name, shortName(name)].some(n => n.toLowerCase() === wanted));
  if (found !== undefined) return found;
  throw new ButlerError('task-unknown', { name: given, nearest: findNearest(given, names) });
}

/** One of both is to be said. Throws `option-invalid`. */
export function requireNames(names: readonly string[], { all }: { readonly all?: true }): void {
  if (names.length > 0 !== Boolean(all)) return;
  const expected = 'given in place of the names of tasks, and not beside them';
  throw new ButlerError('option-invalid', { option: '--all', given: names.join(' '), expected });
}
