import { AV_DISPOSITION_DEFAULT } from 'node-av/constants';
import type { PassResults } from '../../domain/pass.ts';
import type { SpeechFacts } from '../../domain/speech.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** How long sound may go on where a file does not say how long it is, in ms. */
const longestMs = 24 * 3_600_000;
/** By how much a file may be longer than it says, in ms. */
const toleranceMs = 60_000;

/** Finds when somebody speaks, in the stream of sound that is played by default. */
export const speech: Prepare<'speech'> = file => new Speech(file);

class Speech implements Analyzer<PassResults['speech']> {
  readonly hears: readonly SoundWish<'speech'>[];
  readonly #file: OpenFile;
  #facts: SpeechFacts | undefined;
  #failure: string | undefined;

  constructor(file: OpenFile) {
    this.#file = file;
    const { demuxer, source } = file;
    const sounds = demuxer.findSounds();
    const stream = sounds.find(sound => sound.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? sounds[0];
    if (!stream) throw unreadable(source.path, 'it has no sound');
    const { durationMs } = demuxer;
    this.hears = [
      {
        stream: stream.index,
        meter: 'speech',
        settings: { fromMs: 0, toMs: durationMs === undefined ? longestMs : durationMs + toleranceMs },
        take: spans => {
          const told = spans.map(({ fromMs, toMs }) => [Math.round(fromMs), Math.round(toMs)] as const);
          this.#facts = { stream: stream.index, spans: told };
        },
        fail: because => {
          this.#failure = because;
        },
      },
    ];
  }

  finish(): PassResults['speech'] {
    const { source } = this.#file;
    source.assertUnchanged();
    if (!this.#facts) throw unreadable(source.path, this.#failure ?? 'its sound is empty');
    return this.#facts;
  }

  [Symbol.dispose](): void {}
}
