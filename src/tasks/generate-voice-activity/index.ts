import { say } from '../../domain/phrases.ts';
import { defineMeasurement, type MeasuringTask, measuring } from '../../library/units/measurement.ts';
import { fitSubtitles } from './fit-subtitles.ts';
import { behaviour } from './preferences.ts';

const speech = defineMeasurement({
  kind: 'speech',
  title: 'times of speech',
  of: 'audio',
  in: ['movie', 'show'],
  revision: 1,
  settings: () => ({}),
});

const measures = measuring(speech, 'speech');

/** Finds when somebody speaks in films and episodes, and whether the subtitles beside them fit that. */
export const generateVoiceActivity: MeasuringTask = {
  name: 'ButlerTaskGenerateVoiceActivity',
  title: 'Generate Voice Activity',
  description:
    'Find when somebody speaks in films and episodes, and subtitles that come too early or too late',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 140,
  reads: ['sidecars', 'speech'],
  activityType: 'media.generate.voice',
  enabledBy: behaviour,
  preferences: [],
  ...measures,

  /** Also where nothing was left to hear: subtitles may have come since. */
  async conclude(context, counts) {
    const said = await measures.conclude(context, counts);
    const off = await fitSubtitles(context);
    return off > 0 ? `${said} ${say('subtitles-off', { count: off })}` : said;
  },
};
