import type { Frame } from 'node-av/lib';
import type { Hear } from './planes.ts';

/** Measures one stream of sound. */
export interface Meter<Value> extends Disposable {
  /** A decoded piece, good during the call only, and its time from the start of the film in ms. */
  take?(piece: Frame, atMs: number): void;
  /** What all pieces say, in stretches of about a second: made once for all meters that hear them. See {@link Planes}. */
  hear?: Hear;
  /** Does what it could not do during {@link take}, before it is given more. Undefined where there is nothing. */
  settle?(): Promise<void> | undefined;
  /** Throws where nothing was heard that it could measure. */
  finish(): Promise<Value> | Value;
}
