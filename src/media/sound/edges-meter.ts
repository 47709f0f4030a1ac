import type { Frame } from 'node-av/lib';
import type { Meter } from './meter.ts';
import { PlainLevels } from './plain-levels.ts';
import { PlainSound, plainRate } from './plain-sound.ts';
import type { Span } from './span.ts';

/** Where sound begins and ends, in ms from the start of the film. */
export interface EdgesResult {
  readonly heard: Span;
  /** Absent where all of it is silent. */
  readonly sounding?: Span;
}

/** Root mean square, of full scale, below which nothing has begun yet: −60 dB, the end of a fade. */
const threshold = 10 ** (-60 / 20);

/** Finds the first and the last sound of one span. */
export class EdgesMeter implements Meter<EdgesResult> {
  readonly #sound: PlainSound;
  readonly #levels = new PlainLevels(meanSquare => this.#judge(meanSquare));
  #samples = 0;
  #blocks = 0;
  /** Blocks before the first one that sounds, and up to the last one. */
  #first: number | undefined;
  #last = 0;

  /** @param span as it is in the wish */
  constructor(span: Span) {
    this.#sound = new PlainSound(span, samples => {
      this.#samples += samples.length;
      this.#levels.add(samples);
    });
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  finish(): EdgesResult {
    this.#sound.finish();
    if (this.#samples === 0) throw new Error('it is empty');
    const { startMs } = this.#sound;
    const heard = {
      fromMs: Math.round(startMs),
      toMs: Math.round(startMs + (this.#samples * 1000) / plainRate),
    };
    if (this.#first === undefined) return { heard };
    const at = (blocks: number) => Math.round(startMs + blocks * this.#levels.blockMs);
    return { heard, sounding: { fromMs: at(this.#first), toMs: at(this.#last) } };
  }

  #judge(meanSquare: number): void {
    if (meanSquare >= threshold * threshold) {
      this.#first ??= this.#blocks;
      this.#last = this.#blocks + 1;
    }
    this.#blocks++;
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
