import { AV_DISPOSITION_DEFAULT } from 'node-av/constants';
import type { PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import { type Cut, findBreaks } from '../breaks/find-breaks.ts';
import { CloseLook } from '../credits/close-look.ts';
import type { OpenFile } from '../open-file.ts';
import type { Span } from '../sound/span.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';
import { isToldByHeader } from './streams.ts';

/** What is heard of a film whose length nobody knows, in ms. */
const usualLengthMs = 6 * 3_600_000;
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
  hears: readonly SoundWish<'silence'>[] = [];
  readonly #file: OpenFile;
  #silences: readonly Span[] = [];

  constructor(file: OpenFile) {
    this.#file = file;
  }

  async begin(): Promise<void> {
    const { demuxer } = this.#file;
    if (!isToldByHeader(demuxer)) demuxer.complete();
    const sounds = demuxer.findSounds();
    const stream = sounds.find(sound => sound.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? sounds[0];
    // Without sound, or without a picture, there is no moment at which both agree.
    if (!stream || !demuxer.findVideo()) return;
    this.hears = [
      {
        stream: stream.index,
        meter: 'silence',
        settings: { fromMs: 0, toMs: demuxer.durationMs ?? usualLengthMs },
        take: silences => {
          this.#silences = silences.filter(({ fromMs, toMs }) => toMs - fromMs <= longestMs);
        },
        fail: because => {
          throw unreadable(this.#file.source.path, because);
        },
      },
    ];
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
    using close = new CloseLook(this.#file, video);
    const black: Cut[] = [];
    for (const silence of silences) {
      const fromMs = Math.max(0, silence.fromMs - aroundMs);
      for await (const { look } of close.look(fromMs, silence.toMs + aroundMs, stepMs)) {
        if (look !== 'black') continue;
        black.push(silence);
        break;
      }
    }
    return black;
  }

  [Symbol.dispose](): void {}
}
