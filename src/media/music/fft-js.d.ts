declare module 'fft.js' {
  /** Of a size that is a power of two. Complex numbers are pairs of real and imaginary parts, one after the other. */
  export default class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    /** The lower half of the spectrum of real numbers, up to and with `size` / 2. */
    realTransform(output: ArrayLike<number>, input: ArrayLike<number>): void;
  }
}
