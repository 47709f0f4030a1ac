import type { Frame } from 'node-av/lib';
import { Planes } from './planes.ts';

/** Samples a second at which the peaks between the samples of 48 kHz show within 0.6 dB (BS.1770-4, annex 2). */
const rate = 192_000;

/** Finds the highest peak, also between the samples. */
export class TruePeak implements Disposable {
  /** Full scale is 1. */
  peak = 0;
  readonly #sound = new Planes(channels => this.#look(channels), [['aresample', `osr=${rate}`]]);

  take(piece: Frame): void {
    this.#sound.take(piece);
  }

  finish(): void {
    this.#sound.finish();
  }

  #look(channels: readonly Float32Array[]): void {
    for (const samples of channels) {
      for (const sample of samples) {
        const height = Math.abs(sample);
        if (height > this.peak && height < Number.POSITIVE_INFINITY) this.peak = height;
      }
    }
  }

  [Symbol.dispose](): void {
    this.#sound[Symbol.dispose]();
  }
}
