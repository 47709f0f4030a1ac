import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Frame } from 'node-av/lib';
import { findSpeech } from '../speech/find-speech.ts';
import { SpeechModel, speechRate } from '../speech/model.ts';
import { type Stretch, Stretches } from '../speech/stretches.ts';
import type { Meter } from './meter.ts';
import { PlainSound } from './plain-sound.ts';
import type { Span } from './span.ts';

/** Stretches that are judged at once: more are hardly cheaper. */
const atOnce = 16;

/** Finds when somebody speaks: spans in ms from the start of the film. */
export class SpeechMeter implements Meter<readonly Span[]> {
  readonly #sound: PlainSound;
  readonly #stretches: Stretches;
  readonly #waiting: Stretch[] = [];
  /** Goes on with each call. */
  #judging: AsyncGenerator<void, void> | undefined;
  /** Of the frames that were judged, in 255ths; the others are 0. */
  #probabilities = new Uint8Array(4096);

  /** @param span as it is in the wish */
  constructor(span: Span) {
    this.#stretches = new Stretches(stretch => this.#waiting.push(stretch));
    this.#sound = new PlainSound(span, samples => this.#stretches.add(samples), speechRate);
  }

  take(piece: Frame, atMs: number): void {
    this.#sound.take(piece, atMs);
  }

  /** A little of the work for each packet: none of them holds up the reading for long. */
  settle(): Promise<void> | undefined {
    if (!this.#judging && this.#waiting.length >= atOnce) this.#judging = this.#judge();
    return this.#judging && this.#goOn(this.#judging);
  }

  async finish(): Promise<readonly Span[]> {
    this.#sound.finish();
    this.#stretches.finish();
    while (this.#judging || this.#waiting.length > 0) {
      this.#judging ??= this.#judge();
      await this.#goOn(this.#judging);
      await nextTurn();
    }
    const { startMs } = this.#sound;
    return findSpeech(this.#told()).map(({ fromMs, toMs }) => ({
      fromMs: startMs + fromMs,
      toMs: startMs + toMs,
    }));
  }

  async #goOn(judging: AsyncGenerator<void, void>): Promise<void> {
    const { done } = await judging.next();
    if (done) this.#judging = undefined;
  }

  /** Judges some of the stretches that wait. */
  async *#judge(): AsyncGenerator<void, void> {
    const model = await SpeechModel.load();
    const some = this.#waiting.splice(0, atOnce);
    const found = yield* model.judge(some.map(({ samples }) => samples));
    for (const [n, { first, lead }] of some.entries()) {
      const counted = found[n]?.subarray(lead) ?? [];
      this.#makeRoom(first + counted.length);
      for (const [at, probability] of counted.entries())
        this.#probabilities[first + at] = Math.round(probability * 255);
    }
  }

  #makeRoom(frames: number): void {
    if (frames <= this.#probabilities.length) return;
    const larger = new Uint8Array(Math.max(frames, 2 * this.#probabilities.length));
    larger.set(this.#probabilities);
    this.#probabilities = larger;
  }

  *#told(): Generator<number> {
    for (let frame = 0; frame < this.#stretches.frames; frame++)
      yield (this.#probabilities[frame] ?? 0) / 255;
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
