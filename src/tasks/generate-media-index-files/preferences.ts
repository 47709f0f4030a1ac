import { say } from '../../domain/phrases.ts';
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

export const width: Preference<'int'> = {
  id: 'ButlerThumbnailWidth',
  type: 'int',
  default: 320,
  label: 'Width of video preview thumbnails',
  summary:
    'Pixels, an even number; 240 and 320 are what most players expect. Another value makes all pictures anew.',
  group: 'library',
  advanced: true,
  range: [120, 640],
  check: value => (value % 2 === 0 ? undefined : say('expect-even', {})),
};

export const quality: Preference<'int'> = {
  id: 'ButlerThumbnailQuality',
  type: 'int',
  default: 4,
  label: 'Coarseness of video preview thumbnails',
  summary: 'MJPEG quantiser: 2 is the finest, 31 the smallest. Another value makes all pictures anew.',
  group: 'library',
  advanced: true,
  range: [2, 31],
};

export const makesIndexFiles: Preference<'bool'> = {
  id: 'ButlerIndexFiles',
  type: 'bool',
  default: true,
  label: 'Video preview thumbnails as index files (BIF)',
  summary: 'For Plex, Emby, Roku, and whoever asks Butler for them.',
  group: 'library',
  advanced: true,
};

export const makesTiles: Preference<'bool'> = {
  id: 'ButlerTiles',
  type: 'bool',
  default: false,
  label: 'Video preview thumbnails as tiles',
  summary: 'In sheets of 10 by 10, for Jellyfin.',
  group: 'library',
  advanced: true,
};

export const makesTracks: Preference<'bool'> = {
  id: 'ButlerThumbnailTracks',
  type: 'bool',
  default: false,
  label: 'Video preview thumbnails as WebVTT tracks',
  summary: 'In sheets of 10 by 10 with a track that leads to them, for web players.',
  group: 'library',
  advanced: true,
};

export const indexFilesBeside: Preference<'bool'> = {
  id: 'ButlerIndexFilesBesideMedia',
  type: 'bool',
  default: false,
  label: 'Copy index files beside the media',
  summary: 'As Emby looks for them: "Film-320-10.bif". Files that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
};

export const tilesBeside: Preference<'bool'> = {
  id: 'ButlerTilesBesideMedia',
  type: 'bool',
  default: false,
  label: 'Copy tiles beside the media',
  summary: 'As Jellyfin looks for them: "Film.trickplay". Folders that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
};

export const plexFolder: Preference<'text'> = {
  id: 'ButlerPlexMediaFolder',
  type: 'text',
  default: '',
  label: "Copy index files into a folder laid out as Plex's",
  summary:
    'The folder that has "Media/localhost" in it; empty for none. Files that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
  check: value => (value === '' || /^(?:\/|[A-Za-z]:[\\/])/.test(value) ? undefined : say('expect-path', {})),
};
