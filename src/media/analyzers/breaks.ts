import type { Stream } from 'node-av/lib';
import type { PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import { type Cut, findBreaks } from '../breaks/find-breaks.ts';
import { CardJudge } from '../credits/card.ts';
import type { OpenFile } from '../open-file.ts';
import { CloseUp } from '../reading/close-up.ts';
import type { Span } from '../sound/span.ts';
import { wholeFilm } from '../sound/whole-film.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** From one picture to the next where black is looked for, in ms; and how far around a silence. */
const stepMs = 80;
const aroundMs = 120;
/** A longer silence, in ms, is no moment between two spots. */
const longestMs = 5000;
/** Silences that are looked at: where more of them could be breaks, the film is quiet, and has none. */
const mostLooks = 240;

/**
 * Looks for breaks for advertisement: rows of spots with moments between them that are silent and black. Only the
 * silences that lie as those between spots do are looked at.
 */
export const breaks: Prepare<'breaks'> = file => new Breaks(file);

class Breaks implements Analyzer<PassResults['breaks']> {
  readonly hears: readonly SoundWish<'silence'>[];
  readonly #file: OpenFile;
  #silences: readonly Span[] = [];

  constructor(file: OpenFile) {
    this.#file = file;
    const { demuxer } = file;
    const sound = demuxer.findSound();
    // Without sound, or without a picture, there is no moment at which both agree.
    this.hears = sound && demuxer.findVideo() ? [this.#wishFor(sound)] : [];
  }

  #wishFor(sound: Stream): SoundWish<'silence'> {
    const { demuxer, source } = this.#file;
    return {
      stream: sound.index,
      meter: 'silence',
      settings: wholeFilm(demuxer.durationMs),
      take: silences => {
        this.#silences = silences.filter(({ fromMs, toMs }) => toMs - fromMs <= longestMs);
      },
      fail: because => {
        throw unreadable(source.path, because);
      },
    };
  }

  async finish(): Promise<PassResults['breaks']> {
    const { source } = this.#file;
    source.assertUnchanged();
    const possible = [...new Set(findBreaks(this.#silences).flat())];
    const cuts = possible.length <= mostLooks ? await this.#findBlack(possible) : [];
    const found = findBreaks(cuts).map(cuts => ({
      startMs: Math.round(cuts[0]?.fromMs ?? 0),
      endMs: Math.round(cuts.at(-1)?.toMs ?? 0),
    }));
    source.assertUnchanged();
    return { breaks: found };
  }

  /** Those silences during which the picture is black. */
  async #findBlack(silences: readonly Cut[]): Promise<readonly Cut[]> {
    const video = this.#file.demuxer.findVideo();
    if (!video || silences.length === 0) return [];
    using film = new CloseUp(this.#file, video);
    using judge = new CardJudge();
    const black: Cut[] = [];
    for (const silence of silences) if (await isBlack(silence, film, judge)) black.push(silence);
    return black;
  }

  [Symbol.dispose](): void {}
}

/** Whether the picture is black at some time of a silence, or next to it. */
async function isBlack({ fromMs, toMs }: Cut, film: CloseUp, judge: CardJudge): Promise<boolean> {
  for await (const { moment } of film.show(Math.max(0, fromMs - aroundMs), toMs + aroundMs, stepMs)) {
    const picture = moment.decode();
    if (picture && judge.judge(picture) === 'black') return true;
  }
  return false;
}
