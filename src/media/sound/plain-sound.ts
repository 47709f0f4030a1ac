import { Frame } from 'node-av/lib';
import { SoundFilter } from './sound-filter.ts';
import type { Span } from './span.ts';

/** Samples a second of plain sound as a rule: one channel of 16-bit integers, as fingerprints are made of (AcoustID's rate). */
export const plainRate = 11_025;

/** Pieces that wait in the filter before it is asked for what came of them: each question costs as much as two pieces. */
const piecesAtOnce = 64;
/** Milliseconds by which a piece may come early or late and still follow the one before it. */
const toleranceMs = 100;

/**
 * Makes sound plain, for one stretch of a film: what is missing in the middle becomes silence, what comes twice is left
 * out, so that the place of a sample tells its time. Never gives more than the stretch is long, whatever times a file claims.
 */
export class PlainSound implements Disposable {
  readonly #span: Span;
  readonly #use: (samples: Int16Array) => void;
  readonly #rate: number;
  readonly #filter: SoundFilter;
  readonly #plain = new Frame();
  #startMs: number | undefined;
  /** Of what was given to the filter, and of the gaps. */
  #heardMs = 0;
  #waiting = 0;
  /** Samples that wait to be given out together, and how many they are. */
  readonly #second: Int16Array;
  #gathered = 0;
  /** Samples that were given out, or wait for it. */
  #samples = 0;

  /**
   * @param use is given the samples one after the other, each time good during the call only
   * @param rate samples a second
   */
  constructor(span: Span, use: (samples: Int16Array) => void, rate = plainRate) {
    this.#span = span;
    this.#use = use;
    this.#rate = rate;
    this.#second = new Int16Array(rate);
    this.#filter = new SoundFilter([
      // A short filter is enough below the rate at which nothing but pitches matter, and the cheapest.
      ['aresample', `osr=${rate}:ochl=mono:osf=s16:filter_size=8`],
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
    if (lateMs <= -toleranceMs) return;
    if (lateMs > toleranceMs) this.#fill(lateMs);
    this.#filter.send(piece);
    this.#heardMs += (piece.nbSamples * 1000) / piece.sampleRate;
    if (++this.#waiting >= piecesAtOnce) this.#receive();
  }

  /** Gives out what is left. */
  finish(): void {
    this.#filter.send(null);
    this.#receive();
    this.#giveOut();
  }

  #fill(gapMs: number): void {
    this.#receive();
    const missing = Math.min(this.#room, Math.round((gapMs * this.#rate) / 1000));
    this.#heardMs += gapMs;
    const silence = new Int16Array(this.#rate);
    for (let left = missing; left > 0; left -= silence.length) this.#gather(silence.subarray(0, left));
  }

  #receive(): void {
    this.#waiting = 0;
    while (this.#filter.receive(this.#plain)) {
      const [bytes] = this.#plain.data ?? [];
      if (bytes) this.#gather(new Int16Array(bytes.buffer, bytes.byteOffset, this.#plain.nbSamples));
      this.#plain.unref();
    }
  }

  #gather(samples: Int16Array): void {
    let rest = samples.subarray(0, this.#room);
    this.#samples += rest.length;
    while (rest.length > 0) {
      const some = rest.subarray(0, this.#second.length - this.#gathered);
      this.#second.set(some, this.#gathered);
      this.#gathered += some.length;
      rest = rest.subarray(some.length);
      if (this.#gathered === this.#second.length) this.#giveOut();
    }
  }

  #giveOut(): void {
    if (this.#gathered > 0) this.#use(this.#second.subarray(0, this.#gathered));
    this.#gathered = 0;
  }

  /** How many more samples fit into the stretch. */
  get #room(): number {
    const { fromMs, toMs } = this.#span;
    return Math.max(0, Math.ceil(((toMs - fromMs) * this.#rate) / 1000) - this.#samples);
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#plain.free();
  }
}
