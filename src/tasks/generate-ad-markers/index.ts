import { behaviourChoices, type Preference } from '../../domain/preference.ts';
import { placeText } from '../../files/place-text.ts';
import type { Decider } from '../../library/markers/decide-markers.ts';
import { marking } from '../../library/markers/marking.ts';
import { planAds } from '../../library/markers/plan-ads.ts';
import { defineMeasurement, type MeasuringTask } from '../../library/units/measurement.ts';

const behaviour: Preference<'text'> = {
  id: 'GenerateAdMarkerBehavior',
  type: 'text',
  default: 'scheduled',
  label: 'Generate ad video markers',
  summary: 'Where recordings of television have breaks for advertisement, so that players can skip them.',
  group: 'library',
  choices: behaviourChoices,
};

const breaks = defineMeasurement({
  kind: 'breaks',
  title: 'looks for advertisements',
  of: 'video',
  in: ['movie', 'show'],
  revision: 1,
  settings: () => ({}),
});

const ads: Decider = {
  marker: 'commercial',
  decision: 'adMarker',
  // Raised when the same breaks give other markers.
  version: 'adMarker:1',
  by: ['breaks'],
  plan: planAds,
};

/** Marks breaks for advertisement: rows of spots with moments between them that are both black and silent. */
export const generateAdMarkers: MeasuringTask = {
  name: 'ButlerTaskGenerateAdMarkers',
  title: 'Generate Ad Markers',
  description: 'Find the breaks for advertisement in recordings of television, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 125,
  activityType: 'media.generate.ads',
  enabledBy: behaviour,
  ...marking({
    measurement: breaks,
    decider: ads,
    of: ['episode', 'movie'],
    topic: 'breaks',
    place: placeText,
  }),
};
