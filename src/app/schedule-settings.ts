import type { Behaviour, PreferenceReader } from '../domain/preference.ts';
import type { ScheduleSettings } from '../domain/schedule.ts';
import type { Task } from '../domain/task-definition.ts';
import { readWindows, withCutoff } from '../settings/windows.ts';

/** When a task works: a switch that is on is a behaviour too. */
function behaviourOf({ enabledBy }: Task, preferences: PreferenceReader): Behaviour {
  if (enabledBy.type === 'text')
    return preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'text' }>) as Behaviour;
  return preferences.get(enabledBy as Extract<typeof enabledBy, { type: 'bool' }>) ? 'scheduled' : 'never';
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
  const windows = readWindows(preferences, zone);
  return {
    instanceId,
    windows: withCutoff(windows),
    blackoutDays: windows.blackoutDays,
    asapOutsideWindow: windows.asapOutsideWindow,
    tasks: tasks.map(task => {
      const { name, title, group, intervalDays, spread, endPolicy, priority, reads = [], makes = [] } = task;
      const behaviour = behaviourOf(task, preferences);
      const enabled = behaviour !== 'never';
      const asap = behaviour === 'asap' || reads.includes('media');
      const own = { name, title, group, intervalDays, spread, endPolicy, priority, reads, makes };
      return { ...own, enabled, asap };
    }),
  };
}
