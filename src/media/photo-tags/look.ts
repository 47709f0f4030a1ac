import { openPicture } from '../pictures/open-picture.ts';

/** A photo as the models look at it: upright, in three bytes a pixel (red, green, blue), no side longer than {@link side}. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Pixels of the longer side: what the object model takes. */
export const side = 512;

/** Decodes no more of a JPEG than it takes for the size. Throws what is wrong with the picture. */
export async function takeLook(path: string): Promise<Look> {
  const picture = await openPicture(path, { width: side, height: side, fills: false });
  const { data, info } = await picture
    .rotate()
    .resize(side, side, { fit: 'inside', kernel: 'linear' })
    // What is transparent is white, as on paper.
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: toColour(data, info.channels) };
}

/** Photos in grey may come with one channel. */
function toColour(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const pixels = new Uint8Array((data.length / channels) * 3);
  for (let n = 0; n < pixels.length; n++) pixels[n] = data[Math.floor(n / 3) * channels] as number;
  return pixels;
}
