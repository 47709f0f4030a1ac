import type { PreferenceReader } from '../domain/preference.ts';
import {
  pauseCpuPercent,
  pauseIoPercent,
  pauseMemoryPercent,
  pauseOnBattery,
  pauseOnPressure,
  pauseTemperature,
} from './preferences.ts';

/** What can be too much for work on media to go on; the first of several is the one that is told. */
export const strains = ['battery', 'heat', 'memory', 'io', 'cpu', 'load'] as const;
export type Strain = (typeof strains)[number];

/**
 * How much of each is too much: what lies above. Percent; `heat` in °C; `battery` 0 (nothing may run from it) against
 * 1 while it is in use. What is absent is not looked at.
 */
export type Limits = { readonly [S in Strain]?: number };

/** The limits as the preferences have them now. */
export function limitsFrom(preferences: PreferenceReader): Limits {
  const celsius = preferences.get(pauseTemperature);
  return {
    ...(preferences.get(pauseOnBattery) && { battery: 0 }),
    ...(celsius > 0 && { heat: celsius }),
    ...(preferences.get(pauseOnPressure) && {
      memory: preferences.get(pauseMemoryPercent),
      io: preferences.get(pauseIoPercent),
      cpu: preferences.get(pauseCpuPercent),
      // The cores that are in use or wanted, where the kernel does not tell more.
      load: preferences.get(pauseCpuPercent),
    }),
  };
}
