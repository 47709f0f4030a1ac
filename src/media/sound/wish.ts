import type { MeterName, MeterOrders, MeterResults } from './meters.ts';
import type { Span } from './span.ts';

/** What an analyzer wants to hear: one stream of sound, through one meter. */
export interface SoundWish<M extends MeterName = MeterName> {
  readonly stream: number;
  readonly meter: M;
  readonly settings: MeterOrders[M];
  /** The parts of the film that it wants, in order; all of it where absent. */
  readonly spans?: readonly Span[];
  /** What the meter says in the end. Called once, before the analyzer's `finish`, unless the stream could not be heard. */
  take(result: MeterResults[M]): void;
  /** The stream could not be heard; the reason is the end of a sentence. */
  fail(because: string): void;
}
