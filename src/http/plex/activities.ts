import { Hono } from 'hono';
import type { ActivityView, Butler } from '../../domain/butler.ts';
import type { TaskName } from '../../domain/task.ts';
import { respondFailure } from '../failure-response.ts';
import { ownerId } from './accounts.ts';
import { type Element, respondEmpty } from './response.ts';
import { respondByRevision } from './revision.ts';

/** `/activities`: the runs in hand, and cancelling them. */
export function activityRoutes(butler: Butler): Hono {
  return new Hono({ strict: false })
    .get(
      '/activities',
      respondByRevision(butler, 'MediaContainer', () => {
        const activities = butler.activities();
        return { size: activities.length, Activity: activities.map(activityElement) };
      }),
    )
    .delete('/activities/:uuid', async c => {
      const outcome = await butler.cancelActivity(c.req.param('uuid'));
      if (outcome === 'not-cancellable') {
        return respondFailure({ status: 400, message: 'This activity cannot be cancelled.' }, c.req);
      }
      return respondEmpty(outcome === 'cancelled' ? 200 : 404);
    });
}

/** The header by which Plex tells who has started something which activity that is. */
export function activityHeader(butler: Pick<Butler, 'activityOf'>, task: TaskName): Record<string, string> {
  const uuid = butler.activityOf(task);
  return uuid === undefined ? {} : { 'X-Plex-Activity': uuid };
}

/** An activity as it is told in lists and in notifications. */
export function activityElement({ run, detail, sectionId, ...activity }: ActivityView): Element {
  return {
    uuid: activity.uuid,
    type: activity.type,
    cancellable: activity.cancellable,
    userID: ownerId,
    title: activity.title,
    subtitle: activity.subtitle,
    progress: Math.floor(activity.progress),
    Context: {
      librarySectionID: sectionId === undefined ? undefined : String(sectionId),
      task: run.task,
      runID: String(run.id),
      done: detail.done,
      total: detail.total,
      failed: detail.failed,
      bytesDone: detail.bytesDone,
      bytesTotal: detail.bytesTotal,
    },
  };
}
