import type { Span } from './span.ts';

/** Root mean square below which sound is silent: −50 dB of full scale. */
const threshold = 10 ** (-50 / 20);

/** Finds the silent spans of sound, of which it is told one block after the other. */
export class SilentSpans {
  readonly #found: Span[] = [];
  readonly #blockMs: number;
  readonly #leastMs: number;
  #blocks = 0;
  #since: number | undefined;

  /**
   * @param blockMs length of a block
   * @param leastMs shorter spans are pauses
   */
  constructor(blockMs: number, leastMs: number) {
    this.#blockMs = blockMs;
    this.#leastMs = leastMs;
  }

  /** @param meanSquare of the samples of the next block, of full scale */
  add(meanSquare: number): void {
    if (meanSquare < threshold * threshold) this.#since ??= this.#blocks;
    else this.#end();
    this.#blocks++;
  }

  /** In milliseconds from the first block. */
  finish(): readonly Span[] {
    this.#end();
    return this.#found;
  }

  #end(): void {
    if (this.#since === undefined) return;
    const fromMs = this.#since * this.#blockMs;
    const toMs = this.#blocks * this.#blockMs;
    this.#since = undefined;
    if (toMs - fromMs >= this.#leastMs)
      this.#found.push({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) });
  }
}
