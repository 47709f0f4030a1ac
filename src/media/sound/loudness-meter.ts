import { Frame } from 'node-av/lib';
import type { Meter } from './meters.ts';
import { SoundFilter } from './sound-filter.ts';

export interface LoudnessOrder {
  /** Also between the samples, at four times the rate: several times the cost of all else. */
  readonly truePeak: boolean;
}

/** Loudness by EBU R 128 (ITU-R BS.1770-4), as FFmpeg's `ebur128` measures it. */
export interface LoudnessResult {
  /** LUFS, gated; −70 or less where it is silent throughout. */
  readonly integrated: number;
  /** Loudness range in LU, by EBU Tech 3342. */
  readonly range: number;
  /** Of the loudest channel, in dBFS; absent where all is digital silence. */
  readonly samplePeak?: number;
  /** In dBTP, where it was asked for. */
  readonly truePeak?: number;
  /** Momentary loudness (400 ms) in LUFS, its highest value in each second of the film; −70 at least. */
  readonly curve: readonly number[];
  /** Milliseconds of sound that were heard. */
  readonly heardMs: number;
}

/** The quietest that loudness is told, LUFS: the absolute gate of BS.1770. */
const floor = -70;
/** The filter tells its measurements each 100 ms. */
const readingMs = 100;

export class LoudnessMeter implements Meter<LoudnessResult> {
  readonly #truePeak: boolean;
  readonly #filter: SoundFilter;
  readonly #reading = new Frame();
  readonly #curve: number[] = [];
  #readings = 0;
  #last: Record<string, string> = {};

  constructor({ truePeak }: LoudnessOrder) {
    this.#truePeak = truePeak;
    this.#filter = new SoundFilter([
      ['ebur128', `metadata=1:dualmono=true:peak=sample${truePeak ? '+true' : ''}`],
    ]);
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
    const number = (name: string) => Number(this.#last[`lavfi.r128.${name}`]);
    const peak = (kind: 'sample_peaks' | 'true_peaks') => {
      const found = Object.entries(this.#last)
        .filter(([key]) => key.startsWith(`lavfi.r128.${kind}_ch`))
        .map(([, value]) => Number(value));
      const highest = Math.max(...found);
      return Number.isFinite(highest) && highest > 0 ? round(20 * Math.log10(highest)) : undefined;
    };
    const samplePeak = peak('sample_peaks');
    const truePeak = this.#truePeak ? peak('true_peaks') : undefined;
    return {
      integrated: round(Math.max(floor, number('I'))),
      range: round(number('LRA')),
      ...(samplePeak !== undefined && { samplePeak }),
      ...(truePeak !== undefined && { truePeak }),
      curve: this.#curve,
      heardMs: this.#readings * readingMs,
    };
  }

  #readAll(): void {
    while (this.#filter.receive(this.#reading)) {
      const said = this.#reading.getMetadata().getAll();
      this.#reading.unref();
      // The rest at the end is too short for a reading.
      if (said['lavfi.r128.I'] === undefined) continue;
      this.#last = said;
      const second = Math.floor((this.#readings++ * readingMs) / 1000);
      const momentary = Math.max(floor, Number(this.#last['lavfi.r128.M']) || floor);
      this.#curve[second] = round(Math.max(this.#curve[second] ?? floor, momentary));
    }
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#reading.free();
  }
}

/** Two digits are more than the ear can tell, and than the standard asks of meters (0.1 LU). */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
