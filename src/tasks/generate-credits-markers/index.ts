import { placeText } from '../../files/place-text.ts';
import type { Decider } from '../../library/markers/decide-markers.ts';
import { tailOf } from '../../library/markers/fingerprint.ts';
import { marking } from '../../library/markers/marking.ts';
import { planCredits } from '../../library/markers/plan-credits.ts';
import { defineMeasurement, type MeasuringTask } from '../../library/units/measurement.ts';
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
  name: 'ButlerTaskGenerateCreditsMarkers',
  title: 'Generate Credits Markers',
  description: 'Find the credits of films and episodes, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 106,
  activityType: 'media.generate.credits',
  enabledBy: behaviour,
  ...marking({
    measurement: seen,
    decider: credits,
    of: ['episode', 'movie'],
    topic: 'credits',
    place: placeText,
  }),
};
