import { say } from '../../domain/phrases.ts';
import { partIdOf } from '../../domain/task.ts';
import { placeText } from '../../files/place-text.ts';
import { type Decider, decideMarkers } from '../../library/markers/decide-markers.ts';
import { derivesEdl, edlBeside, edlPreference } from '../../library/markers/edl-beside.ts';
import { fingerprint, headOf } from '../../library/markers/fingerprint.ts';
import { planIntros } from '../../library/markers/plan-intros.ts';
import type { MeasuringTask } from '../../library/units/measurement.ts';
import { writeTextsBeside } from '../../library/units/texts-beside.ts';
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
  kind: 'units',
  measurement: fingerprint,
  products: fingerprint.products,
  derives: derivesEdl,
  name: 'ButlerTaskGenerateIntroMarkers',
  title: 'Generate Intro Markers',
  description: 'Find the intros of episodes, so that players can skip them',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 105,
  reads: ['fingerprint'],
  makes: ['fingerprint'],
  activityType: 'media.generate.intros',
  enabledBy: behaviour,
  preferences: [edlPreference],

  async find(context) {
    const episodes = await context.analyses.partsOf('episode');
    const units = await fingerprint.find(context, 'missing');
    return units.filter(unit => episodes.has(partIdOf(unit)));
  },

  order: fingerprint.order,
  publish: fingerprint.publish,

  /** Also where nothing was left to listen to: what was interrupted before is decided now. */
  async conclude(context, { done, failed }) {
    const decided = await decideMarkers(context, intros);
    await writeTextsBeside(context, placeText, edlBeside);
    if (done + failed + decided.length === 0) return say('intros-fresh', {});
    const marked = decided.filter(({ spans }) => spans.length > 0).length;
    return say('intros-found', { done, marked, decided: decided.length, failed });
  },
};
