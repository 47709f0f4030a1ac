import { AVCOL_SPC_BT709, AVCOL_SPC_UNSPECIFIED } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { FilterStep } from '../codecs/filter-chain.ts';
import { JpegEncoder } from '../codecs/jpeg-encoder.ts';
import { isHdr, toneMapping } from '../codecs/tone-mapping.ts';
import { PictureFilter } from './picture-filter.ts';

export interface PictureSettings {
  /** Pixels; the height follows from the shape of the film and is even. */
  readonly width: number;
  /** MJPEG quantiser, 2 (best) to 31. */
  readonly quality: number;
  /** Clockwise turn for display: 0, 90, 180, 270. */
  readonly rotation: number;
  /** Width over height of a pixel. */
  readonly pixelAspect: number;
}

/** Turns decoded pictures, one after the other, into small JPEGs as they are to be shown. */
export class PictureMaker implements Disposable {
  readonly #quality: number;
  readonly #filter: PictureFilter;
  /** For pictures of one size; a film may change its shape in the middle. */
  #encoder: JpegEncoder | undefined;

  constructor(settings: PictureSettings) {
    this.#quality = settings.quality;
    this.#filter = new PictureFilter(picture => planFilters(picture, settings));
  }

  /** Throws FFmpeg's error when the picture cannot be converted. */
  makeJpeg(picture: Frame): Buffer {
    return this.encode(this.shrink(picture));
  }

  /** The small picture, 4:2:0 in full range, good until the next call. Throws FFmpeg's error when it cannot be made. */
  shrink(picture: Frame): Frame {
    // Players take colours of unknown kind for those of their size, and so do we.
    if (picture.colorSpace === AVCOL_SPC_UNSPECIFIED && picture.height >= 720)
      picture.colorSpace = AVCOL_SPC_BT709;
    return this.#filter.apply(picture);
  }

  /** The JPEG of a picture that was shrunk. */
  encode(small: Frame): Buffer {
    return this.#encoderFor(small).encode(small);
  }

  #encoderFor({ width, height }: Frame): JpegEncoder {
    if (this.#encoder?.width === width && this.#encoder.height === height) return this.#encoder;
    this.#encoder?.[Symbol.dispose]();
    this.#encoder = undefined;
    this.#encoder = new JpegEncoder(width, height, this.#quality);
    return this.#encoder;
  }

  [Symbol.dispose](): void {
    this.#filter[Symbol.dispose]();
    this.#encoder?.[Symbol.dispose]();
  }
}

/** Filters by FFmpeg's names, from the decoded picture to the one that is encoded. */
function planFilters(picture: Frame, settings: PictureSettings): readonly FilterStep[] {
  const { rotation } = settings;
  const shown = planSize(picture, settings);
  const isTurned = rotation === 90 || rotation === 270;
  const [width, height] = isTurned ? [shown.height, shown.width] : [shown.width, shown.height];
  // Averages over all pixels: bilinear scaling leaves most of them out, and its JPEGs are a third larger.
  const scale = `w=${width}:h=${height}:flags=area`;
  const asInJpeg = 'out_range=full:out_color_matrix=bt601';
  return [
    // Cheap on a small picture.
    ...(isHdr(picture)
      ? ([['scale', scale], ...toneMapping, ['scale', asInJpeg]] as const)
      : ([['scale', `${scale}:${asInJpeg}`]] as const)),
    ['format', 'pix_fmts=yuv420p'],
    ...turns[rotation as keyof typeof turns],
  ];
}

const turns = {
  0: [],
  90: [['transpose', 'dir=clock']],
  180: [
    ['hflip', ''],
    ['vflip', ''],
  ],
  270: [['transpose', 'dir=cclock']],
} as const;

/** The size to show a picture in. Shapes beyond 4:1 upright are cut off there, so that no header asks for a huge one. */
function planSize(picture: Frame, settings: PictureSettings): { width: number; height: number } {
  const wide = picture.width * settings.pixelAspect;
  const aspect = settings.rotation % 180 === 0 ? picture.height / wide : wide / picture.height;
  const height = 2 * Math.round((settings.width * Math.min(aspect, 4)) / 2);
  return { width: settings.width, height: Math.max(2, height) };
}
