import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, type Packet, type Stream } from 'node-av/lib';
import { allowedCodecs, mostPixels } from './allowed.ts';

/** A decoder on one thread for pictures that will be shown small. */
export class VideoDecoder implements Disposable {
  readonly #context = new CodecContext();
  readonly #frame = new Frame();

  /**
   * Throws an error when the codec is unknown, not allowed or broken.
   *
   * @param pictures `keyframes` when only these will be decoded, each on its own
   */
  constructor(stream: Pick<Stream, 'codecpar' | 'timeBase'>, pictures: 'keyframes' | 'all') {
    const codec = Codec.findDecoder(stream.codecpar.codecId);
    if (!codec) throw new Error('its codec is unknown');
    const context = this.#context;
    context.allocContext3(codec);
    FFmpegError.throwIfError(context.parametersToContext(stream.codecpar), 'parameters');
    context.pktTimebase = stream.timeBase;
    context.threadCount = 1;
    // Set one by one: a dictionary given to open2 crashes the process when it ends (node-av 6.1).
    const options = {
      codec_whitelist: allowedCodecs,
      max_pixels: mostPixels,
      // Smooths block edges that nobody sees at a sixth of the size (47.7 dB at 320 pixels), for a quarter of the time.
      ...(pictures === 'keyframes' && { skip_loop_filter: 'all' }),
    };
    for (const [name, value] of Object.entries(options)) {
      FFmpegError.throwIfError(context.setOption(name, value), name);
    }
    if (context.open2Sync(codec, null) < 0) throw new Error(`its pictures (${codec.name}) cannot be decoded`);
    this.#frame.alloc();
  }

  /** Decodes a packet, or what the decoder still holds when there is none; false when it makes nothing of it. */
  send(packet: Packet | null): boolean {
    return this.#context.sendPacketSync(packet) >= 0;
  }

  /** The next picture, good until the next call. Undefined when another packet is needed, or after the last one. */
  receive(): Frame | undefined {
    for (;;) {
      const result = this.#context.receiveFrameSync(this.#frame);
      if (result >= 0) return this.#frame;
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return undefined;
      // A damaged picture: what comes after it may be sound.
    }
  }

  /** Forgets what it holds, so that the next packet can be from elsewhere. */
  flush(): void {
    this.#context.flushBuffers();
  }

  /** The picture of one keyframe on its own, good until the next call. Undefined when it is damaged. */
  decodeKeyframe(packet: Packet): Frame | undefined {
    this.flush();
    this.send(packet);
    this.send(null);
    return this.receive();
  }

  [Symbol.dispose](): void {
    this.#frame.free();
    this.#context.freeContext();
  }
}
