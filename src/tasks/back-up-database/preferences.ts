import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskBackupDatabase',
  type: 'bool',
  default: true,
  label: 'Backup database every three days',
  summary: 'Each backup is restored on trial and compared with the database before it counts.',
  group: 'butler',
};

export const backupPath: Preference<'text'> = {
  id: 'ButlerDatabaseBackupPath',
  type: 'text',
  default: '',
  label: 'Backup directory',
  summary: 'The folder in which backups are kept, best on another disk. Empty for one in the data folder.',
  group: 'butler',
  advanced: true,
};

export const secondPath: Preference<'text'> = {
  id: 'ButlerDatabaseSecondBackupPath',
  type: 'text',
  default: '',
  label: 'Second backup directory',
  summary: 'A further folder, such as one on the network, to which each backup is copied. Empty for none.',
  group: 'butler',
  advanced: true,
};

export const keptCount: Preference<'int'> = {
  id: 'ButlerDatabaseBackupsKept',
  type: 'int',
  default: 3,
  label: 'Backups that are kept',
  summary: 'When there are more, the oldest are removed.',
  group: 'butler',
  advanced: true,
  range: [1, 1000],
};

export const keptDays: Preference<'int'> = {
  id: 'ButlerDatabaseBackupDays',
  type: 'int',
  default: 0,
  label: 'Days for which backups are kept',
  summary: 'Older ones are removed, but never the last good one. 0 keeps them however old they are.',
  group: 'butler',
  advanced: true,
  range: [0, 36_500],
};

export const keptMegabytes: Preference<'int'> = {
  id: 'ButlerDatabaseBackupMegabytes',
  type: 'int',
  default: 10_000,
  label: 'Megabytes that backups may take',
  summary:
    'Of 1,000,000 bytes each. When they are more, the oldest are removed, but never the last good one. 0 for no limit.',
  group: 'butler',
  advanced: true,
  range: [0, 100_000_000],
};
