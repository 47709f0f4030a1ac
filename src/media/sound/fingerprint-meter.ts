import type { Frame } from 'node-av/lib';
import { Chromaprint } from './chromaprint.ts';
import type { Meter } from './meter.ts';
import { PlainSound } from './plain-sound.ts';
import { Silences } from './silences.ts';
import type { Span } from './span.ts';

export interface FingerprintResult {
  /** When the first point begins, in ms from the start of the film. */
  readonly startMs: number;
  /** See `Chromaprint`; empty where there is too little sound. */
  readonly points: Uint32Array<ArrayBuffer>;
  /** Below −50 dB for a third of a second at least. */
  readonly silences: readonly Span[];
}

/** By what the sound of one span can be recognised, and where it is silent. */
export class FingerprintMeter implements Meter<FingerprintResult> {
  readonly #print = new Chromaprint();
  readonly #silences = new Silences();
  readonly #sound: PlainSound;

  /** @param span as it is in the wish */
  constructor(span: Span) {
    this.#sound = new PlainSound(span, samples => {
      this.#print.add(samples);
      this.#silences.add(samples);
    });
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  finish(): FingerprintResult {
    this.#sound.finish();
    const { startMs } = this.#sound;
    return { startMs, points: this.#print.finish(), silences: this.#silences.finish(startMs) };
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
    this.#print[Symbol.dispose]();
  }
}
