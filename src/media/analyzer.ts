import type { AnalyzerName, PassOrders, PassResults } from '../domain/pass.ts';
import type { OpenFile } from './open-file.ts';
import type { Moment } from './reading/moments.ts';
import type { Passing } from './reading/packets.ts';
import type { SoundWish } from './sound/wish.ts';

/**
 * A consumer of one pass. It says what it wants to see and hear of the file; the pass reads that once for all of them,
 * gives it to each, and asks each for its result. What one throws is its failure alone.
 */
export interface Analyzer<Value> extends Disposable {
  /** Looks at the file before anybody reads its packets, which may change what is known of its streams. */
  begin?(): Promise<void>;
  /** Wants every packet, in the order of the file: each is good during the call only. Makes the pass read the whole file. */
  count?(passing: Passing): void;
  /** Wants sound. */
  readonly hears?: readonly SoundWish[];
  /**
   * Wants pictures: begins to look at the film from its start. Called again, once, when what could be shown was worthless,
   * because the film's keyframes do not stand alone: everything seen before is then forgotten.
   */
  watch?(): PictureWish;
  /** The file was read. What else it needs of it, it may now read by itself, in short stretches. */
  finish(): Promise<Value> | Value;
}

/** What an analyzer wants to see: a picture for each of its times, one after the other. */
export interface PictureWish {
  /** From the start of the film, in ms, never earlier than before; undefined when it has seen enough. */
  readonly nextMs: number | undefined;
  /** Milliseconds from one of its times to the next, as a rule. */
  readonly spacingMs: number;
  /** How far before its time a picture may be, in ms, where one after it is nearer; any one before it where absent. */
  readonly reachMs?: number;
  /** Wants the very picture that is shown at the time, rather than the keyframe before it, at many times the cost. */
  readonly exact: boolean;
  /** Shows the picture for {@link nextMs}, which must move on. */
  see(moment: Moment): void;
}

/** Prepares an analyzer for a file. Throws where the file has nothing for it. */
export type Prepare<K extends AnalyzerName> = (
  file: OpenFile,
  order: PassOrders[K],
) => Analyzer<PassResults[K]>;
