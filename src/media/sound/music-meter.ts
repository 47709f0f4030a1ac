import type { Frame } from 'node-av/lib';
import type { MusicFacts } from '../../domain/music.ts';
import { KeyFinder } from '../music/key.ts';
import { MelScale } from '../music/mel.ts';
import { Onsets } from '../music/onsets.ts';
import { Spectra } from '../music/spectra.ts';
import { findTempo } from '../music/tempo.ts';
import { Timbre } from '../music/timbre.ts';
import type { Meter } from './meter.ts';
import { PlainSound } from './plain-sound.ts';
import type { Span } from './span.ts';

export type MusicResult = Omit<MusicFacts, 'silenceMs' | 'print'>;

/** Samples a second: what is above 11 kHz tells neither notes nor beats. */
const rate = 22_050;
/** Samples of the windows in which rhythm and timbre are judged, and from one to the next: 46 and 23 ms. */
const size = 1024;
const hop = 512;
/** Of those in which pitches are told apart, which takes longer: 186 and 93 ms. */
const pitchSize = 4096;
const pitchHop = 2048;

/** Tells tempo, key, energy, brightness and timbre of one span of music. */
export class MusicMeter implements Meter<MusicResult> {
  readonly #mel = new MelScale(size, rate);
  readonly #onsets = new Onsets();
  readonly #timbre = new Timbre(size, rate);
  readonly #key = new KeyFinder(pitchSize, rate);
  readonly #sound: PlainSound;
  #heard = 0;

  /** @param span as it is in the wish */
  constructor(span: Span) {
    const short = new Spectra(size, hop, power => {
      const levels = this.#mel.levelsOf(power);
      this.#onsets.add(levels);
      this.#timbre.add(power, levels);
    });
    const long = new Spectra(pitchSize, pitchHop, power => this.#key.add(power));
    const use = (samples: Int16Array) => {
      this.#heard += samples.length;
      short.add(samples);
      long.add(samples);
    };
    this.#sound = new PlainSound(span, use, rate);
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  finish(): MusicResult {
    this.#sound.finish();
    if (this.#heard < rate) throw new Error('it is too short to say what it sounds like');
    const tempo = findTempo(this.#onsets.found, rate / hop);
    const key = this.#key.find();
    return { ...(tempo && { tempo }), ...(key && { key }), ...this.#timbre.find(this.#onsets.mean) };
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
