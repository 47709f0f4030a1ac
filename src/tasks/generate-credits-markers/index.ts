import { say } from '../../domain/phrases.ts';
import { partIdOf } from '../../domain/task.ts';
import { placeText } from '../../files/place-text.ts';
import { type Decider, decideMarkers } from '../../library/markers/decide-markers.ts';
import { derivesEdl, edlBeside, edlPreference } from '../../library/markers/edl-beside.ts';
import { tailOf } from '../../library/markers/fingerprint.ts';
import { planCredits } from '../../library/markers/plan-credits.ts';
import { defineMeasurement, type MeasuringTask } from '../../library/units/measurement.ts';
import { writeTextsBeside } from '../../library/units/texts-beside.ts';
import { behaviour } from './preferences.ts';

const seen = defineMeasurement({
  kind: 'credits',
  title: 'looks for credits',
  of: 'video',
  in: ['movie', 'show'],
  revision: 1,
  settings: () => ({ tailMs: 900_000 }),
});

const credits: Decider = {
  marker: 'credits',
  decision: 'creditsMarker',
  // Raised when the same pictures and fingerprints give other markers.
  version: 'creditsMarker:1',
  by: ['credits', 'fingerprint'],
  plan: parts =>
    planCredits(parts.map(part => ({ ...part, seen: part.credits, tail: tailOf(part.fingerprint) }))),
};

/**
 * Marks the credits of films and episodes: by their chapters, by what is written at the end, or by the music that the
 * episodes of a season end with, where their fingerprints were taken.
 */
export const generateCreditsMarkers: MeasuringTask = {
  kind: 'units',
  measurement: seen,
  products: seen.products,
  derives: derivesEdl,
  name: 'ButlerTaskGenerateCreditsMarkers',
  title: 'Generate Credits Markers',
  description: 'Find the credits of films and episodes, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 106,
  reads: ['credits', 'fingerprint'],
  makes: ['credits'],
  activityType: 'media.generate.credits',
  enabledBy: behaviour,
  preferences: [edlPreference],

  async find(context) {
    const episodes = await context.analyses.partsOf('episode');
    const films = await context.analyses.partsOf('movie');
    const units = await seen.find(context, 'missing');
    return units.filter(unit => episodes.has(partIdOf(unit)) || films.has(partIdOf(unit)));
  },

  order: seen.order,
  publish: seen.publish,

  /** Also where nothing was left to look at: what was interrupted before is decided now. */
  async conclude(context, { done, failed }) {
    const decided = await decideMarkers(context, credits);
    await writeTextsBeside(context, placeText, edlBeside);
    if (done + failed + decided.length === 0) return say('credits-fresh', {});
    const marked = decided.filter(({ spans }) => spans.length > 0).length;
    return say('credits-found', { done, marked, decided: decided.length, failed });
  },
};
