import type { PreferenceReader } from '../domain/preference.ts';
import type { ScheduleSettings } from '../domain/schedule.ts';
import type { Task } from '../domain/task-definition.ts';
import { defaultWindow } from '../schedule/window.ts';
import { butlerEndHour, butlerStartHour } from '../settings/preferences.ts';

/** A switch that is on, or a behaviour other than `never`. */
function isEnabled(task: Task, preferences: PreferenceReader): boolean {
  const { enabledBy } = task;
  return enabledBy.type === 'bool'
    ? preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'bool' }>)
    : preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'text' }>) !== 'never';
}

/** What the planner must know, from the preferences and the definitions of the tasks. */
export function scheduleSettings(
  instanceId: string,
  tasks: readonly Task[],
  preferences: PreferenceReader,
  zone: string,
): ScheduleSettings {
  return {
    instanceId,
    windows: [defaultWindow(preferences.get(butlerStartHour), preferences.get(butlerEndHour), zone)],
    blackoutDays: [],
    tasks: tasks.map(task => ({
      name: task.name,
      title: task.title,
      group: task.group,
      intervalDays: task.intervalDays,
      spread: task.spread,
      endPolicy: task.endPolicy,
      priority: task.priority,
      enabled: isEnabled(task, preferences),
    })),
  };
}
