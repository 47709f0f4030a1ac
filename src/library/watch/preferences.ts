import type { Preference } from '../../domain/preference.ts';

/** Ids, labels and defaults of these are Plex's. */
export const watchFolders: Preference<'bool'> = {
  id: 'FSEventLibraryUpdatesEnabled',
  type: 'bool',
  default: false,
  label: 'Update my library automatically',
  summary:
    'The library is updated a few seconds after something changed in its folders, at any time of day. What other ' +
    'machines change on network disks is not told: it is found by scans.',
  group: 'library',
};

export const scanChangedFolder: Preference<'bool'> = {
  id: 'FSEventLibraryPartialScanEnabled',
  type: 'bool',
  default: false,
  label: 'Run a partial scan when changes are detected',
  summary: 'When changes to library folders are detected, only the folder that changed is scanned.',
  group: 'library',
};

export const watchMusic: Preference<'bool'> = {
  id: 'watchMusicSections',
  type: 'bool',
  default: false,
  label: 'Include music libraries in automatic updates',
  summary:
    'Linux systems limit the number of watched folders; this may cause problems with large music libraries.',
  group: 'library',
};

export const scanPeriodically: Preference<'bool'> = {
  id: 'ScheduledLibraryUpdatesEnabled',
  type: 'bool',
  default: false,
  label: 'Update my library periodically',
  summary: 'Scans all sections now and then, at any time of day: finds what network disks do not tell of.',
  group: 'library',
};

export const scanInterval: Preference<'int'> = {
  id: 'ScheduledLibraryUpdateInterval',
  type: 'int',
  default: 3_600,
  label: 'Library update interval',
  summary: 'How often the library is updated periodically.',
  group: 'library',
  choices: [
    [900, 'every 15 minutes'],
    [1_800, 'every 30 minutes'],
    [3_600, 'hourly'],
    [7_200, 'every 2 hours'],
    [21_600, 'every 6 hours'],
    [43_200, 'every 12 hours'],
    [86_400, 'daily'],
  ],
};

export const watchPreferences: readonly Preference[] = [
  watchFolders,
  scanChangedFolder,
  watchMusic,
  scanPeriodically,
  scanInterval,
];
