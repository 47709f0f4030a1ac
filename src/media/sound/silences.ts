import { PlainLevels } from './plain-levels.ts';
import { SilentSpans } from './silent-spans.ts';
import type { Span } from './span.ts';

/** Shorter ones are pauses between words. */
const leastMs = 330;

/** Finds the silent spans of plain sound. */
export class Silences {
  readonly #levels = new PlainLevels(meanSquare => this.#spans.add(meanSquare));
  readonly #spans = new SilentSpans(this.#levels.blockMs, leastMs);

  add(samples: Int16Array): void {
    this.#levels.add(samples);
  }

  /** In milliseconds from `startMs`, the time of the first sample. */
  finish(startMs: number): readonly Span[] {
    return this.#spans
      .finish()
      .map(({ fromMs, toMs }) => ({ fromMs: startMs + fromMs, toMs: startMs + toMs }));
  }
}
