import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskAutomaticUpdates',
  type: 'bool',
  default: false,
  label: 'Install updates by itself',
  summary:
    'Installs what the update feed offers, tries it, and goes back to the version before where it does not work.',
  group: 'butler',
};

/** In which a new version must open the database and answer: a large one is brought up to date before. */
export const trialSeconds: Preference<'int'> = {
  id: 'ButlerUpdateTrialSeconds',
  type: 'int',
  default: 300,
  label: 'How long a new version may take to answer',
  summary: 'In seconds. After that Butler goes back to the version before.',
  group: 'butler',
  advanced: true,
  range: [10, 3_600],
};
