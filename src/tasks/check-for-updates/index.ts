import { join } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import type { SeenFeed } from '../../domain/updates.ts';
import { checkForUpdate } from '../../updates/check.ts';
import { installed } from '../../updates/installed.ts';
import {
  updateChannel,
  updateDownload,
  updateFeed,
  updateKey,
  updateSettings,
} from '../../updates/preferences.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskCheckForUpdates',
  type: 'bool',
  default: true,
  label: 'Check for updates every day',
  summary: 'Asks the update feed, where one is named in ButlerUpdateFeed. Nothing is installed.',
  group: 'butler',
};

/** Looks for a newer release, and says what is new in it. */
export const checkForUpdates: ActTask = {
  kind: 'act',
  name: 'CheckForUpdates',
  title: 'Check for Updates',
  description: 'Look for a newer release, and verify that it comes from who it should',
  group: 'housekeeping',
  intervalDays: 1,
  spread: true,
  endPolicy: 'finish',
  priority: 90,
  activityType: 'updater.check',
  enabledBy: enabled,
  preferences: [updateChannel, updateFeed, updateDownload, updateKey],

  async run({ preferences, folders, updates, log, now, signal }) {
    const settings = updateSettings(preferences);
    if (settings.address === '') return say('updates-unasked', {});
    if (settings.key === '')
      throw new ButlerError('update-untrusted', {
        address: settings.address,
        cause: 'Butler was started without BUTLER_UPDATE_KEY, the public key of who publishes it',
      });
    const seen = await checkForUpdate({
      ...settings,
      installed,
      packages: preferences.get(updateDownload) ? join(folders.data, 'updates') : undefined,
      staging: folders.staging,
      store: updates,
      now: now(),
      signal,
    });
    for (const line of seen.release?.notes.split(/\r?\n/) ?? []) if (line.trim() !== '') log('info', line);
    return describe(seen, settings.channel);
  },
};

function describe({ release, file }: SeenFeed, channel: string): string {
  if (!release) return say('update-newest', { installed, channel });
  const { version } = release;
  return file === undefined
    ? say('update-out', { version, installed })
    : say('update-verified', { version, installed, file });
}
