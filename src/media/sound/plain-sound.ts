import type { Frame } from 'node-av/lib';
import { Frame as OwnFrame } from 'node-av/lib';
import { SoundFilter } from './sound-filter.ts';
import type { Span } from './span.ts';

/** Samples a second of plain sound as a rule: one channel of 16-bit integers, as fingerprints are made of (AcoustID's rate). */
export const plainRate = 11_025;

/** Pieces that wait in the filter before they are asked for: each question costs as much as resampling two pieces. */
const piecesAtOnce = 64;
/** Milliseconds by which a piece may come early or late and still follow the one before it. */
const tolerance = 200;

/**
 * Makes sound plain, for one stretch of a film: what is missing in the middle becomes silence, what comes twice is left
 * out, so that the place of a sample tells its time. Never gives more than the stretch is long, whatever times a file claims.
 */
export class PlainSound implements Disposable {
  readonly #span: Span;
  readonly #use: (samples: Int16Array) => void;
  readonly #rate: number;
  readonly #filter: SoundFilter;
  readonly #plain = new OwnFrame();
  #startMs: number | undefined;
  /** Of what was given to the filter, and of the gaps. */
  #heardMs = 0;
  #waiting = 0;
  /** Samples that were given out. */
  #samples = 0;

  /**
   * @param use is given the samples one after the other, each time good during the call only
   * @param rate samples a second
   */
  constructor(span: Span, use: (samples: Int16Array) => void, rate = plainRate) {
    this.#span = span;
    this.#use = use;
    this.#rate = rate;
    this.#filter = new SoundFilter([
      // A short filter is enough below the rate at which nothing but pitches matter, and the cheapest.
      ['aresample', `osr=${rate}:ochl=mono:osf=s16:filter_size=8`],
      ['asetnsamples', `n=${rate}:p=0`],
    ]);
    this.#plain.alloc();
  }

  /** Time of the first sample, in ms from the start of the film. */
  get startMs(): number {
    return this.#startMs ?? this.#span.fromMs;
  }

  take(piece: Frame, atMs: number): void {
    // The rest of what the decoder held is a few milliseconds, and nobody knows of when.
    if (Number.isNaN(atMs)) return;
    this.#startMs ??= atMs;
    const lateMs = atMs - this.#startMs - this.#heardMs;
    if (lateMs < -tolerance) return;
    if (lateMs > tolerance) this.#fill(lateMs);
    this.#filter.send(piece);
    this.#heardMs += (piece.nbSamples * 1000) / piece.sampleRate;
    if (++this.#waiting >= piecesAtOnce) this.#receive();
  }

  /** Gives out what is left. */
  finish(): void {
    this.#filter.send(null);
    this.#receive();
  }

  #fill(gapMs: number): void {
    this.#receive();
    const room = this.#room();
    const missing = Math.min(room, Math.round((gapMs * this.#rate) / 1000));
    this.#heardMs += gapMs;
    for (let left = missing; left > 0; left -= this.#rate)
      this.#give(new Int16Array(Math.min(left, this.#rate)));
  }

  #receive(): void {
    this.#waiting = 0;
    while (this.#filter.receive(this.#plain)) {
      const [bytes] = this.#plain.data ?? [];
      if (bytes) this.#give(new Int16Array(bytes.buffer, bytes.byteOffset, this.#plain.nbSamples));
      this.#plain.unref();
    }
  }

  #give(samples: Int16Array): void {
    const given = samples.subarray(0, this.#room());
    if (given.length === 0) return;
    this.#samples += given.length;
    this.#use(given);
  }

  #room(): number {
    const { fromMs, toMs } = this.#span;
    return Math.max(0, Math.ceil(((toMs - fromMs) * this.#rate) / 1000) - this.#samples);
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#plain.free();
  }
}
