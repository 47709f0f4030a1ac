import type { Behaviour, PreferenceReader } from '../domain/preference.ts';
import type { MaintenanceWindow, ScheduleSettings } from '../domain/schedule.ts';
import type { Task } from '../domain/task-definition.ts';
import { parseBlackout } from '../schedule/blackout.ts';
import { minuteMs } from '../schedule/calendar.ts';
import { defaultWindow } from '../schedule/window.ts';
import { parseWindows } from '../schedule/windows-text.ts';
import { findZone } from '../schedule/zone.ts';
import { butlerEndHour, butlerStartHour } from '../settings/preferences.ts';
import {
  asapOutsideWindow,
  butlerBlackoutDays,
  butlerCutoffMinutes,
  butlerTimeZone,
  butlerWindows,
} from '../settings/schedule-preferences.ts';

/** When a task works: a switch that is on is a behaviour too. */
function behaviourOf({ enabledBy }: Task, preferences: PreferenceReader): Behaviour {
  if (enabledBy.type === 'text')
    return preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'text' }>) as Behaviour;
  return preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'bool' }>) ? 'scheduled' : 'never';
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
    asapOutsideWindow: preferences.get(asapOutsideWindow),
    tasks: tasks.map(task => {
      const { name, title, group, intervalDays, spread, endPolicy, priority } = task;
      const behaviour = behaviourOf(task, preferences);
      const [enabled, asap] = [behaviour !== 'never', behaviour === 'asap'];
      return { name, title, group, intervalDays, spread, endPolicy, priority, enabled, asap };
    }),
  };
}
