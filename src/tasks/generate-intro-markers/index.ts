import { placeText } from '../../files/place-text.ts';
import type { Decider } from '../../library/markers/decide-markers.ts';
import { fingerprint, headOf } from '../../library/markers/fingerprint.ts';
import { marking } from '../../library/markers/marking.ts';
import { planIntros } from '../../library/markers/plan-intros.ts';
import type { MeasuringTask } from '../../library/units/measurement.ts';
import { behaviour } from './preferences.ts';

const intros: Decider = {
  marker: 'intro',
  decision: 'introMarker',
  // Raised when the same fingerprints give other markers.
  version: 'introMarker:2',
  by: ['fingerprint'],
  plan: parts => planIntros(parts.map(part => ({ ...part, head: headOf(part.fingerprint) }))),
};

/** Marks the intros of episodes: by their chapters, or by what the episodes of a season have in common. */
export const generateIntroMarkers: MeasuringTask = {
  name: 'ButlerTaskGenerateIntroMarkers',
  title: 'Generate Intro Markers',
  description: 'Find the intros of episodes, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 105,
  activityType: 'media.generate.intros',
  enabledBy: behaviour,
  ...marking({
    measurement: fingerprint,
    decider: intros,
    of: ['episode'],
    topic: 'intros',
    place: placeText,
  }),
};
