import { Hono } from 'hono';
import type { Butler } from '../../domain/butler.ts';
import type { TaskName } from '../../domain/task.ts';
import { activityHeader } from './activities.ts';
import { respondEmpty } from './response.ts';

/**
 * Other paths by which clients of Plex start single tasks. With `async=1` Plex answers before the work is done, and
 * without it afterwards; here it is always before, as no request waits for a task.
 */
export function maintenanceRoutes(butler: Butler): Hono {
  const start = (task: TaskName) => async () => {
    await butler.start(task);
    return respondEmpty(200, activityHeader(butler, task));
  };
  return new Hono({ strict: false })
    .put('/library/clean/bundles', start('CleanOldBundles'))
    .put('/library/optimize', start('OptimizeDatabase'));
}
