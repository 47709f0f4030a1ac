import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CODEC_ID_PCM_S16LE,
  AV_SAMPLE_FMT_S16,
  AVMEDIA_TYPE_AUDIO,
} from 'node-av/constants';
import { FFmpegError, FormatContext, IOContext, Packet, Rational } from 'node-av/lib';
import { plainRate } from './plain-sound.ts';

/**
 * Chromaprint's fingerprint of plain sound: 32 bits for each {@link pointMs}, of which each tells how the energy of the
 * twelve pitches changes over the two seconds that follow. FFmpeg has it as a muxer, whose file is the points.
 */
export class Chromaprint implements Disposable {
  readonly #output = new FormatContext();
  readonly #file = new IOContext();
  readonly #packet = new Packet();
  readonly #pieces: Buffer[] = [];

  constructor() {
    check(this.#output.allocOutputContext2(null, 'chromaprint', null));
    this.#file.allocContextWithCallbacks(65_536, 1, null, piece => {
      this.#pieces.push(Buffer.from(piece));
      return piece.length;
    });
    this.#output.pb = this.#file;
    check(this.#output.setOption('fp_format', 'raw'));
    const stream = this.#output.newStream();
    const { codecpar } = stream;
    codecpar.codecType = AVMEDIA_TYPE_AUDIO;
    codecpar.codecId = AV_CODEC_ID_PCM_S16LE;
    codecpar.format = AV_SAMPLE_FMT_S16;
    codecpar.sampleRate = plainRate;
    codecpar.channelLayout = AV_CHANNEL_LAYOUT_MONO;
    stream.timeBase = new Rational(1, plainRate);
    check(this.#output.writeHeaderSync(null));
    this.#packet.alloc();
  }

  add(samples: Int16Array): void {
    const packet = this.#packet;
    packet.data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    packet.streamIndex = 0;
    packet.pts = packet.dts = 0n;
    check(this.#output.writeFrameSync(packet));
    packet.unref();
  }

  /** The points; none where there was less than three seconds of sound. */
  finish(): Uint32Array<ArrayBuffer> {
    // Fails where there is not a single point.
    if (this.#output.writeTrailerSync() < 0) return new Uint32Array();
    const bytes = new Uint8Array(Buffer.concat(this.#pieces));
    return new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
  }

  [Symbol.dispose](): void {
    // Freed in one go, the file would be freed twice (node-av 6.1).
    this.#output.pb = null;
    this.#output.freeContext();
    this.#file.freeContext();
    this.#packet.free();
  }
}

function check(result: number): void {
  FFmpegError.throwIfError(result, 'fingerprint');
}
