import { melBands, quietest } from './mel.ts';

/** Mel-frequency cepstral coefficients that are told: the first is loudness, and left out. */
const coefficients = 12;
/** A level below which a window says nothing of the sound, in dB. */
const silence = -80;

/**
 * Around what these numbers lie, and by how much pieces differ in them, roughly, in recordings and in generated music:
 * a step in one number of the vector becomes about as much as a step in any other.
 */
const usual = {
  means: [60, 8, 12, 4, 3, 1, 0, 0, 0, 0, 0, 0],
  meansSpread: [25, 15, 12, 9, 7, 6, 5, 5, 4, 4, 4, 4],
  deviations: [16, 12, 9, 8, 7, 6, 6, 5, 5, 5, 5, 5],
  deviationsSpread: [6, 5, 4, 3, 2.5, 2.5, 2, 2, 2, 2, 1.5, 1.5],
} as const;

/**
 * What the powers of one half of a spectrum sum up to, for a mean square of 1: half of the equivalent noise bandwidth of
 * the window (Harris 1978), whose sum is one.
 */
const windowPower = 1.5 / 2;

/** What a stretch of sound is like, whatever its loudness. */
export interface TimbreFacts {
  /** Mean spectral centroid, in hertz; 0 where all is silent. */
  readonly brightness: number;
  /** Root mean square, dBFS. */
  readonly energy: number;
  /** 28 numbers around 0, most of them between −2 and 2. */
  readonly vector: readonly number[];
}

/**
 * Describes how music sounds by the shape of its spectra: the mean and the deviation of mel-frequency cepstral
 * coefficients (Davis and Mermelstein 1980; as a measure of musical similarity, Mandel and Ellis 2005), of the level,
 * and of brightness and flatness.
 */
export class Timbre {
  readonly #perBin: number;
  readonly #cepstrum = Array.from({ length: coefficients }, () => new Moments());
  readonly #level = new Moments();
  readonly #centroid = new Moments();
  readonly #flatness = new Moments();
  #power = 0;
  #windows = 0;

  /** @param size samples of a window */
  constructor(size: number, rate: number) {
    this.#perBin = rate / size;
  }

  /** @param levels in bands of the mel scale, dB */
  add(power: Float64Array, levels: Float64Array): void {
    let sum = 0;
    let weighted = 0;
    for (let bin = 1; bin < power.length; bin++) {
      const here = power[bin] as number;
      sum += here;
      weighted += here * bin;
    }
    this.#windows++;
    this.#power += sum;
    const level = 10 * Math.log10(sum + 1e-20);
    if (level < silence) return;
    this.#level.add(level);
    this.#centroid.add((weighted / sum) * this.#perBin);
    this.#flatness.add(mean(levels) - 10 * Math.log10(mean(levels.map(value => 10 ** (value / 10)))));
    for (const [n, moments] of this.#cepstrum.entries()) moments.add(cosine(levels, n + 1));
  }

  /** @param pulse mean of how much begins at each time, in dB */
  find(pulse: number): TimbreFacts {
    const scale = (value: number, middle: number, spread: number) =>
      Math.round(((value - middle) / spread) * 100) / 100;
    const vector = [
      ...this.#cepstrum.map(({ mean }, n) => scale(mean, usual.means[n] ?? 0, usual.meansSpread[n] ?? 1)),
      ...this.#cepstrum.map(({ deviation }, n) =>
        scale(deviation, usual.deviations[n] ?? 0, usual.deviationsSpread[n] ?? 1),
      ),
      scale(Math.log2(Math.max(50, this.#centroid.mean)), 9.5, 1),
      scale(this.#flatness.mean, -15, 5),
      scale(this.#level.deviation, 5, 3),
      scale(pulse, 1.5, 0.8),
    ];
    const meanSquare = this.#power / windowPower / Math.max(1, this.#windows);
    return {
      brightness: Math.round(this.#centroid.mean),
      energy: Math.max(quietest, Math.round(100 * Math.log10(meanSquare + 1e-20)) / 10),
      vector,
    };
  }
}

/** One coefficient of the orthonormal discrete cosine transform. */
function cosine(levels: Float64Array, coefficient: number): number {
  const row = cosines[coefficient] as Float64Array;
  let sum = 0;
  for (let n = 0; n < levels.length; n++) sum += (levels[n] as number) * (row[n] as number);
  return sum;
}

const cosines = Array.from({ length: coefficients + 1 }, (_, k) =>
  Float64Array.from(
    { length: melBands },
    (_, n) => Math.sqrt(2 / melBands) * Math.cos((Math.PI * k * (n + 0.5)) / melBands),
  ),
);

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Mean and standard deviation of numbers that come one by one. */
class Moments {
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  get deviation(): number {
    return this.#count === 0 ? 0 : Math.sqrt(Math.max(0, this.#squares / this.#count - this.mean ** 2));
  }
}
