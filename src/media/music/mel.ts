/** Bands of hearing: as wide as the ear tells pitches apart. */
export const melBands = 40;
const lowest = 30;

/** Power below which a band is silent. */
const floor = 1e-9;
/** The level of that, in dB: what is told of silence. */
export const quietest = 10 * Math.log10(floor);

/** Sums spectra up into triangular bands of the mel scale (O'Shaughnessy 1987). */
export class MelScale {
  readonly #bands: readonly { readonly from: number; readonly weights: Float64Array }[];
  readonly #levels = new Float64Array(melBands);

  /** @param size samples of a window */
  constructor(size: number, rate: number) {
    const low = toMel(lowest);
    const step = (toMel(rate / 2) - low) / (melBands + 1);
    const edge = (n: number) => (fromMel(low + n * step) * size) / rate;
    this.#bands = Array.from({ length: melBands }, (_, band) => {
      const [left, top, right] = [edge(band), edge(band + 1), edge(band + 2)];
      const from = Math.max(0, Math.ceil(left));
      const to = Math.min(size / 2, Math.floor(right));
      const weights = Float64Array.from({ length: Math.max(0, to - from + 1) }, (_, n) =>
        Math.min((from + n - left) / (top - left), (right - from - n) / (right - top)),
      );
      // A narrow band between two bins takes the one that is nearest.
      return weights.some(weight => weight > 0)
        ? { from, weights }
        : { from: Math.round(top), weights: Float64Array.of(1) };
    });
  }

  /** In dB, {@link quietest} at least. Good until the next call. */
  levelsOf(power: Float64Array): Float64Array {
    for (const [n, { from, weights }] of this.#bands.entries()) {
      let sum = floor;
      for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (power[from + i] as number);
      this.#levels[n] = 10 * Math.log10(sum);
    }
    return this.#levels;
  }
}

function toMel(hertz: number): number {
  return 2595 * Math.log10(1 + hertz / 700);
}

function fromMel(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1);
}
