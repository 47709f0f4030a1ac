import type { TrackLoudness } from '../../domain/loudness.ts';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** Measures how loud each stream of sound is. */
export const loudness: Prepare<'loudness'> = (file, order) => new Loudness(file, order);

class Loudness implements Analyzer<PassResults['loudness']> {
  readonly hears: readonly SoundWish<'loudness'>[];
  readonly #file: OpenFile;
  readonly #tracks: TrackLoudness[] = [];
  readonly #failures: string[] = [];

  constructor(file: OpenFile, settings: PassOrders['loudness']) {
    this.#file = file;
    const sounds = file.demuxer.findSounds();
    if (sounds.length === 0) throw unreadable(file.source.path, 'it has no sound');
    this.hears = sounds.map(({ index }) => ({
      stream: index,
      meter: 'loudness',
      settings,
      take: result => this.#tracks.push({ stream: index, ...result }),
      fail: because => this.#failures.push(because),
    }));
  }

  /** One stream that cannot be heard does not keep the others from being told. */
  finish(): PassResults['loudness'] {
    const { source } = this.#file;
    source.assertUnchanged();
    if (this.#tracks.length === 0) throw unreadable(source.path, this.#failures[0] ?? 'its sound is empty');
    return { tracks: this.#tracks };
  }

  [Symbol.dispose](): void {}
}
