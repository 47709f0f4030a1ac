import type { Frame } from 'node-av/lib';

/** Measures one stream of sound. */
export interface Meter<Value> extends Disposable {
  /** A decoded piece, good during the call only, and its time from the start of the film in ms. */
  take(piece: Frame, atMs: number): void;
  /** Throws where nothing was heard that it could measure. */
  finish(): Value;
}
