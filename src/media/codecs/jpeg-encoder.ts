import {
  AV_CODEC_FLAG_QSCALE,
  AV_CODEC_ID_MJPEG,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  FF_QP2LAMBDA,
} from 'node-av/constants';
import { Codec, type CodecContext, FFmpegError, type Frame, Packet, Rational } from 'node-av/lib';
import { openCodec } from './open-codec.ts';

/** Encodes pictures of one size, 4:2:0 in the full range of JPEG. */
export class JpegEncoder implements Disposable {
  readonly width: number;
  readonly height: number;
  readonly #context: CodecContext;
  readonly #packet = new Packet();
  readonly #quality: number;

  /** @param quality MJPEG quantiser, 2 (best) to 31 */
  constructor(width: number, height: number, quality: number) {
    const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
    if (!codec) throw new Error('the media engine has no JPEG encoder');
    this.width = width;
    this.height = height;
    this.#quality = quality * FF_QP2LAMBDA;
    this.#context = openCodec(codec, `no JPEG has ${width} × ${height} pixels`, context => {
      context.width = width;
      context.height = height;
      context.pixelFormat = AV_PIX_FMT_YUV420P;
      context.colorRange = AVCOL_RANGE_JPEG;
      context.sampleAspectRatio = new Rational(1, 1);
      context.timeBase = new Rational(1, 1000);
      context.setFlags(AV_CODEC_FLAG_QSCALE);
      context.globalQuality = this.#quality;
    });
    this.#packet.alloc();
  }

  /** Throws FFmpeg's error when the picture cannot be encoded. */
  encode(picture: Frame): Buffer {
    picture.quality = this.#quality;
    FFmpegError.throwIfError(this.#context.sendFrameSync(picture), 'encode');
    FFmpegError.throwIfError(this.#context.receivePacketSync(this.#packet), 'encode');
    try {
      return Buffer.from(this.#packet.data ?? []);
    } finally {
      this.#packet.unref();
    }
  }

  [Symbol.dispose](): void {
    this.#context.freeContext();
    this.#packet.free();
  }
}
