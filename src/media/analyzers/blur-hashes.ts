import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { encode } from 'blurhash';
import sharp from 'sharp';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import { mostPixels } from '../allowed.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
// It keeps libvips from all kinds of files that are no pictures of today.
import './photo.ts';

/** Larger files are no pictures that anybody shows. */
const mostBytes = 200_000_000;
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
  const picture = sharp(readPicture(path), { limitInputPixels: mostPixels, failOn: 'error' });
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

/** Never waits for whoever is at the other end of a pipe. */
function readPicture(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > mostBytes) throw new Error('This is no picture.');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
