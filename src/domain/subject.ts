import type { ItemType } from './library.ts';
import type { ExternalIds, Refreshed } from './metadata.ts';

/** Types of items that providers are asked about; what lies below a show comes with it. */
export const subjectTypes = ['movie', 'show', 'artist', 'album'] as const satisfies readonly ItemType[];
export type SubjectType = (typeof subjectTypes)[number];

/** An item that a provider can be asked about, as all others than providers describe it. */
export interface Subject {
  readonly id: number;
  readonly type: SubjectType;
  readonly title: string;
  readonly year?: number;
  readonly ids: ExternalIds;
  /** Of an album its artist. */
  readonly parentId?: number;
  /** When it, or the newest of what lies below it, came into the library: milliseconds since 1970 UTC. */
  readonly addedAt: number;
  /** When it first came out, whoever said so: ISO date. */
  readonly releasedOn?: string;
  /** When providers were last asked about it. */
  readonly asked?: Refreshed;
  /** Of what lies below it and comes with it, how much was never described. */
  readonly newBelow: number;
}

/** What lies below a subject: a season, an episode, an album. */
export interface BelowSubject {
  readonly id: number;
  readonly type: ItemType;
  readonly parentId: number;
  readonly title: string;
  /** Number of the season or of the episode. */
  readonly index?: number;
  /** What providers said of it last, as `Refreshed.version`. */
  readonly version?: string;
}
