import { say } from '../domain/phrases.ts';
import type { Run } from '../domain/run.ts';
import type { ScheduleSettings } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';
import { isBlackout } from '../schedule/blackout.ts';
import { nightAt } from '../schedule/window.ts';
import { begunByItself } from './pauses.ts';

/** What ends a run before its work does, and how. */
export interface Ending {
  readonly how: 'cancel' | 'drain' | 'yield';
  readonly reason: string;
}

/**
 * Whether a run in hand is to end at an instant (milliseconds since 1970 UTC), now that the settings are these and were
 * those of `before` when it was last looked at. Pure.
 *
 * - A task that was switched off in between stops at once, whoever started it.
 * - A run that a window started, for new media too where that is to wait for one, ends when that is no longer open to it, by the end policy of its task: because it closed,
 *   or because it was changed so that it is closed now, admits the task no longer, or opened on a blackout day.
 */
export function findEnding(
  run: Run,
  task: Task,
  at: number,
  settings: ScheduleSettings,
  before: ScheduleSettings,
): Ending | undefined {
  if (isEnabled(task.name, before) && !isEnabled(task.name, settings)) {
    return { how: 'cancel', reason: say('switched-off', {}) };
  }
  const isBound = begunByItself(run) && !(run.trigger === 'new-media' && settings.asapOutsideWindow);
  if (!isBound || task.endPolicy === 'finish' || isOpenTo(task, run.serviceDay, at, settings)) {
    return undefined;
  }
  const how = task.endPolicy === 'drain' && run.state === 'running' ? 'drain' : 'yield';
  return { how, reason: say('window-closed', {}) };
}

/** Whether the settings have a task switched on. */
export function isEnabled(name: TaskName, { tasks }: ScheduleSettings): boolean {
  return tasks.some(entry => entry.name === name && entry.enabled);
}

function isOpenTo(
  { group }: Task,
  serviceDay: string,
  at: number,
  { windows, blackoutDays }: ScheduleSettings,
): boolean {
  if (isBlackout(blackoutDays, serviceDay)) return false;
  return windows.some(
    window => (window.groups?.includes(group) ?? true) && nightAt(window, at)?.serviceDay === serviceDay,
  );
}
