import { say } from '../../domain/phrases.ts';
import { defineMeasurement, type MeasuringTask, measuring } from '../../library/units/measurement.ts';
import { sumUpAlbums } from './albums.ts';
import { behaviour, truePeak } from './preferences.ts';

const loudness = defineMeasurement({
  kind: 'loudness',
  title: 'measures of loudness',
  of: 'audio',
  revision: 1,
  settings: preferences => ({ truePeak: preferences.get(truePeak) }),
});

const measures = measuring(loudness, 'loudness');

/** Measures how loud films and music are (EBU R 128), so that players can play all of it equally loud. */
export const loudnessAnalysis: MeasuringTask = {
  name: 'LoudnessAnalysis',
  title: 'Loudness Analysis',
  description: 'Measure how loud films and music are, so that they can be played equally loud',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 120,
  reads: ['loudness'],
  activityType: 'media.analyze.loudness',
  enabledBy: behaviour,
  preferences: [truePeak],
  ...measures,

  async conclude(context, counts) {
    const said = await measures.conclude(context, counts);
    const albums = await sumUpAlbums(context);
    return albums > 0 ? `${said} ${say('albums-summed-up', { count: albums })}` : said;
  },
};
