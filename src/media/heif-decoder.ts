import {
  AV_CODEC_ID_HEVC,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  type AVColorPrimaries,
  type AVColorSpace,
  type AVColorTransferCharacteristic,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { CodecParameters, Frame, Packet, Rational } from 'node-av/lib';
import type { PictureFrame } from '../domain/picture.ts';
import { VideoDecoder } from './decoder.ts';
import { FilterChain } from './filter-chain.ts';
import type { HeifPicture, HeifPictures, HeifTile } from './formats/heif.ts';
import { shownSize } from './formats/heif-shape.ts';
import { layOutTiff, type Tiff } from './formats/tiff.ts';
import { pictureSource } from './picture-source.ts';
import { isHdr, toneMapping } from './tone-mapping.ts';

/** Pixels by which a decoder may give out more than the picture has: those of a block. */
const mostSpare = 64;
/** How much the shapes of a picture and of its thumbnail may differ: a thumbnail has whole pixels, too. */
const mostSkew = 0.02;

/**
 * Decodes the picture of a HEIF file, or its thumbnail where that is large enough, into an uncompressed TIFF with the
 * colours and the orientation that it is to be shown in. Throws an error that ends a sentence on the file where it is
 * damaged.
 */
export function decodeHeif({ picture, thumbnails }: HeifPictures, frame: PictureFrame): Buffer {
  for (const thumbnail of thumbnails) {
    if (!suffices(thumbnail, picture, frame)) continue;
    try {
      return decodePicture(thumbnail);
    } catch {
      // The picture itself may be fine.
    }
  }
  return decodePicture(picture);
}

/** Whether nobody could tell that it is not the picture itself that was made so small. */
function suffices(thumbnail: HeifPicture, picture: HeifPicture, frame: PictureFrame): boolean {
  const [width, height] = shownSize(picture.shape);
  const [smallWidth, smallHeight] = shownSize(thumbnail.shape);
  const scales = [frame.width / width, frame.height / height] as const;
  const scale = frame.fills ? Math.max(...scales) : Math.min(...scales);
  const skew = (smallWidth * height) / (smallHeight * width);
  return smallWidth >= scale * width && Math.abs(skew - 1) <= mostSkew;
}

/** Tile by tile, of which one at a time is in memory. */
function decodePicture(picture: HeifPicture): Buffer {
  const { shape, tiles, columns, tileWidth, tileHeight } = picture;
  const { left, top, width, height } = shape.crop;
  using decoder = new TileDecoder(picture);
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
      profile: decoder.isToneMapped ? undefined : picture.profile,
    });
    for (let row = fromY; row < toY; row++) {
      const from = (row - y) * stride + (fromX - x) * 3;
      pixels.copy(tiff.pixels, (row * width + fromX) * 3, from, from + (toX - fromX) * 3);
    }
  }
  if (!tiff) throw new Error('it has no tiles');
  return tiff.file;
}

/** Decodes one tile after the other into red, green and blue. */
class TileDecoder implements Disposable {
  isToneMapped = false;
  readonly #picture: HeifPicture;
  readonly #packet = new Packet();
  readonly #colours = new Frame();
  #decoder: VideoDecoder | undefined;
  /** Of the decoder. */
  #configuration: Buffer | undefined;
  /** Fits tiles of one shape and kind. */
  #chain: FilterChain | undefined;
  #kind = '';

  constructor(picture: HeifPicture) {
    this.#picture = picture;
    this.#packet.alloc();
    this.#colours.alloc();
  }

  /**
   * Its pixels in three bytes each, good until the next call, and the bytes from one row to the next.
   *
   * @param width of what is needed of it: some encoders count whole blocks, of which their tiles leave out the rest
   */
  decode({ configuration, pieces }: HeifTile, width: number, height: number) {
    const { tileWidth, tileHeight, colours } = this.#picture;
    this.#packet.unref();
    this.#packet.data = Buffer.concat(pieces);
    const tile = this.#decoderFor(configuration).decodeKeyframe(this.#packet);
    if (!tile) throw new Error('one of its tiles is damaged');
    const isShort = tile.width < width || tile.height < height;
    if (isShort || tile.width > tileWidth + mostSpare || tile.height > tileHeight + mostSpare)
      throw new Error(`a tile of ${tileWidth} × ${tileHeight} pixels is ${tile.width} × ${tile.height}`);
    if (colours) {
      tile.colorPrimaries = colours.primaries as AVColorPrimaries;
      tile.colorTrc = colours.transfer as AVColorTransferCharacteristic;
      tile.colorSpace = colours.matrix as AVColorSpace;
      tile.colorRange = colours.isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    }
    return this.#convert(tile);
  }

  [Symbol.dispose](): void {
    this.#decoder?.[Symbol.dispose]();
    this.#chain?.[Symbol.dispose]();
    this.#packet.free();
    this.#colours.free();
  }

  #decoderFor(configuration: Buffer): VideoDecoder {
    if (this.#decoder && configuration === this.#configuration) return this.#decoder;
    this.#decoder?.[Symbol.dispose]();
    this.#decoder = undefined;
    const codecpar = new CodecParameters();
    codecpar.alloc();
    try {
      codecpar.codecType = AVMEDIA_TYPE_VIDEO;
      codecpar.codecId = AV_CODEC_ID_HEVC;
      codecpar.extradata = configuration;
      this.#decoder = new VideoDecoder({ codecpar, timeBase: new Rational(1, 1) }, 'all');
    } finally {
      codecpar.free();
    }
    this.#configuration = configuration;
    return this.#decoder;
  }

  #convert(tile: Frame): { readonly pixels: Buffer; readonly stride: number } {
    const { width, height, format, colorSpace, colorRange, colorTrc } = tile;
    const kind = [width, height, format, colorSpace, colorRange, colorTrc].join();
    if (!this.#chain || kind !== this.#kind) {
      this.#chain?.[Symbol.dispose]();
      this.#chain = undefined;
      this.isToneMapped = isHdr(tile);
      this.#chain = chainFor(tile);
      this.#kind = kind;
    }
    this.#chain.send(tile);
    this.#colours.unref();
    const isConverted = this.#chain.receive(this.#colours);
    const { data, linesize } = this.#colours;
    const [pixels, stride] = [data?.[0], linesize[0]];
    if (!isConverted || !pixels || !stride) throw new Error('a tile was not converted');
    return { pixels, stride };
  }
}

/** To red, green and blue, whatever the colours of the tile. Throws where they are some that nobody uses. */
function chainFor(tile: Frame): FilterChain {
  try {
    return new FilterChain([
      pictureSource(tile),
      ...(isHdr(tile) ? toneMapping : []),
      ['scale', 'flags=bicubic+full_chroma_int+accurate_rnd'],
      ['format', 'pix_fmts=rgb24'],
      ['buffersink', ''],
    ]);
  } catch (cause) {
    throw new Error(`its colours (matrix ${tile.colorSpace}) cannot be shown`, { cause });
  }
}
