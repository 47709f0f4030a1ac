import { formatCount } from '../../domain/amounts.ts';
import { fingerprint } from '../../library/markers/fingerprint.ts';
import { partIdOf } from '../../library/units/making.ts';
import type { MeasuringTask } from '../../library/units/measurement.ts';
import { decideIntros } from './decide.ts';
import { behaviour } from './preferences.ts';

/** Marks the intros of episodes: by their chapters, or by what the episodes of a season have in common. */
export const generateIntroMarkers: MeasuringTask = {
  kind: 'units',
  measurement: fingerprint,
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
  preferences: [],

  async find(context) {
    const episodes = await context.analyses.partsOf('episode');
    const units = await fingerprint.find(context, 'missing');
    return units.filter(unit => episodes.has(partIdOf(unit)));
  },

  order: fingerprint.order,
  publish: fingerprint.publish,

  /** Also where nothing was left to listen to: what was interrupted before is decided now. */
  async conclude(context, { done, failed }) {
    const { episodes, intros } = await decideIntros(context);
    if (done + failed + episodes === 0) return 'The intro of every episode is known.';
    const found = `Listened to ${formatCount(done, 'episode')} and found the intro of ${intros} of ${episodes}`;
    return failed === 0 ? `${found}.` : `${found}; ${formatCount(failed, 'file')} failed.`;
  },
};
