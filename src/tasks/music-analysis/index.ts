import { say } from '../../domain/phrases.ts';
import { defineMeasurement, type MeasuringTask, measuring } from '../../library/units/measurement.ts';
import { behaviour } from './preferences.ts';
import { compareRecordings } from './recordings.ts';

/** Long enough for tempo, key and character to be those of the piece, in ms. */
const stretchMs = 90_000;

const music = defineMeasurement({
  kind: 'music',
  title: 'descriptions of music',
  of: 'audio',
  in: ['artist'],
  revision: 1,
  settings: () => ({ stretchMs }),
});

const measures = measuring(music, 'music');

/** Finds out what music sounds like: tempo, key, energy, brightness, silence at its ends, and what is there twice. */
export const musicAnalysis: MeasuringTask = {
  name: 'MusicAnalysis',
  title: 'Music Analysis',
  description: 'Find out tempo, key and character of music, and recordings that are there twice',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 125,
  reads: ['music'],
  activityType: 'media.analyze.music',
  enabledBy: behaviour,
  preferences: [],
  ...measures,

  /** Also where nothing was left to measure: what was interrupted before is compared now. */
  async conclude(context, counts) {
    const said = await measures.conclude(context, counts);
    const twice = await compareRecordings(context);
    return twice > 0 ? `${said} ${say('tracks-twice', { count: twice })}` : said;
  },
};
