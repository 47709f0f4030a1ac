import { Frame } from 'node-av/lib';
import type { LoudnessBlocks, TrackLoudness } from '../../domain/loudness.ts';
import type { Meter } from './meter.ts';
import { SoundFilter } from './sound-filter.ts';

export interface LoudnessOrder {
  /** Also between the samples, at four times the rate: several times the cost of all else. */
  readonly truePeak: boolean;
}

export type LoudnessResult = Omit<TrackLoudness, 'stream'>;

/** The quietest that loudness is told, LUFS: the absolute gate of BS.1770. */
const floor = -70;
/** The filter tells its measurements each 100 ms, which is also how far the gating blocks are apart. */
const readingMs = 100;
/** Milliseconds of a gating block: the first ones look back at less. */
const blockMs = 400;

/** Measures loudness by EBU R 128, with FFmpeg's `ebur128`. */
export class LoudnessMeter implements Meter<LoudnessResult> {
  readonly #truePeak: boolean;
  readonly #filter: SoundFilter;
  readonly #blocks = new Histogram();
  readonly #curve: number[] = [];
  #readings = 0;
  readonly #reading = new Frame();

  constructor({ truePeak }: LoudnessOrder) {
    this.#truePeak = truePeak;
    // A single channel is meant to be heard from two speakers.
    const settings = `metadata=1:dualmono=true:peak=sample${truePeak ? '+true' : ''}`;
    this.#filter = new SoundFilter([['ebur128', settings]]);
    this.#reading.alloc();
  }

  take(piece: Frame): void {
    this.#filter.send(piece);
    this.#readAll();
  }

  finish(): LoudnessResult {
    this.#filter.send(null);
    this.#readAll();
    if (this.#readings === 0) throw new Error('it is too short to be measured');
    // The readings tell peaks with three digits, which are too few for quiet music; the filter itself tells more.
    const say = (option: string) => this.#filter.read('ebur128', option) ?? Number.NaN;
    const samplePeak = say('sample_peak');
    const truePeak = say('true_peak');
    return {
      integrated: round(Math.max(floor, say('integrated'))),
      range: round(say('range')),
      ...(Number.isFinite(samplePeak) && { samplePeak: round(samplePeak) }),
      ...(this.#truePeak && Number.isFinite(truePeak) && { truePeak: round(truePeak) }),
      curve: this.#curve,
      heardMs: this.#readings * readingMs,
      blocks: this.#blocks.found,
    };
  }

  #readAll(): void {
    while (this.#filter.receive(this.#reading)) {
      const momentary = this.#reading.getMetadata().get('lavfi.r128.M');
      this.#reading.unref();
      // The rest at the end is too short for a reading.
      if (momentary !== null) this.#take(Math.max(floor, Number(momentary) || floor));
    }
  }

  #take(loudness: number): void {
    const second = Math.floor((this.#readings++ * readingMs) / 1000);
    this.#curve[second] = round(Math.max(this.#curve[second] ?? floor, loudness));
    if (this.#readings * readingMs >= blockMs && loudness > floor) this.#blocks.add(loudness);
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#reading.free();
  }
}

/** Counts blocks by loudness, in tenths of a LU. */
class Histogram {
  readonly #counts: number[] = [];

  add(loudness: number): void {
    const tenth = Math.max(0, Math.floor((loudness - floor) * 10));
    while (this.#counts.length <= tenth) this.#counts.push(0);
    this.#counts[tenth] = (this.#counts[tenth] ?? 0) + 1;
  }

  get found(): LoudnessBlocks {
    const first = Math.max(
      0,
      this.#counts.findIndex(count => count > 0),
    );
    return { from: round(floor + first / 10), counts: this.#counts.slice(first) };
  }
}

/** Two digits are more than the ear can tell, and than the standard asks of meters (0.1 LU). */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
