import FFT from 'fft.js';

/** Cuts sound into overlapping windows (Hann), and gives the power spectrum of each. */
export class Spectra {
  readonly #hop: number;
  readonly #use: (power: Float64Array) => void;
  readonly #fft: FFT;
  readonly #window: Float64Array;
  readonly #waiting: Float64Array;
  readonly #windowed: Float64Array;
  readonly #complex: Float64Array;
  readonly #power: Float64Array;
  #length = 0;

  /**
   * @param size samples of a window, a power of two
   * @param hop samples from the beginning of one window to that of the next
   * @param use is given `size / 2 + 1` powers, of which a full-scale sine makes 0.25 at its peak, during the call only
   */
  constructor(size: number, hop: number, use: (power: Float64Array) => void) {
    this.#hop = hop;
    this.#use = use;
    this.#fft = new FFT(size);
    // Its sum is one, and samples of 16 bits become those from −1 to 1.
    this.#window = Float64Array.from(
      { length: size },
      (_, n) => (1 - Math.cos((2 * Math.PI * n) / size)) / size / 32_768,
    );
    this.#waiting = new Float64Array(size);
    this.#windowed = new Float64Array(size);
    this.#complex = new Float64Array(2 * size);
    this.#power = new Float64Array(size / 2 + 1);
  }

  add(samples: Int16Array): void {
    const waiting = this.#waiting;
    for (let from = 0; from < samples.length; ) {
      const piece = samples.subarray(from, from + waiting.length - this.#length);
      waiting.set(piece, this.#length);
      from += piece.length;
      this.#length += piece.length;
      if (this.#length < waiting.length) return;
      this.#transform();
      waiting.copyWithin(0, this.#hop);
      this.#length -= this.#hop;
    }
  }

  #transform(): void {
    const windowed = this.#windowed;
    for (let n = 0; n < windowed.length; n++)
      windowed[n] = (this.#waiting[n] as number) * (this.#window[n] as number);
    const complex = this.#complex;
    this.#fft.realTransform(complex, windowed);
    for (let bin = 0; bin < this.#power.length; bin++) {
      const real = complex[2 * bin] as number;
      const imaginary = complex[2 * bin + 1] as number;
      this.#power[bin] = real * real + imaginary * imaginary;
    }
    this.#use(this.#power);
  }
}
