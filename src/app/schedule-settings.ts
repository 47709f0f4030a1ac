import type { PreferenceReader } from '../domain/preference.ts';
import type { MaintenanceWindow, ScheduleSettings } from '../domain/schedule.ts';
import type { Task } from '../domain/task-definition.ts';
import { parseBlackout } from '../schedule/blackout.ts';
import { minuteMs } from '../schedule/calendar.ts';
import { defaultWindow } from '../schedule/window.ts';
import { parseWindows } from '../schedule/windows-text.ts';
import { findZone } from '../schedule/zone.ts';
import { butlerEndHour, butlerStartHour } from '../settings/preferences.ts';
import {
  butlerBlackoutDays,
  butlerCutoffMinutes,
  butlerTimeZone,
  butlerWindows,
} from '../settings/schedule-preferences.ts';

/** A switch that is on, or a behaviour other than `never`. */
function isEnabled(task: Task, preferences: PreferenceReader): boolean {
  const { enabledBy } = task;
  return enabledBy.type === 'bool'
    ? preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'bool' }>)
    : preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'text' }>) !== 'never';
}

/** The windows that are written, or the one of the hours; each with the cutoff that was set for those without one. */
function windowsIn(zone: string, preferences: PreferenceReader): readonly MaintenanceWindow[] {
  const written = parseWindows(preferences.get(butlerWindows), zone);
  const windows =
    written.length > 0
      ? written
      : [defaultWindow(preferences.get(butlerStartHour), preferences.get(butlerEndHour), zone)];
  const cutoffMinutes = preferences.get(butlerCutoffMinutes);
  if (cutoffMinutes < 0) return windows;
  return windows.map(window => ({ cutoffMs: cutoffMinutes * minuteMs, ...window }));
}

/**
 * What the planner must know, from the preferences and the definitions of the tasks. `zone` is that of the server, for
 * where none is set.
 */
export function scheduleSettings(
  instanceId: string,
  tasks: readonly Task[],
  preferences: PreferenceReader,
  zone: string,
): ScheduleSettings {
  return {
    instanceId,
    windows: windowsIn(findZone(preferences.get(butlerTimeZone)) ?? zone, preferences),
    blackoutDays: parseBlackout(preferences.get(butlerBlackoutDays)),
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
