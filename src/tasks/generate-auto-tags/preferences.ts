import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskGenerateAutoTags',
  type: 'bool',
  default: true,
  label: 'Analyze and tag photos',
  summary:
    'Looks at photos, on this machine, for things, people, colours and places that they can be found by.',
  group: 'butler',
};

export const confidence: Preference<'int'> = {
  id: 'ButlerAutoTagConfidence',
  type: 'int',
  default: 50,
  label: 'Least confidence of tags of photos',
  summary: 'In per cent. Less finds more, also what is not there. Another value tags all photos anew.',
  group: 'butler',
  advanced: true,
  range: [20, 95],
};
