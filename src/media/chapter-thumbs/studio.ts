import type { Frame } from 'node-av/lib';
import { PictureMaker, type PictureSettings } from '../pictures/picture-maker.ts';
import { judgePicture } from '../pictures/picture-worth.ts';

/** A picture that may stand for a chapter. */
export interface Candidate {
  /** From the start of the film. */
  readonly atMs: number;
  readonly score: number;
  readonly isGood: boolean;
  readonly jpeg: Buffer;
  /** A grid of mean brightness, by which pictures are compared. */
  readonly signature: Uint8Array;
}

const across = 16;
const down = 9;

/** Makes candidates of pictures. */
export class Studio implements Disposable {
  readonly #maker: PictureMaker;
  #last: Candidate | undefined;

  constructor(settings: PictureSettings) {
    this.#maker = new PictureMaker(settings);
  }

  /** Of the same moment, the candidate that was made of it before. Undefined when the picture is damaged. */
  look(atMs: number, decode: () => Frame | undefined): Candidate | undefined {
    if (this.#last?.atMs === atMs) return this.#last;
    const picture = decode();
    if (!picture) return undefined;
    const small = this.#maker.shrink(picture);
    const worth = judgePicture(small);
    const signature = sign(small);
    this.#last = { atMs, ...worth, signature, jpeg: this.#maker.encode(small) };
    return this.#last;
  }

  [Symbol.dispose](): void {
    this.#maker[Symbol.dispose]();
  }
}

/** The better one of two, either of which may be missing. */
export function better(one: Candidate | undefined, other: Candidate | undefined): Candidate | undefined {
  if (!one || !other) return one ?? other;
  if (one.isGood !== other.isGood) return one.isGood ? one : other;
  return other.score > one.score ? other : one;
}

/** How much two pictures differ, in levels of 255. */
export function difference(one: Candidate, other: Candidate): number {
  let sum = 0;
  for (const [n, level] of one.signature.entries()) sum += Math.abs(level - (other.signature[n] ?? 0));
  return sum / one.signature.length;
}

function sign({ data, linesize, width, height }: Frame): Uint8Array {
  const luma = data?.[0];
  const stride = linesize[0] ?? width;
  const sums = new Float64Array(across * down);
  const counts = new Float64Array(across * down);
  for (let y = 0; luma && y < height; y += 2) {
    const row = Math.floor((y * down) / height) * across;
    for (let x = 0; x < width; x += 2) {
      const cell = row + Math.floor((x * across) / width);
      sums[cell] = (sums[cell] ?? 0) + (luma[y * stride + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, cell) => sum / (counts[cell] || 1));
}
