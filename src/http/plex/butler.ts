import { Hono } from 'hono';
import type { Butler, TaskView } from '../../domain/butler.ts';
import { isError } from '../../domain/errors.ts';
import type { TaskName } from '../../domain/task.ts';
import { activityHeader } from './activities.ts';
import { type Element, respondEmpty } from './response.ts';
import { respondByRevision } from './revision.ts';
import { toSeconds } from './seconds.ts';

/** `/butler`: the list of tasks, and starting and stopping them. */
export function butlerRoutes(butler: Butler): Hono {
  return new Hono({ strict: false })
    .get(
      '/butler',
      respondByRevision(butler, 'ButlerTasks', () => {
        const progress = new Map(butler.activities().map(activity => [activity.run.id, activity.progress]));
        return { ButlerTask: butler.tasks().map(task => toElement(task, progress)) };
      }),
    )
    .post('/butler', async () => {
      await butler.startAll();
      return respondEmpty(200);
    })
    .delete('/butler', async () => {
      await butler.stopAll();
      return respondEmpty(200);
    })
    .post('/butler/:task', async c => {
      const task = c.req.param('task');
      const outcome = await unlessUnknown(butler.start(task));
      if (outcome === 'unknown') return respondEmpty(404);
      // It is one, or it were unknown.
      const header = activityHeader(butler, task as TaskName);
      return respondEmpty(outcome === 'already-running' ? 202 : 200, header);
    })
    .delete('/butler/:task', async c => {
      const outcome = await unlessUnknown(butler.stop(c.req.param('task')));
      return respondEmpty(outcome === 'stopped' ? 200 : 404);
    });
}

/** The first six attributes are Plex's; what follows is Butler's own, and ignored by clients of Plex. */
function toElement(
  { active, last, decision, ...task }: TaskView,
  progress: ReadonlyMap<number, number>,
): Element {
  const percent = active && progress.get(active.id);
  return {
    name: task.name,
    interval: task.intervalDays,
    scheduleRandomized: task.spread,
    enabled: task.enabled,
    title: task.title,
    description: task.description,
    state: active?.state ?? 'idle',
    progress: percent === undefined ? undefined : Math.floor(percent),
    plannedAt: toSeconds(active?.plannedAt ?? decision.plannedAt),
    nextRunAt: toSeconds(task.nextRunAt),
    lastRunAt: toSeconds(last?.startedAt),
    lastRunEndedAt: toSeconds(last?.endedAt),
    lastRunState: last?.state,
    lastRunOutcome: last?.outcome,
    decision: decision.action,
    reason: decision.reason,
    explanation: decision.sentence,
  };
}

async function unlessUnknown<T>(outcome: Promise<T>): Promise<T | 'unknown'> {
  try {
    return await outcome;
  } catch (error) {
    if (isError(error, 'task-unknown')) return 'unknown';
    throw error;
  }
}
