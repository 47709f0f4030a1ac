import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, type CodecContext, Frame, Packet } from 'node-av/lib';
import { openCodec } from './open-codec.ts';

/** Decodes small JPEGs of our own making, one after the other. */
export class JpegDecoder implements Disposable {
  readonly #context: CodecContext;
  readonly #packet = new Packet();
  readonly #frame = new Frame();

  constructor() {
    const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG);
    if (!codec) throw new Error('the media engine has no JPEG decoder');
    this.#context = openCodec(codec, 'the JPEG decoder cannot be opened', () => {});
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** The picture, good until the next call. Undefined when it is damaged. */
  decode(jpeg: Buffer): Frame | undefined {
    this.#packet.unref();
    this.#frame.unref();
    this.#packet.data = jpeg;
    if (this.#context.sendPacketSync(this.#packet) < 0) return undefined;
    return this.#context.receiveFrameSync(this.#frame) < 0 ? undefined : this.#frame;
  }

  [Symbol.dispose](): void {
    this.#context.freeContext();
    this.#packet.free();
    this.#frame.free();
  }
}
