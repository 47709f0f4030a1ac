import type { Butler } from '../../sdk/src/index.ts';
import { orOfPlex } from './client.ts';
import type { KnownTask } from './show/tasks-table.ts';

/** The tasks of a Butler, or as far as a Plex Media Server tells of them, in the shape of the API. */
export async function listTasks(butler: Butler): Promise<{ readonly items: readonly KnownTask[] }> {
  return await orOfPlex<{ readonly items: readonly KnownTask[] }>(butler.tasks.list(), async () => {
    const tasks = await butler.getTasks();
    return {
      items: tasks.map(({ name, title, description, interval, scheduleRandomized, enabled }) => {
        return { name, title, description, intervalDays: interval, spread: scheduleRandomized, enabled };
      }),
    };
  });
}
