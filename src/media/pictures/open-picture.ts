import sharp, { type Sharp } from 'sharp';
import type { PictureFrame } from '../../domain/picture.ts';
import { mostPixels } from '../codecs/allowed.ts';
import { requireEngine } from '../codecs/engine.ts';
import { parseHeif } from '../formats/heif.ts';
import { readPicture } from './read-picture.ts';

// libvips would load many more kinds of files, some of them by means of other programs.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map(format => `VipsForeignLoad${format}`),
});
// Each file is read once, on one thread.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Opens a picture of any kind to be decoded, with its colours and the orientation that its file tells. Rejects where it
 * cannot be read.
 *
 * @param frame in which it is shown: where the file holds it in several sizes, a smaller one may do
 */
export async function openPicture(path: string, frame: PictureFrame): Promise<Sharp> {
  const content = readPicture(path);
  const heif = parseHeif(content, mostPixels);
  if (!heif) return loadPicture(content);
  // libvips comes without a decoder for HEVC, in which telephones take photos.
  await requireEngine();
  const { decodeHeif } = await import('../codecs/heif-decoder.ts');
  return loadPicture(decodeHeif(heif, frame));
}

/**
 * A picture of the kinds that libvips may load, of which nothing is read yet: enough for its header.
 *
 * @param input its content, or its path, which must not have brackets: libvips takes what is in them for options
 */
export function loadPicture(input: Uint8Array | string): Sharp {
  return sharp(input, { limitInputPixels: mostPixels, failOn: 'error' });
}
