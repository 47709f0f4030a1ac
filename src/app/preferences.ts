import type { Preference } from '../domain/preference.ts';
import { watchPreferences } from '../library/watch/preferences.ts';
import { machinePreferences } from '../machine/preferences.ts';
import { notifyCommand, notifyPreferences } from '../notify/preferences.ts';
import { playbackPreferences } from '../playback/preferences.ts';
import { browseFolders } from '../settings/browse-preferences.ts';
import { ownPreferences } from '../settings/preferences.ts';
import { schedulePreferences } from '../settings/schedule-preferences.ts';
import { tasks } from '../tasks/index.ts';
import { updateKey } from '../updates/preferences.ts';

/** Every preference of this Butler, in the order in which they are listed. */
export const allPreferences: readonly Preference[] = [
  ...ownPreferences,
  ...watchPreferences,
  browseFolders,
  ...playbackPreferences,
  ...machinePreferences,
  ...notifyPreferences,
  ...schedulePreferences,
  ...tasks.flatMap(task => [task.enabledBy, ...task.preferences]),
];

/** On a new data folder Butler is there to work: what Plex leaves off by default, its owner has started it for. */
export const firstPreferences = { ButlerTaskRefreshLibraries: 'true', GenerateBIFBehavior: 'scheduled' };

/** Preferences that only who starts Butler gives, in the environment, since they name programs to run, whom to believe, or what may be seen. */
export function preferencesGiven(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const given = {
    [notifyCommand.id]: env['BUTLER_NOTIFY_COMMAND'],
    [updateKey.id]: env['BUTLER_UPDATE_KEY'],
    [browseFolders.id]: env['BUTLER_BROWSE_FOLDERS'],
  };
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
}
