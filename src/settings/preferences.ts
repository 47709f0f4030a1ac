import type { Preference } from '../domain/preference.ts';

/** The hours of a day with the labels that Plex gives them: `Midnight`, `1 am`, … `Noon`, … `11 pm`. */
const hours = Array.from({ length: 24 }, (_, hour): readonly [number, string] => {
  if (hour === 0) return [hour, 'Midnight'];
  if (hour === 12) return [hour, 'Noon'];
  return [hour, hour < 12 ? `${hour} am` : `${hour - 12} pm`];
});

export const friendlyName: Preference<'text'> = {
  id: 'FriendlyName',
  type: 'text',
  default: '',
  label: 'Friendly name',
  summary:
    'The name under which clients show this server. When it is empty they show the name of the computer.',
  group: 'general',
};

export const butlerStartHour: Preference<'int'> = {
  id: 'ButlerStartHour',
  type: 'int',
  default: 2,
  label: 'Time at which tasks start to run',
  summary: 'The hour, by the clock of this server, at which the maintenance window opens.',
  group: 'butler',
  choices: hours,
};

export const butlerEndHour: Preference<'int'> = {
  id: 'ButlerEndHour',
  type: 'int',
  default: 5,
  label: 'Time at which tasks stop running',
  summary:
    'The hour at which the maintenance window closes. Up to the start hour it is an hour of the next day; the same hour means all day.',
  group: 'butler',
  choices: hours,
};

export const historyDays: Preference<'int'> = {
  id: 'ButlerHistoryDays',
  type: 'int',
  default: 400,
  label: 'Days for which the history is kept',
  summary:
    'Older runs are forgotten, with their logs, decisions and reports. The last runs of each task are always kept.',
  group: 'butler',
  advanced: true,
  range: [7, 36_500],
};

export const historyRuns: Preference<'int'> = {
  id: 'ButlerHistoryRuns',
  type: 'int',
  default: 20_000,
  label: 'Runs that are kept in the history',
  summary: 'When there are more, the oldest are forgotten. The last runs of each task are always kept.',
  group: 'butler',
  advanced: true,
  range: [100, 1_000_000],
};

/** The preferences that belong to no task, in the order in which they are listed. */
export const ownPreferences: readonly Preference[] = [
  friendlyName,
  butlerStartHour,
  butlerEndHour,
  historyDays,
  historyRuns,
];
