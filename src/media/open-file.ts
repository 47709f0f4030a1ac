import type { Breathe } from '../domain/worker.ts';
import { Demuxer } from './demuxer.ts';
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

  /** Throws `media-unreadable` and `media-changed`. */
  get demuxer(): Demuxer {
    this.#demuxer ??= new Demuxer(this.source);
    return this.#demuxer;
  }

  [Symbol.dispose](): void {
    this.#demuxer?.[Symbol.dispose]();
  }
}
