/** Cuts sound, which comes in stretches of any length, into blocks that are all as long. */
export class Blocks {
  /** Samples of a block: whole ones, whatever a tenth of a second of an odd rate is. */
  readonly length: number;
  /** Of the block that is heard. */
  #heard = 0;

  /**
   * @param rate samples a second
   * @param blockMs length of a block in milliseconds
   */
  constructor(rate: number, blockMs: number) {
    this.length = Math.max(1, Math.round((rate * blockMs) / 1000));
  }

  /**
   * @param samples of the next stretch
   * @param hear is told of its parts: each from `from` to before `to`, within one block
   * @param end is called after the last part of each block
   */
  cut(samples: number, hear: (from: number, to: number) => void, end: () => void): void {
    for (let from = 0; from < samples; ) {
      const to = Math.min(samples, from + this.length - this.#heard);
      hear(from, to);
      this.#heard += to - from;
      from = to;
      if (this.#heard < this.length) continue;
      this.#heard = 0;
      end();
    }
  }
}
