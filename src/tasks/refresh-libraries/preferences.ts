import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskRefreshLibraries',
  type: 'bool',
  default: false,
  label: 'Update all libraries during maintenance',
  summary: 'Looks for new, changed and missing files in all sections, and reads what is new.',
  group: 'butler',
};

export const graceDays: Preference<'int'> = {
  id: 'ButlerMissingFilesGraceDays',
  type: 'int',
  default: 3,
  label: 'Days for which missing files are remembered',
  summary:
    'A file that comes back, or turns up elsewhere, keeps all that is known of it. It is forgotten when two scans ' +
    'did not find it and this time has passed.',
  group: 'library',
  advanced: true,
  range: [0, 365],
};

export const evenMany: Preference<'bool'> = {
  id: 'ButlerForgetManyMissingFiles',
  type: 'bool',
  default: false,
  label: 'Forget missing files even when they are many',
  summary:
    'More than 1,000 missing files, or 10 % of a section, are remembered until this is on: ' +
    'they may be on a disk that is not attached. Up to five are forgotten in any case, unless no other is left.',
  group: 'library',
  advanced: true,
};
