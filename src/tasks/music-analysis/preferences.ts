import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'MusicAnalysisBehavior',
  type: 'text',
  default: 'scheduled',
  label: 'Analyze audio tracks for sonic features',
  summary: 'Tempo, key and character of music, silence at its ends, and recordings that are there twice.',
  group: 'library',
  choices: behaviourChoices,
};
