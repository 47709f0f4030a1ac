import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'LoudnessAnalysisBehavior',
  type: 'text',
  default: 'scheduled',
  label: 'Analyze audio tracks for loudness',
  summary: 'How loud films and music are, so that players can play all of it equally loud.',
  group: 'library',
  choices: behaviourChoices,
};

export const truePeak: Preference<'bool'> = {
  id: 'ButlerLoudnessTruePeak',
  type: 'bool',
  default: false,
  label: 'Measure true peaks',
  summary: 'Peaks between the samples as well, at several times the cost. Another value measures all anew.',
  group: 'library',
  hidden: true,
};
