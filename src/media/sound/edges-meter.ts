import type { Frame } from 'node-av/lib';
import type { Meter } from './meter.ts';
import { PlainSound, plainRate } from './plain-sound.ts';
import type { Span } from './span.ts';

/** Where sound begins and ends, in ms from the start of the film. */
export interface EdgesResult {
  readonly heard: Span;
  /** Absent where all of it is silent. */
  readonly sounding?: Span;
}

/** Root mean square below which nothing has begun yet: −60 dB of full scale, the end of a fade. */
const threshold = 32_768 * 10 ** (-60 / 20);
/** Samples that are judged together: ten milliseconds. */
const blockLength = Math.round(plainRate / 100);

/** Finds the first and the last sound of one span. */
export class EdgesMeter implements Meter<EdgesResult> {
  readonly #sound: PlainSound;
  #samples = 0;
  #energy = 0;
  #first: number | undefined;
  #last = 0;

  /** @param span as it is in the wish */
  constructor(span: Span) {
    this.#sound = new PlainSound(span, samples => {
      for (const sample of samples) {
        this.#energy += sample * sample;
        if (++this.#samples % blockLength === 0) this.#judge();
      }
    });
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  finish(): EdgesResult {
    this.#sound.finish();
    if (this.#samples === 0) throw new Error('it is empty');
    const at = (sample: number) => Math.round(this.#sound.startMs + (sample * 1000) / plainRate);
    const heard = { fromMs: at(0), toMs: at(this.#samples) };
    return this.#first === undefined
      ? { heard }
      : { heard, sounding: { fromMs: at(this.#first), toMs: at(this.#last) } };
  }

  #judge(): void {
    if (this.#energy >= threshold * threshold * blockLength) {
      this.#first ??= this.#samples - blockLength;
      this.#last = this.#samples;
    }
    this.#energy = 0;
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
