import { plainRate } from './plain-sound.ts';
import { SilentSpans } from './silent-spans.ts';
import type { Span } from './span.ts';

/** Samples that are judged together: ten milliseconds. */
const blockLength = Math.round(plainRate / 100);
const blockMs = (blockLength * 1000) / plainRate;
/** Shorter ones are pauses between words. */
const leastMs = 330;
const fullScale = 32_768;

/** Finds the silent spans of plain sound. */
export class Silences {
  readonly #spans = new SilentSpans(blockMs, leastMs);
  #energy = 0;
  #length = 0;

  add(samples: Int16Array): void {
    let energy = this.#energy;
    let length = this.#length;
    for (const sample of samples) {
      energy += sample * sample;
      if (++length < blockLength) continue;
      this.#spans.add(energy / (blockLength * fullScale * fullScale));
      energy = length = 0;
    }
    this.#energy = energy;
    this.#length = length;
  }

  /** In milliseconds from `startMs`, the time of the first sample. */
  finish(startMs: number): readonly Span[] {
    return this.#spans
      .finish()
      .map(({ fromMs, toMs }) => ({ fromMs: startMs + fromMs, toMs: startMs + toMs }));
  }
}
