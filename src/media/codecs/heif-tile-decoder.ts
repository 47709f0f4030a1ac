import {
  AV_CODEC_ID_HEVC,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  type AVColorPrimaries,
  type AVColorSpace,
  type AVColorTransferCharacteristic,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { CodecParameters, type Frame, Packet, Rational } from 'node-av/lib';
import type { HeifPicture, HeifTile } from '../formats/heif.ts';
import { PictureFilter } from '../pictures/picture-filter.ts';
import type { FilterStep } from './filter-chain.ts';
import { isHdr, toneMapping } from './tone-mapping.ts';
import { VideoDecoder } from './video-decoder.ts';

/** Pixels by which a decoder may give out more than the tile has: those of a block. */
const mostSpare = 64;

/** Decodes the tiles of a picture, one after the other, into red, green and blue. */
export class HeifTileDecoder implements Disposable {
  /** Whether the last tile was for screens that shine brighter than others. */
  isToneMapped = false;
  readonly #picture: HeifPicture;
  readonly #reduction: number;
  readonly #packet = new Packet();
  readonly #filter: PictureFilter;
  #decoder: VideoDecoder | undefined;
  /** Of the decoder. */
  #configuration: Buffer | undefined;

  /** @param reduction by how much tiles are made smaller */
  constructor(picture: HeifPicture, reduction: number) {
    this.#picture = picture;
    this.#reduction = reduction;
    this.#packet.alloc();
    this.#filter = new PictureFilter(tile => planFilters(tile, reduction));
  }

  /**
   * Its pixels in three bytes each, good until the next call, and the bytes from one row to the next. Throws an error
   * that ends a sentence on the file.
   *
   * @param width of what is needed of the smaller tile: some encoders count whole blocks, of which they leave out the rest
   */
  decode({ configuration, pieces }: HeifTile, width: number, height: number) {
    const { tileWidth, tileHeight, colours } = this.#picture;
    this.#packet.unref();
    this.#packet.data = Buffer.concat(pieces);
    const tile = this.#decoderFor(configuration).decodeKeyframe(this.#packet);
    if (!tile) throw new Error('one of its tiles is damaged');
    const isShort = tile.width < width * this.#reduction || tile.height < height * this.#reduction;
    if (isShort || tile.width > tileWidth + mostSpare || tile.height > tileHeight + mostSpare)
      throw new Error(`a tile of ${tileWidth} × ${tileHeight} pixels is ${tile.width} × ${tile.height}`);
    if (colours) {
      tile.colorPrimaries = colours.primaries as AVColorPrimaries;
      tile.colorTrc = colours.transfer as AVColorTransferCharacteristic;
      tile.colorSpace = colours.matrix as AVColorSpace;
      tile.colorRange = colours.isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    }
    this.isToneMapped = isHdr(tile);
    return this.#convert(tile);
  }

  [Symbol.dispose](): void {
    this.#decoder?.[Symbol.dispose]();
    this.#filter[Symbol.dispose]();
    this.#packet.free();
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
      const stream = { codecpar, timeBase: new Rational(1, 1) };
      this.#decoder = new VideoDecoder(stream, this.#reduction > 1 ? 'keyframes' : 'all');
    } finally {
      codecpar.free();
    }
    this.#configuration = configuration;
    return this.#decoder;
  }

  /** Throws where its colours are some that nobody uses. */
  #convert(tile: Frame): { readonly pixels: Buffer; readonly stride: number } {
    try {
      const { data, linesize } = this.#filter.apply(tile);
      const [pixels, stride] = [data?.[0], linesize[0]];
      if (!pixels || !stride) throw new Error('it has no pixels');
      return { pixels, stride };
    } catch (cause) {
      throw new Error(`its colours (matrix ${tile.colorSpace}) cannot be shown`, { cause });
    }
  }
}

/** To red, green and blue, whatever the colours of the tile. */
function planFilters(tile: Frame, reduction: number): readonly FilterStep[] {
  const [width, height] = [Math.ceil(tile.width / reduction), Math.ceil(tile.height / reduction)];
  // Averages over all pixels of a larger tile; between those of one of its size, it finds the colours.
  const flags = `${reduction > 1 ? 'area' : 'bicubic'}+full_chroma_int+accurate_rnd`;
  return [
    ...(isHdr(tile) ? toneMapping : []),
    ['scale', `w=${width}:h=${height}:flags=${flags}`],
    ['format', 'pix_fmts=rgb24'],
  ];
}
