import { say } from '../../domain/phrases.ts';
import { behaviourChoices, type Preference } from '../../domain/preference.ts';

export const behaviour: Preference<'text'> = {
  id: 'GenerateChapterThumbBehavior',
  type: 'text',
  default: 'scheduled',
  label: 'Generate chapter thumbnails',
  summary: 'A picture for each chapter of a video. Videos without chapters get some at changes of scene.',
  group: 'library',
  choices: behaviourChoices,
};

export const width: Preference<'int'> = {
  id: 'ButlerChapterThumbWidth',
  type: 'int',
  default: 320,
  label: 'Width of chapter thumbnails',
  summary: 'Pixels, an even number. Another value makes all pictures anew.',
  group: 'library',
  advanced: true,
  range: [120, 1280],
  check: value => (value % 2 === 0 ? undefined : say('expect-even', {})),
};
