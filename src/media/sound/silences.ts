import { plainRate } from './plain-sound.ts';
import type { Span } from './span.ts';

/** Root mean square below which plain sound is silent: −50 dB of full scale. */
const threshold = 32_768 * 10 ** (-50 / 20);
/** Samples that are judged together: ten milliseconds. */
const blockLength = Math.round(plainRate / 100);
const blockMs = (blockLength * 1000) / plainRate;
/** Shorter ones are pauses between words. */
const leastMs = 330;

/** Finds the silent spans of plain sound. */
export class Silences {
  readonly #found: Span[] = [];
  #blocks = 0;
  #energy = 0;
  #length = 0;
  #silentSince: number | undefined;

  add(samples: Int16Array): void {
    let energy = this.#energy;
    let length = this.#length;
    for (const sample of samples) {
      energy += sample * sample;
      if (++length < blockLength) continue;
      this.#judge(energy);
      energy = length = 0;
    }
    this.#energy = energy;
    this.#length = length;
  }

  /** In milliseconds from `startMs`, the time of the first sample. */
  finish(startMs: number): readonly Span[] {
    this.#end();
    return this.#found.map(({ fromMs, toMs }) => ({ fromMs: startMs + fromMs, toMs: startMs + toMs }));
  }

  #judge(energy: number): void {
    if (energy < threshold * threshold * blockLength) this.#silentSince ??= this.#blocks;
    else this.#end();
    this.#blocks++;
  }

  #end(): void {
    if (this.#silentSince === undefined) return;
    const fromMs = this.#silentSince * blockMs;
    const toMs = this.#blocks * blockMs;
    this.#silentSince = undefined;
    if (toMs - fromMs >= leastMs) this.#found.push({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) });
  }
}
