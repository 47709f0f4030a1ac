import type { PictureFrame } from '../../domain/picture.ts';
import type { HeifPicture, HeifPictures } from '../formats/heif.ts';
import { type HeifShape, shownSize } from '../formats/heif-shape.ts';
import { layOutTiff, type Tiff } from '../formats/tiff.ts';
import { HeifTileDecoder } from './heif-tile-decoder.ts';

/** How much the shapes of a picture and of its thumbnail may differ: a thumbnail has whole pixels, too. */
const mostSkew = 0.02;
/** By how much tiles may be made smaller at once, as libraries do it with JPEGs. */
const reductions = [8, 4, 2];
/** What is left must be so many times as large as what is shown, for those who scale it well. */
const spare = 2;

/**
 * Decodes the picture of a HEIF file, or its thumbnail where that is large enough, into an uncompressed TIFF with the
 * colours and the orientation that it is to be shown in. Where it is shown much smaller, it is made smaller as it is
 * decoded. Throws an error that ends a sentence on the file where it is damaged.
 */
export function decodeHeif({ picture, thumbnails }: HeifPictures, frame: PictureFrame): Buffer {
  for (const thumbnail of thumbnails) {
    if (!suffices(thumbnail.shape, picture.shape, frame)) continue;
    try {
      return decodePicture(thumbnail, frame);
    } catch {
      // The picture itself may be fine.
    }
  }
  return decodePicture(picture, frame);
}

/** Whether a thumbnail has the shape of the picture, and need not be made larger. */
function suffices(thumbnail: HeifShape, picture: HeifShape, frame: PictureFrame): boolean {
  const [width, height] = shownSize(picture);
  const [smallWidth, smallHeight] = shownSize(thumbnail);
  const skew = (smallWidth * height) / (smallHeight * width);
  return scaleOf(thumbnail, frame) <= 1 && Math.abs(skew - 1) <= mostSkew;
}

/** Of a pixel as it is decoded, to its size as it is shown. */
function scaleOf(shape: HeifShape, frame: PictureFrame): number {
  const [width, height] = shownSize(shape);
  const scales = [frame.width / width, frame.height / height] as const;
  return frame.fills ? Math.max(...scales) : Math.min(...scales);
}

/** By how much the tiles are made smaller: only so that they still lie at whole pixels. */
function reductionFor({ shape, tileWidth, tileHeight }: HeifPicture, frame: PictureFrame): number {
  const most = 1 / (spare * scaleOf(shape, frame));
  const edges = [tileWidth, tileHeight, shape.crop.left, shape.crop.top];
  return reductions.find(one => one <= most && edges.every(edge => edge % one === 0)) ?? 1;
}

/** Tile by tile, of which one at a time is in memory. */
function decodePicture(picture: HeifPicture, frame: PictureFrame): Buffer {
  const { shape, tiles, columns, profile } = picture;
  const reduction = reductionFor(picture, frame);
  const reduced = (pixels: number) => Math.floor(pixels / reduction);
  const [left, top] = [reduced(shape.crop.left), reduced(shape.crop.top)];
  const [width, height] = [Math.max(1, reduced(shape.crop.width)), Math.max(1, reduced(shape.crop.height))];
  const [tileWidth, tileHeight] = [reduced(picture.tileWidth), reduced(picture.tileHeight)];
  using decoder = new HeifTileDecoder(picture, reduction);
  let tiff: Tiff | undefined;
  for (const [n, tile] of tiles.entries()) {
    // Where the tile lies in what is shown; parts of it, or all, may be cut away.
    const x = (n % columns) * tileWidth - left;
    const y = Math.floor(n / columns) * tileHeight - top;
    const [fromX, toX] = [Math.max(0, x), Math.min(width, x + tileWidth)];
    const [fromY, toY] = [Math.max(0, y), Math.min(height, y + tileHeight)];
    if (fromX >= toX || fromY >= toY) continue;
    const { pixels, stride } = decoder.decode(tile, toX - x, toY - y);
    // Memory for all is taken once there is a first tile.
    tiff ??= layOutTiff(width, height, {
      orientation: shape.orientation,
      profile: decoder.isToneMapped ? undefined : profile,
    });
    for (let row = fromY; row < toY; row++) {
      const from = (row - y) * stride + (fromX - x) * 3;
      pixels.copy(tiff.pixels, (row * width + fromX) * 3, from, from + (toX - fromX) * 3);
    }
  }
  if (!tiff) throw new Error('it has no tiles');
  return tiff.file;
}
