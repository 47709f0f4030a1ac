import { AV_CHANNEL_ORDER_NATIVE } from 'node-av/constants';
import { avChannelLayoutDescribe, Frame } from 'node-av/lib';
import { layoutOf } from '../codecs/channel-layout.ts';
import type { FilterStep } from '../codecs/filter-chain.ts';
import { SoundFilter } from './sound-filter.ts';

/** What sound is made of. */
export interface SoundShape {
  /** Samples a second. */
  readonly rate: number;
  /** As FFmpeg writes it: `stereo`, `5.1(side)`. */
  readonly layout: string;
  /** For each channel FFmpeg's flag of its speaker (`AV_CH_…`); 0 where nobody knows. */
  readonly speakers: readonly bigint[];
}

/** Takes a stretch of sound, each channel apart, full scale from −1 to 1. It is good during the call only. */
export type Hear = (channels: readonly Float32Array[], shape: SoundShape) => void;

/** Samples that are given out at once: a frame of a decoder has a fiftieth, and each look into one costs as much as filtering it. */
const atOnce = 48_000;
/** Pieces that wait in the filter before it is asked for what came of them. */
const piecesAtOnce = 64;

/**
 * Gives sound out as it is, in floats: full scale is −1 to 1, each channel apart. Where a broadcast changes its shape in
 * the middle, it is brought into that of the beginning.
 */
export class Planes implements Disposable {
  readonly #use: Hear;
  readonly #filter: SoundFilter;
  readonly #stretch = new Frame();
  #shape: SoundShape | undefined;
  #waiting = 0;

  /**
   * @param use is given one stretch after the other
   * @param steps filters that it is to pass before
   */
  constructor(use: Hear, steps: readonly FilterStep[] = []) {
    this.#use = use;
    this.#filter = new SoundFilter([
      ...steps,
      ['aformat', 'sample_fmts=fltp'],
      ['asetnsamples', `n=${atOnce}:p=0`],
    ]);
    this.#stretch.alloc();
  }

  take(piece: Frame): void {
    this.#shape ??= shapeOf(piece);
    this.#filter.send(piece);
    if (++this.#waiting >= piecesAtOnce) this.#receive();
  }

  /** Gives out what is left. */
  finish(): void {
    this.#filter.send(null);
    this.#receive();
  }

  #receive(): void {
    this.#waiting = 0;
    while (this.#filter.receive(this.#stretch)) {
      const { extendedData, nbSamples } = this.#stretch;
      // Not `data`, which crashes the process with more than eight channels (node-av 6.1.1).
      const channels = (extendedData ?? []).map(
        plane => new Float32Array(plane.buffer, plane.byteOffset, nbSamples),
      );
      if (this.#shape) this.#use(channels, this.#shape);
      this.#stretch.unref();
    }
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#stretch.free();
  }
}

function shapeOf(piece: Frame): SoundShape {
  const { channels, sampleRate } = piece;
  const known = layoutOf(piece);
  const mask = known.order === AV_CHANNEL_ORDER_NATIVE ? BigInt(known.mask) : 0n;
  const flags = Array.from({ length: 64 }, (_, bit) => 1n << BigInt(bit)).filter(flag => mask & flag);
  return {
    rate: sampleRate,
    layout: avChannelLayoutDescribe(known) ?? `${channels}c`,
    speakers: Array.from({ length: channels }, (_, n) => flags[n] ?? 0n),
  };
}
