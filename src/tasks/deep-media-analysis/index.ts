import type { Preference } from '../../domain/preference.ts';
import { defineMeasurement, type MeasuringTask, measuring } from '../../library/units/measurement.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskDeepMediaAnalysis',
  type: 'bool',
  default: true,
  label: 'Perform extensive media analysis during maintenance',
  summary:
    'Reads every film from end to end for its bitrate over time, keyframes, HDR format, bars and sound.',
  group: 'butler',
};

const deep = defineMeasurement({
  kind: 'deep',
  title: 'deep analyses',
  of: 'video',
  revision: 2,
  settings: () => ({}),
});

/** Finds out about films what only reading all of them tells: the bandwidth that players need, keyframes, HDR, bars, channels. */
export const deepMediaAnalysis: MeasuringTask = {
  name: 'DeepMediaAnalysis',
  title: 'Deep Media Analysis',
  description:
    'Read films from end to end for their bitrate over time, keyframes, HDR format, bars and sound',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 130,
  activityType: 'media.analyze.deep',
  enabledBy: enabled,
  preferences: [],
  ...measuring(deep, 'deep'),
};
