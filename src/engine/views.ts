import type { ActivityView, FileInHand, TaskView } from '../domain/butler.ts';
import type { Pause } from '../domain/pause.ts';
import type { Run } from '../domain/run.ts';
import type { Decision } from '../domain/schedule.ts';
import type { Task } from '../domain/task-definition.ts';
import type { LiveRun } from './live-run.ts';

/** A task as clients see it. */
export function viewTask(
  { name, title, description, intervalDays, spread }: Task,
  now: {
    readonly enabled: boolean;
    readonly decision: Decision;
    readonly active: Run | undefined;
    readonly nextRunAt: number | undefined;
    readonly last: Run | undefined;
    readonly pause: Pause | undefined;
  },
): TaskView {
  const { enabled, decision, active, nextRunAt, last, pause } = now;
  return {
    name,
    title,
    description,
    intervalDays,
    spread,
    enabled,
    decision,
    ...(active && { active }),
    ...(nextRunAt !== undefined && { nextRunAt }),
    ...(last && { last }),
    ...(pause && { pause }),
  };
}

/** A running run as clients see it; by bytes where they are known, since files differ in size. */
export function viewActivity(
  { uuid, task, run, scope }: LiveRun,
  pause: Pause | undefined,
  files: readonly FileInHand[],
): ActivityView {
  const { done, total, bytesDone, bytesTotal, subtitle = '' } = run.progress;
  const fraction = bytesTotal ? bytesDone / bytesTotal : total ? done / total : undefined;
  return {
    uuid,
    type: task.activityType,
    cancellable: true,
    title: task.title,
    subtitle: pause ? `Paused: ${pause.sentence}` : subtitle,
    progress: fraction === undefined ? -1 : Math.floor(fraction * 100),
    ...(scope && { sectionId: scope.sectionId }),
    run,
    detail: run.progress,
    files,
  };
}
