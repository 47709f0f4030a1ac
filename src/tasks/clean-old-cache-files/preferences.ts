import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskCleanOldCacheFiles',
  type: 'bool',
  default: true,
  label: 'Remove old cache files every week',
  summary:
    'Files that can be made again and were not used for long are set aside, and removed a week later; of the others ' +
    'those that were used least lately, where the cache takes too much.',
  group: 'butler',
};

export const cacheDays: Preference<'int'> = {
  id: 'ButlerCacheDays',
  type: 'int',
  default: 30,
  label: 'Days for which unused cache files are kept',
  summary: 'Cached files that nobody used for so long are removed.',
  group: 'butler',
  advanced: true,
  range: [1, 3650],
};

export const cacheMegabytes: Preference<'int'> = {
  id: 'ButlerCacheMegabytes',
  type: 'int',
  default: 10_000,
  label: 'Megabytes that the cache may take',
  summary: 'Of 1,000,000 bytes each. Beyond that, what was used least lately is removed. 0 for no limit.',
  group: 'butler',
  advanced: true,
  range: [0, 100_000_000],
};

/** On: what is in the cache can be made again, and a small cache is soon cleaned by more than a tenth. */
export const evenMany: Preference<'bool'> = {
  id: 'ButlerCleanManyCacheFiles',
  type: 'bool',
  default: true,
  label: 'Remove old cache files even when they are many',
  summary:
    'When this is off, more than 1,000 cache files at once, or 10 % of all, wait until a person has looked.',
  group: 'butler',
  advanced: true,
};
