import { say } from '../../domain/phrases.ts';
import { behaviourChoices, type Preference } from '../../domain/preference.ts';
import { partIdOf } from '../../domain/task.ts';
import { placeText } from '../../files/place-text.ts';
import { type Decider, decideMarkers } from '../../library/markers/decide-markers.ts';
import { derivesEdl, edlBeside, edlPreference } from '../../library/markers/edl-beside.ts';
import { planAds } from '../../library/markers/plan-ads.ts';
import { defineMeasurement, type MeasuringTask } from '../../library/units/measurement.ts';
import { writeTextsBeside } from '../../library/units/texts-beside.ts';

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
  kind: 'units',
  measurement: breaks,
  products: breaks.products,
  derives: derivesEdl,
  name: 'ButlerTaskGenerateAdMarkers',
  title: 'Generate Ad Markers',
  description: 'Find the breaks for advertisement in recordings of television, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 125,
  reads: ['breaks'],
  makes: ['breaks'],
  activityType: 'media.generate.ads',
  enabledBy: behaviour,
  preferences: [edlPreference],

  async find(context) {
    const episodes = await context.analyses.partsOf('episode');
    const films = await context.analyses.partsOf('movie');
    const units = await breaks.find(context, 'missing');
    return units.filter(unit => episodes.has(partIdOf(unit)) || films.has(partIdOf(unit)));
  },

  order: breaks.order,
  publish: breaks.publish,

  /** Also where nothing was left to listen to: what was interrupted before is decided now. */
  async conclude(context, { done, failed }) {
    const decided = await decideMarkers(context, ads);
    await writeTextsBeside(context, placeText, edlBeside);
    if (done + failed + decided.length === 0) return say('breaks-fresh', {});
    const marked = decided.filter(({ spans }) => spans.length > 0).length;
    return say('breaks-found', { done, marked, decided: decided.length, failed });
  },
};
