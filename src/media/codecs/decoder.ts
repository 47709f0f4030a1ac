import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import {
  Codec,
  type CodecContext,
  type CodecParameters,
  FFmpegError,
  type Frame,
  type Packet,
  type Rational,
} from 'node-av/lib';
import { allowedCodecs } from './allowed.ts';
import { openCodec } from './open-codec.ts';

interface DecoderSettings {
  /** Of the packets. */
  readonly timeBase?: Rational;
  /** By FFmpeg's names. */
  readonly options?: Readonly<Record<string, string | number>>;
}

/** Decodes the packets of a stream, on one thread. */
export class Decoder implements Disposable {
  readonly #context: CodecContext;

  /**
   * Throws an error when the codec is unknown, not allowed or broken.
   *
   * @param content what it decodes, for that error
   */
  constructor(
    parameters: CodecParameters,
    content: 'pictures' | 'sound',
    { timeBase, options = {} }: DecoderSettings = {},
  ) {
    const codec = Codec.findDecoder(parameters.codecId);
    if (!codec) throw new Error(`the codec of its ${content} is unknown`);
    this.#context = openCodec(codec, `its ${content} (${codec.name}) cannot be decoded`, context => {
      FFmpegError.throwIfError(context.parametersToContext(parameters), 'parameters');
      if (timeBase) context.pktTimebase = timeBase;
      // Set one by one: a dictionary given to open2 crashes the process when it ends (node-av 6.1).
      for (const [name, value] of Object.entries({ codec_whitelist: allowedCodecs, ...options }))
        FFmpegError.throwIfError(context.setOption(name, value), name);
    });
  }

  /** Decodes a packet, or what the decoder still holds when there is none; false when it makes nothing of it. */
  send(packet: Packet | null): boolean {
    return this.#context.sendPacketSync(packet) >= 0;
  }

  /** Takes what comes next into a frame. False when another packet is needed, or after the last one. */
  receive(into: Frame): boolean {
    for (;;) {
      const result = this.#context.receiveFrameSync(into);
      if (result >= 0) return true;
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return false;
      // It is damaged: what comes after it may be sound.
    }
  }

  /** Forgets what it holds, so that the next packet can be from elsewhere. */
  flush(): void {
    this.#context.flushBuffers();
  }

  [Symbol.dispose](): void {
    this.#context.freeContext();
  }
}
