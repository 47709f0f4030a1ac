import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'GenerateIntroMarkerBehavior',
  type: 'text',
  default: 'asap',
  label: 'Generate intro video markers',
  summary: 'Where the intro of each episode begins and ends, so that players can skip it.',
  group: 'library',
  choices: behaviourChoices,
};
