import { Frame } from 'node-av/lib';
import type { Crop } from '../../domain/deep-facts.ts';
import { FilterChain } from '../codecs/filter-chain.ts';
import { pictureSource } from '../pictures/picture-source.ts';

/** Luma up to which a border counts as black, of 255: bars are never pure in what encoders leave. */
const blackLevel = 24;

/** Finds the part of the picture that is ever used: bars above, below or beside it are black throughout. */
export class CropFinder implements Disposable {
  readonly #answer = new Frame();
  #chain: { readonly filter: FilterChain; readonly width: number; readonly height: number } | undefined;
  #found: Crop | undefined;
  #pictures = 0n;

  constructor() {
    this.#answer.alloc();
  }

  /** Takes pictures of different times. Where the film changes its size, the first one counts. */
  take(picture: Frame): void {
    const { width, height } = picture;
    // It begins with the first picture, and never forgets what was used in any.
    const settings = `limit=${blackLevel}/255:round=2:skip=0:reset=0`;
    this.#chain ??= {
      filter: new FilterChain([pictureSource(picture), ['cropdetect', settings], ['buffersink', '']]),
      width,
      height,
    };
    if (width !== this.#chain.width || height !== this.#chain.height) return;
    // The filter looks at pictures of rising times.
    picture.pts = this.#pictures++;
    this.#chain.filter.send(picture);
    while (this.#chain.filter.receive(this.#answer)) {
      const said = this.#answer.getMetadata().getAll();
      this.#answer.unref();
      const at = (name: string) => Number(said[`lavfi.cropdetect.${name}`]);
      if (at('w') > 0 && at('h') > 0)
        this.#found = { x: at('x'), y: at('y'), width: at('w'), height: at('h') };
    }
  }

  /** Undefined where all of the picture is used, or where it was black whenever it was looked at. */
  get found(): Crop | undefined {
    if (!this.#found || !this.#chain) return undefined;
    const { width, height } = this.#chain;
    // Less than that is a ragged edge rather than a bar.
    const isBarred = this.#found.width < width * 0.98 || this.#found.height < height * 0.98;
    return isBarred ? this.#found : undefined;
  }

  [Symbol.dispose](): void {
    this.#chain?.filter[Symbol.dispose]();
    this.#answer.free();
  }
}
