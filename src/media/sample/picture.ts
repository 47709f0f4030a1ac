/**
 * One picture in 8-bit 4:2:0 video range: a full plane of luma, two planes of chroma of half the width and height,
 * one after the other in `pixels`. Painters write into the planes.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Brightness, 16 (black) to 235 (white), row by row. */
  readonly luma: Uint8Array;
  /** Blueness, 128 is neutral. Half the width and height. */
  readonly cb: Uint8Array;
  /** Redness, 128 is neutral. Half the width and height. */
  readonly cr: Uint8Array;
  readonly pixels: Buffer;
}

/** Paints the picture that is shown at `timeMs`. It finds the picture before it there and may leave parts as they are. */
export type Painter = (picture: Picture, timeMs: number) => void;

/** A black picture. Width and height must be even. */
export function createPicture(width: number, height: number): Picture {
  if (width % 2 || height % 2) throw new RangeError(`A picture of ${width}x${height} is not even.`);
  const area = width * height;
  const pixels = Buffer.alloc((area * 3) / 2, 128);
  const plane = (from: number, length: number) =>
    new Uint8Array(pixels.buffer, pixels.byteOffset + from, length);
  const luma = plane(0, area).fill(16);
  return { width, height, luma, cb: plane(area, area / 4), cr: plane((area * 5) / 4, area / 4), pixels };
}

/** Paints the whole picture in one colour, as luma and chroma. */
export function fillPicture(picture: Picture, luma: number, cb = 128, cr = 128): void {
  picture.luma.fill(luma);
  picture.cb.fill(cb);
  picture.cr.fill(cr);
}

/** A picture as a JPEG file. */
export interface Jpeg {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}
