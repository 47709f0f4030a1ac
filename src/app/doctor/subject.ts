import type { Configuration } from '../../settings/configuration.ts';
import type { StoreReading } from '../../store/open-for-reading.ts';

/** The installation that is examined. */
export interface Subject {
  readonly configuration: Configuration;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What Butler knows; undefined where there is no database yet, or it cannot be opened. */
  readonly reading: StoreReading | undefined;
  /** Wall clock, milliseconds since 1970 UTC. */
  now(): number;
}
