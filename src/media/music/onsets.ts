/**
 * How much begins at each time: by how many dB the bands of the mel scale get louder from one window to the next, mean
 * over all bands (spectral flux; Dixon, Onset Detection Revisited, 2006).
 */
export class Onsets {
  readonly found: number[] = [];
  #before: Float64Array | undefined;

  /** @param levels in bands of the mel scale, dB */
  add(levels: Float64Array): void {
    let rise = 0;
    if (this.#before) {
      for (let n = 0; n < levels.length; n++)
        rise += Math.max(0, (levels[n] as number) - (this.#before[n] as number));
    }
    this.found.push(rise / levels.length);
    this.#before ??= new Float64Array(levels.length);
    this.#before.set(levels);
  }

  /** Mean of all, in dB. */
  get mean(): number {
    return this.found.reduce((sum, value) => sum + value, 0) / Math.max(1, this.found.length);
  }
}
