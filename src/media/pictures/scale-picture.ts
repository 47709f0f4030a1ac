import type { PictureOrder } from '../../domain/picture.ts';
import { openPicture } from './open-picture.ts';

/** What nobody can tell from the original in a list. */
const quality = 80;

/** The picture, upright and in sRGB, without what else its file says. Rejects where it cannot be read. */
export async function scalePicture(order: PictureOrder): Promise<Uint8Array> {
  const { path, width, height, fills, enlarges, format } = order;
  const picture = (await openPicture(path, order))
    .rotate()
    .resize(width, height, { fit: fills ? 'outside' : 'inside', withoutEnlargement: !enlarges })
    .toColourspace('srgb');
  // As the background of players: what is transparent is dark.
  return await (format === 'png' ? picture.png() : picture.flatten().jpeg({ quality })).toBuffer();
}
