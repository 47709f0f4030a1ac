import type { PauseCause } from '../domain/pause.ts';
import { say } from '../domain/phrases.ts';
import { type Limits, type Strain, strains } from './limits.ts';
import type { Readings } from './readings.ts';

/** Why work rests. */
export interface Concern {
  readonly strain: Strain;
  readonly cause: Extract<PauseCause, 'pressure' | 'battery'>;
  readonly sentence: string;
}

/** Where one strain lies to its limit. */
export interface Level {
  readonly strain: Strain;
  readonly isAbove: boolean;
  /** At most 80 % of the limit; 10 °C below it, as a share of degrees has no meaning. */
  readonly isWellBelow: boolean;
}

/** Of all that is looked at and that the machine tells: nobody rests for what cannot be seen. */
export function levelsOf(readings: Readings, limits: Limits): readonly Level[] {
  return strains.flatMap(strain => {
    const limit = limits[strain];
    const amount = amountOf(strain, readings);
    if (limit === undefined || amount === undefined) return [];
    const easy = strain === 'heat' ? limit - 10 : limit * 0.8;
    return { strain, isAbove: amount > limit, isWellBelow: amount <= easy };
  });
}

export function concernOf(strain: Strain, readings: Readings, limits: Limits): Concern {
  const cause = strain === 'battery' ? 'battery' : 'pressure';
  return { strain, cause, sentence: describe(strain, readings, limits) };
}

/** In the units of {@link Limits}. */
function amountOf(strain: Strain, readings: Readings): number | undefined {
  switch (strain) {
    case 'battery':
      return readings.battery && Number(readings.battery.inUse);
    case 'io':
      return readings.io && readings.io.percent * readings.io.othersShare;
    default:
      return readings[strain];
  }
}

function describe(strain: Strain, readings: Readings, limits: Limits): string {
  const percent = (value = 0) => Math.round(value);
  switch (strain) {
    case 'battery': {
      const left = readings.battery?.percent;
      return say('on-battery', { percent: left && percent(left) });
    }
    case 'heat':
      return say('processor-hot', { degrees: Math.round(readings.heat ?? 0), most: limits.heat ?? 0 });
    case 'memory':
      return say('memory-short', { percent: percent(readings.memory) });
    case 'io':
      return say('disk-busy', { percent: percent(readings.io?.percent) });
    case 'cpu':
      return say('processor-busy', { percent: percent(readings.cpu) });
    case 'load':
      return say('computer-loaded', { percent: percent(readings.load) });
  }
}
