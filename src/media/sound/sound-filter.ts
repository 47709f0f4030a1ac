import type { AVSampleFormat } from 'node-av/constants';
import { avChannelLayoutDescribe, avGetSampleFmtName, Frame } from 'node-av/lib';
import { layoutOf } from '../codecs/channel-layout.ts';
import { FilterChain, type FilterStep } from '../codecs/filter-chain.ts';

/**
 * A chain of FFmpeg's audio filters, made to fit the sound that it is given. Where that changes in the middle, as
 * broadcasts do, it is brought into the shape of the beginning.
 */
export class SoundFilter implements Disposable {
  readonly #steps: readonly FilterStep[];
  readonly #adapted = new Frame();
  #chain: FilterChain | undefined;
  /** Of the sound that the chain was made for. */
  #shape: Shape | undefined;
  #adapter: { readonly chain: FilterChain; readonly shape: Shape } | undefined;

  constructor(steps: readonly FilterStep[]) {
    this.#steps = steps;
    this.#adapted.alloc();
  }

  /** Gives it a piece, which stays the caller's, or null at the end. */
  send(piece: Frame | null): void {
    if (piece && !this.#chain) {
      this.#shape = shapeOf(piece);
      this.#chain = new FilterChain([sourceOf(this.#shape), ...this.#steps, ['abuffersink', '']]);
    }
    if (!this.#chain || !this.#shape) return;
    if (!piece || isOf(piece, this.#shape)) this.#chain.send(piece);
    else this.#adapt(piece, this.#shape, this.#chain);
  }

  /** Takes what came out into an empty frame. False when there is nothing more for now. */
  receive(into: Frame): boolean {
    return this.#chain?.receive(into) ?? false;
  }

  #adapt(piece: Frame, to: Shape, into: FilterChain): void {
    if (!this.#adapter || !isOf(piece, this.#adapter.shape)) {
      this.#adapter?.chain[Symbol.dispose]();
      this.#adapter = undefined;
      const shape = shapeOf(piece);
      const format = `sample_fmts=${to.formatName}:sample_rates=${to.sampleRate}:channel_layouts=${to.layout}`;
      const chain = new FilterChain([sourceOf(shape), ['aformat', format], ['abuffersink', '']]);
      this.#adapter = { chain, shape };
    }
    this.#adapter.chain.send(piece);
    while (this.#adapter.chain.receive(this.#adapted)) {
      into.send(this.#adapted);
      this.#adapted.unref();
    }
  }

  [Symbol.dispose](): void {
    this.#chain?.[Symbol.dispose]();
    this.#adapter?.chain[Symbol.dispose]();
    this.#adapted.free();
  }
}

interface Shape {
  readonly sampleRate: number;
  readonly channels: number;
  readonly format: number;
  readonly formatName: string;
  readonly layout: string;
}

function shapeOf(piece: Frame): Shape {
  const { sampleRate, channels, format } = piece;
  return {
    sampleRate,
    channels,
    format,
    formatName: avGetSampleFmtName(format as AVSampleFormat) ?? 'unknown',
    layout: avChannelLayoutDescribe(layoutOf(piece)) ?? `${channels}c`,
  };
}

function isOf(piece: Frame, { sampleRate, channels, format }: Shape): boolean {
  return piece.sampleRate === sampleRate && piece.channels === channels && piece.format === format;
}

function sourceOf({ sampleRate, formatName, layout }: Shape): FilterStep {
  const settings = `sample_rate=${sampleRate}:sample_fmt=${formatName}:channel_layout=${layout}`;
  return ['abuffer', `time_base=1/${sampleRate}:${settings}`];
}
