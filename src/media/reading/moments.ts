import type { Frame } from 'node-av/lib';

/** What a film shows from some time on. */
export interface Moment {
  /** From the start of the film. Tells moments apart. */
  readonly atMs: number;
  /** The picture, good until the next moment is asked for. Undefined when it is damaged. */
  decode(): Frame | undefined;
}

/** Finds what is shown at one time after the other. */
export interface Moments extends Disposable {
  /**
   * What to show at a time, which must not be earlier than the one before. Undefined beyond the end of what can be read.
   *
   * @param reachMs how far before the time it may be: where it is farther, what comes after it may be nearer
   */
  at(ms: number, reachMs: number): Promise<Moment | undefined>;
}
