import type { Breathe } from '../domain/worker.ts';
import { isToldByHeader } from './facts/streams.ts';
import { Demuxer } from './reading/demuxer.ts';
import type { SourceFile } from './source-file.ts';

/** The file of a pass, as its analyzers see it: opened once, by whoever needs it first. */
export class OpenFile implements Disposable {
  readonly source: SourceFile;
  readonly breathe: Breathe;
  #demuxer: Demuxer | undefined;

  constructor(source: SourceFile, breathe: Breathe) {
    this.source = source;
    this.breathe = breathe;
  }

  /** All its streams are known. Throws `media-unreadable` and `media-changed`. */
  get demuxer(): Demuxer {
    if (!this.#demuxer) {
      this.#demuxer = new Demuxer(this.source);
      // Most films and music say everything in their header; only otherwise something is decoded.
      if (!isToldByHeader(this.#demuxer)) this.#demuxer.complete();
    }
    return this.#demuxer;
  }

  [Symbol.dispose](): void {
    this.#demuxer?.[Symbol.dispose]();
  }
}
