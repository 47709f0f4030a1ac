import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'GenerateVADBehavior',
  type: 'text',
  default: 'scheduled',
  label: 'Generate voice activity data',
  summary: 'When somebody speaks in films and episodes, and whether the subtitles beside them fit that.',
  group: 'library',
  choices: behaviourChoices,
};
