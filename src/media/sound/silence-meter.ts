import type { Frame } from 'node-av/lib';
import type { Meter } from './meter.ts';
import { PlainSound } from './plain-sound.ts';
import { Silences } from './silences.ts';
import type { Span } from './span.ts';

/** Where sound is silent: spans below −50 dB for a third of a second at least, in ms from the start of the film. */
export class SilenceMeter implements Meter<readonly Span[]> {
  readonly #silences = new Silences();
  readonly #sound: PlainSound;

  /** @param span as it is in the wish */
  constructor(span: Span) {
    this.#sound = new PlainSound(span, samples => this.#silences.add(samples));
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  finish(): readonly Span[] {
    this.#sound.finish();
    return this.#silences.finish(this.#sound.startMs);
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
