import { Frame } from 'node-av/lib';
import { FilterChain, type FilterStep } from '../codecs/filter-chain.ts';
import { pictureSource } from './picture-source.ts';

/** Passes pictures through FFmpeg's filters, which are set up for one size and kind: a film may change them in the middle. */
export class PictureFilter implements Disposable {
  readonly #plan: (picture: Frame) => readonly FilterStep[];
  readonly #result = new Frame();
  #chain: FilterChain | undefined;
  /** Of the pictures that the chain was made for. */
  #kind = '';
  #pictures = 0n;

  /** @param plan the filters for pictures like the one it is given */
  constructor(plan: (picture: Frame) => readonly FilterStep[]) {
    this.#plan = plan;
    this.#result.alloc();
  }

  /**
   * What becomes of a picture, good until the next call. Gives the picture a time after that of the one before, as filters
   * want it. Throws FFmpeg's error when it cannot be converted.
   */
  apply(picture: Frame): Frame {
    const chain = this.#chainFor(picture);
    picture.pts = this.#pictures++;
    chain.send(picture);
    this.#result.unref();
    if (!chain.receive(this.#result)) throw new Error('a picture was not converted');
    return this.#result;
  }

  #chainFor(picture: Frame): FilterChain {
    const { width, height, format, colorSpace, colorRange, colorTrc } = picture;
    const kind = [width, height, format, colorSpace, colorRange, colorTrc].join();
    if (this.#chain && kind === this.#kind) return this.#chain;
    this.#chain?.[Symbol.dispose]();
    this.#chain = undefined;
    this.#chain = new FilterChain([pictureSource(picture), ...this.#plan(picture), ['buffersink', '']]);
    this.#kind = kind;
    return this.#chain;
  }

  [Symbol.dispose](): void {
    this.#chain?.[Symbol.dispose]();
    this.#result.free();
  }
}
