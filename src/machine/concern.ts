import type { PauseCause } from '../domain/pause.ts';
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
  const percent = (value = 0) => `${Math.round(value)} %`;
  switch (strain) {
    case 'battery': {
      const left = readings.battery?.percent;
      return `The computer runs on battery${left === undefined ? '' : `, with ${percent(left)} left`}.`;
    }
    case 'heat':
      return `The processor has ${Math.round(readings.heat ?? 0)} °C, and may have ${limits.heat} °C.`;
    case 'memory':
      return `Memory is short: tasks waited for it ${percent(readings.memory)} of the last 10 s.`;
    case 'io':
      return `The disk is busy with other work: tasks waited ${percent(readings.io?.percent)} of the last 10 s.`;
    case 'cpu':
      return `The processor is busy with other work: ${percent(readings.cpu)} of it in the last 10 s.`;
    case 'load':
      return `The computer is busy with other work: a load of ${percent(readings.load)} of its cores in the last minute.`;
  }
}
