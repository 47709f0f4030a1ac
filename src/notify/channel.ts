import type { PreferenceReader } from '../domain/preference.ts';
import type { Notice } from './notice.ts';

/** A way to people. */
export interface Channel {
  /** As it is named to them. */
  readonly name: string;
  /** How to send now; undefined where the preferences do not ask for it. */
  find(means: Means): Send | undefined;
}

/** Rejects with {@link Undelivered} where the notice did not arrive, and with the signal's reason when that aborts. */
export type Send = (notice: Notice, signal: AbortSignal) => Promise<void>;

/** What a channel works with. */
export interface Means {
  readonly preferences: PreferenceReader;
  readonly limits: Limits;
  /** Wall clock, milliseconds since 1970 UTC. */
  now(): number;
}

export interface Limits {
  /** For an answer to a request. */
  readonly postMs: number;
  /** For a command to end. */
  readonly commandMs: number;
  /** Pauses between the tries of one notice: one try more than there are pauses. */
  readonly pausesMs: readonly number[];
  /** Notices that may wait for one channel. */
  readonly waiting: number;
  /** For what still waits when Butler stops. */
  readonly stopMs: number;
}

export const usualLimits: Limits = {
  postMs: 10_000,
  commandMs: 30_000,
  pausesMs: [2_000, 30_000],
  waiting: 100,
  stopMs: 2_000,
};

/** A notice did not arrive. The message says why, without its full stop and without secrets. */
export class Undelivered extends Error {
  /** Whether another try would end alike. */
  readonly isFinal: boolean;

  constructor(cause: string, { isFinal = false } = {}) {
    super(cause);
    this.name = 'Undelivered';
    this.isFinal = isFinal;
  }
}
