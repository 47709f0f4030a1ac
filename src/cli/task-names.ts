import type { Butler } from '../../sdk/src/index.ts';
import { ButlerError } from '../domain/errors.ts';
import { findNearest } from '../domain/nearest.ts';
import { listTasks } from './list-tasks.ts';
import { Refusal } from './refusal.ts';
import { shortName } from './show/tasks-table.ts';

/** The name of a task as the server has it: capitals do not matter, nor does the prefix of some. Throws `task-unknown`. */
export async function getTaskName(butler: Butler, given: string): Promise<string> {
  const names = (await listTasks(butler)).items.map(({ name }) => name as string);
  const wanted = given.toLowerCase();
  const found = names.find(name => [name, shortName(name)].some(n => n.toLowerCase() === wanted));
  if (found !== undefined) return found;
  throw new ButlerError('task-unknown', { name: given, nearest: findNearest(given, names) });
}

/** One of both is to be said. Throws a {@link Refusal}. */
export function requireNames(names: readonly string[], { all }: { readonly all?: true }): void {
  if (names.length > 0 !== Boolean(all)) return;
  const message = all ? 'Say either which tasks, or --all.' : 'Say which tasks, or --all.';
  throw new Refusal('option-invalid', message, 'butler tasks lists them.');
}
