import type { PreferenceStore } from '../domain/ports.ts';
import type { ScheduleSettings, TaskState, TaskStates } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { butlerTimeZone, butlerWindows } from '../settings/schedule-preferences.ts';
import { Settings } from '../settings/settings.ts';
import type { StoreReading } from '../store/open-for-reading.ts';
import { tasks } from '../tasks/index.ts';
import { allPreferences, firstPreferences } from './preferences.ts';
import { scheduleSettings } from './schedule-settings.ts';

/** What a plan is made from: of a data folder, or of a Butler that is new. */
export interface Known {
  readonly instanceId: string;
  readonly preferences: Readonly<Record<string, string>>;
  readonly states: TaskStates;
}

/** A Butler that has done nothing yet. */
export const newcomer: Known = { instanceId: 'new', preferences: firstPreferences, states: {} };

/** What a data folder tells, whether a server is at work on it, has ended, or died. */
export async function readKnown(reading: StoreReading): Promise<Known> {
  const states = withMedia(await reading.runs.taskStates(), await reading.library.mediaAddedAt());
  return {
    instanceId: reading.instance().uuid,
    preferences: await reading.preferences.all(),
    states: reading.isServed ? states : withoutActive(states),
  };
}

/** The settings that follow, with other windows or another zone where they are given (and can be read). */
export function settingsOf(
  { instanceId, preferences }: Known,
  given: { windows?: string | undefined; zone?: string | undefined } = {},
): ScheduleSettings {
  const values = {
    ...preferences,
    ...(given.windows !== undefined && { [butlerWindows.id]: given.windows }),
    ...(given.zone !== undefined && { [butlerTimeZone.id]: given.zone }),
  };
  const settings = new Settings(allPreferences, values, unchangeable);
  return scheduleSettings(instanceId, tasks, settings, Temporal.Now.timeZoneId());
}

/** As every task is to know when media last came. */
function withMedia(states: TaskStates, mediaAddedAt: number | undefined): TaskStates {
  if (mediaAddedAt === undefined) return states;
  return Object.fromEntries(tasks.map(({ name }) => [name, { ...states[name], mediaAddedAt }]));
}

/** No server is there to go on with what is in hand on record: the next one will settle it. */
function withoutActive(states: TaskStates): TaskStates {
  const settled: { [N in TaskName]?: TaskState } = {};
  for (const [name, { active: _, plannedAt: __, ...past }] of Object.entries(states) as [
    TaskName,
    TaskState,
  ][]) {
    settled[name] = past;
  }
  return settled;
}

const unchangeable: Pick<PreferenceStore, 'set'> = {
  set: () => Promise.reject(new Error('These preferences are only read.')),
};
