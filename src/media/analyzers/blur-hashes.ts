import { encode } from 'blurhash';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import { openPicture } from '../pictures/open-picture.ts';

/** Pixels of the longer side of the picture that is hashed: what is finer than that is not in the hash. */
const side = 32;
/** Waves along the longer and the shorter side. */
const [wavesAlong, wavesAcross] = [4, 3];

/**
 * Hashes pictures that stand for a part into a few characters each, from which a client paints a blur until the picture
 * is there (BlurHash, blurha.sh). A picture that cannot be read has none; that is no failure of the part.
 */
export const blurHashes: Prepare<'blurHashes'> = (file, order) => new BlurHashes(file, order);

class BlurHashes implements Analyzer<PassResults['blurHashes']> {
  readonly #file: OpenFile;
  readonly #order: PassOrders['blurHashes'];

  constructor(file: OpenFile, order: PassOrders['blurHashes']) {
    this.#file = file;
    this.#order = order;
  }

  async finish(): Promise<PassResults['blurHashes']> {
    const hashes: (string | null)[] = [];
    for (const path of this.#order.pictures) {
      hashes.push(await hashPicture(path).catch(() => null));
      await this.#file.breathe();
    }
    this.#file.source.assertUnchanged();
    return { hashes };
  }

  [Symbol.dispose](): void {}
}

async function hashPicture(path: string): Promise<string> {
  const picture = await openPicture(path, { width: side, height: side, fills: false });
  const { data, info } = await picture
    // Upright, as it is shown.
    .rotate()
    .resize(side, side, { fit: 'inside' })
    // As the background of players: what is transparent is dark.
    .flatten()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const [x, y] = width >= height ? [wavesAlong, wavesAcross] : [wavesAcross, wavesAlong];
  return encode(new Uint8ClampedArray(data), width, height, x, y);
}
