import type { PassResults } from '../../domain/pass.ts';
import type { SpeechFacts } from '../../domain/speech.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import { wholeFilm } from '../sound/whole-film.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** Finds when somebody speaks, in the stream of sound that is played by default. */
export const speech: Prepare<'speech'> = file => new Speech(file);

class Speech implements Analyzer<PassResults['speech']> {
  readonly hears: readonly SoundWish<'speech'>[];
  readonly #file: OpenFile;
  #facts: SpeechFacts | undefined;

  constructor(file: OpenFile) {
    this.#file = file;
    const { demuxer, source } = file;
    const stream = demuxer.findSound();
    if (!stream) throw unreadable(source.path, 'it has no sound');
    this.hears = [
      {
        stream: stream.index,
        meter: 'speech',
        settings: wholeFilm(demuxer.durationMs),
        take: spans => {
          const told = spans.map(({ fromMs, toMs }) => [Math.round(fromMs), Math.round(toMs)] as const);
          this.#facts = { stream: stream.index, spans: told };
        },
        fail: because => {
          throw unreadable(source.path, because);
        },
      },
    ];
  }

  finish(): PassResults['speech'] {
    const { source } = this.#file;
    source.assertUnchanged();
    if (!this.#facts) throw unreadable(source.path, 'its sound is empty');
    return this.#facts;
  }

  [Symbol.dispose](): void {}
}
