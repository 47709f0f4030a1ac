import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'GenerateCreditsMarkerBehavior',
  type: 'text',
  default: 'asap',
  label: 'Generate credits video markers',
  summary: 'Where the credits of films and episodes begin, so that players can go on to the next one.',
  group: 'library',
  choices: behaviourChoices,
};
