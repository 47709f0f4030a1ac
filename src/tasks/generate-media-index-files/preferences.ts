import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'GenerateBIFBehavior',
  type: 'text',
  default: 'never',
  label: 'Generate video preview thumbnails',
  summary: 'Pictures that players show while somebody seeks in a video.',
  group: 'library',
  choices: behaviourChoices,
};

export const frameInterval: Preference<'int'> = {
  id: 'GenerateBIFFrameInterval',
  type: 'int',
  default: 2,
  label: 'Video preview thumbnail frame duration',
  summary: 'Seconds from one picture to the next. Another value makes all pictures anew.',
  group: 'library',
  hidden: true,
  range: [1, 60],
};

export const keyframesOnly: Preference<'bool'> = {
  id: 'GenerateBIFKeyframesOnly',
  type: 'bool',
  default: true,
  label: 'Generate video preview thumbnails from keyframes only',
  summary:
    'Many times faster; a picture may then be a few seconds off. Another value makes all pictures anew.',
  group: 'library',
  hidden: true,
};
