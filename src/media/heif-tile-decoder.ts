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
import { VideoDecoder } from './decoder.ts';
import { FilterChain } from './filter-chain.ts';
import type { HeifPicture, HeifTile } from './formats/heif.ts';
import { pictureSource } from './picture-source.ts';
import { isHdr, toneMapping } from './tone-mapping.ts';

/** Pixels by which a decoder may give out more than the tile has: those of a block. */
const mostSpare = 64;

/** Decodes the tiles of a picture, one after the other, into red, green and blue. */
export class HeifTileDecoder implements Disposable {
  /** Whether the last tile was for screens that shine brighter than others. */
  isToneMapped = false;
  readonly #picture: HeifPicture;
  readonly #reduction: number;
  readonly #packet = new Packet();
  readonly #colours = new Frame();
  #decoder: VideoDecoder | undefined;
  /** Of the decoder. */
  #configuration: Buffer | undefined;
  /** Fits tiles of one shape and kind. */
  #chain: FilterChain | undefined;
  #kind = '';

  /** @param reduction by how much tiles are made smaller */
  constructor(picture: HeifPicture, reduction: number) {
    this.#picture = picture;
    this.#reduction = reduction;
    this.#packet.alloc();
    this.#colours.alloc();
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
      const stream = { codecpar, timeBase: new Rational(1, 1) };
      this.#decoder = new VideoDecoder(stream, this.#reduction > 1 ? 'keyframes' : 'all');
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
      this.#chain = chainFor(tile, this.#reduction);
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
function chainFor(tile: Frame, reduction: number): FilterChain {
  const [width, height] = [Math.ceil(tile.width / reduction), Math.ceil(tile.height / reduction)];
  // Averages over all pixels of a larger tile; between those of one of its size, it finds the colours.
  const flags = `${reduction > 1 ? 'area' : 'bicubic'}+full_chroma_int+accurate_rnd`;
  try {
    return new FilterChain([
      pictureSource(tile),
      ...(isHdr(tile) ? toneMapping : []),
      ['scale', `w=${width}:h=${height}:flags=${flags}`],
      ['format', 'pix_fmts=rgb24'],
      ['buffersink', ''],
    ]);
  } catch (cause) {
    throw new Error(`its colours (matrix ${tile.colorSpace}) cannot be shown`, { cause });
  }
}
