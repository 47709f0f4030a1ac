import { Blocks } from './blocks.ts';
import { plainRate } from './plain-sound.ts';

const fullScale = 32_768;

/** Tells how loud plain sound is, in blocks of ten milliseconds or so. What is left at the end is no block. */
export class PlainLevels {
  readonly #blocks = new Blocks(plainRate, 10);
  readonly #use: (meanSquare: number) => void;
  #energy = 0;

  /** @param use is given the mean square of each block, of full scale */
  constructor(use: (meanSquare: number) => void) {
    this.#use = use;
  }

  /** Length of a block. */
  get blockMs(): number {
    return (this.#blocks.length * 1000) / plainRate;
  }

  add(samples: Int16Array): void {
    const hear = (from: number, to: number) => {
      this.#energy += energyOf(samples, from, to);
    };
    this.#blocks.cut(samples.length, hear, () => {
      this.#use(this.#energy / (this.#blocks.length * fullScale * fullScale));
      this.#energy = 0;
    });
  }
}

function energyOf(samples: Int16Array, from: number, to: number): number {
  let energy = 0;
  for (let n = from; n < to; n++) energy += (samples[n] as number) * (samples[n] as number);
  return energy;
}
