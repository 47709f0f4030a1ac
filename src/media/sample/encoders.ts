import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLT,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S16P,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  type FFEncoderCodec,
} from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';
import type { Picture } from './picture.ts';
import { sampleRate } from './sound.ts';

/** The encoder for each codec, and what makes it quick. */
const videoEncoders = {
  h264: { name: 'libx264', options: { preset: 'ultrafast', crf: 27, sc_threshold: 0, bf: 0 } },
  hevc: {
    name: 'libx265',
    options: { preset: 'ultrafast', crf: 28, 'x265-params': 'log-level=error:pools=1' },
  },
  vp8: { name: 'libvpx', options: { deadline: 'realtime', 'cpu-used': 8, crf: 20, b: 1_000_000 } },
  vp9: { name: 'libvpx-vp9', options: { deadline: 'realtime', 'cpu-used': 8, crf: 34, b: 0 } },
  mpeg2video: { name: 'mpeg2video', options: { b: 2_000_000 } },
  mpeg4: { name: 'mpeg4', options: { b: 2_000_000 } },
} as const;
export type VideoCodec = keyof typeof videoEncoders;

const audioEncoders = {
  aac: 'aac',
  ac3: 'ac3',
  alac: 'alac',
  eac3: 'eac3',
  flac: 'flac',
  mp3: 'libmp3lame',
  opus: 'libopus',
  pcm: 'pcm_s16le',
  vorbis: 'libvorbis',
} as const;
export type AudioCodec = keyof typeof audioEncoders;

/** Takes what an encoder has made; the packet is only good until it returns. */
export type TakePacket = (packet: Packet) => void;

/** An encoder on one thread: the same input gives the same bytes. */
class Encoder {
  readonly context = new CodecContext();
  readonly #frame = new Frame();
  readonly #packet = new Packet();
  readonly #take: TakePacket;

  constructor(codec: Codec, take: TakePacket) {
    this.#take = take;
    this.context.allocContext3(codec);
    this.context.threadCount = 1;
    this.context.setFlags(AV_CODEC_FLAG_BITEXACT);
    this.#packet.alloc();
  }

  open(options: Readonly<Record<string, string | number>>, globalHeader: boolean): void {
    if (globalHeader) this.context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
    for (const [name, value] of Object.entries(options)) {
      FFmpegError.throwIfError(this.context.setOption(name, value), name);
    }
    FFmpegError.throwIfError(this.context.open2Sync(null, null), 'open encoder');
  }

  /** Encodes what `fill` puts into a frame, or what the encoder still holds when there is none. */
  encode(fill?: (frame: Frame) => Buffer): void {
    const frame = this.#frame;
    if (fill) {
      frame.alloc();
      const content = fill(frame);
      frame.timeBase = this.context.timeBase;
      FFmpegError.throwIfError(frame.getBuffer(), 'frame buffer');
      FFmpegError.throwIfError(frame.fromBuffer(content), 'frame content');
    }
    FFmpegError.throwIfError(this.context.sendFrameSync(fill ? frame : null), 'encode');
    if (fill) frame.free();
    while (true) {
      const result = this.context.receivePacketSync(this.#packet);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return;
      FFmpegError.throwIfError(result, 'encode');
      this.#take(this.#packet);
      this.#packet.unref();
    }
  }

  close(): void {
    this.context.freeContext();
    this.#packet.free();
  }
}

export interface VideoSettings {
  readonly codec: VideoCodec;
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly fps: number;
  /** Frames from one keyframe to the next. */
  readonly gop: number;
  /** Kept beside the stream rather than in each keyframe, as some containers want it. */
  readonly globalHeader: boolean;
}

export class VideoEncoder {
  readonly #encoder: Encoder;
  #frames = 0;

  constructor(settings: VideoSettings, take: TakePacket) {
    const { name, options } = videoEncoders[settings.codec];
    this.#encoder = new Encoder(findEncoder(name), take);
    const { context } = this.#encoder;
    context.width = settings.width;
    context.height = settings.height;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.framerate = new Rational(Math.round(settings.fps * 1000), 1000);
    context.timeBase = new Rational(1000, Math.round(settings.fps * 1000));
    context.gopSize = settings.gop;
    this.#encoder.open({ ...options, g: settings.gop, keyint_min: settings.gop }, settings.globalHeader);
  }

  get context(): CodecContext {
    return this.#encoder.context;
  }

  encode(picture: Picture): void {
    this.#encoder.encode(frame => {
      frame.width = picture.width;
      frame.height = picture.height;
      frame.format = AV_PIX_FMT_YUV420P;
      frame.pts = BigInt(this.#frames++);
      return picture.pixels;
    });
  }

  finish(): void {
    this.#encoder.encode();
  }

  close(): void {
    this.#encoder.close();
  }
}

const sampleFormats = [AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_S16P, AV_SAMPLE_FMT_S16] as const;

export class AudioEncoder {
  /** Samples that it takes at once. */
  readonly blockSize: number;
  readonly #encoder: Encoder;
  readonly #format: (typeof sampleFormats)[number];
  #samples = 0;

  constructor(settings: { codec: AudioCodec; bitrate: number; globalHeader: boolean }, take: TakePacket) {
    const codec = findEncoder(audioEncoders[settings.codec]);
    this.#encoder = new Encoder(codec, take);
    this.#format = sampleFormats.find(format => codec.sampleFormats?.includes(format)) ?? AV_SAMPLE_FMT_FLTP;
    const { context } = this.#encoder;
    context.sampleRate = sampleRate;
    context.sampleFormat = this.#format;
    context.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
    context.timeBase = new Rational(1, sampleRate);
    context.bitRate = BigInt(settings.bitrate);
    this.#encoder.open({}, settings.globalHeader);
    this.blockSize = context.frameSize || 4096;
  }

  get context(): CodecContext {
    return this.#encoder.context;
  }

  /** Takes one block of samples, which only the last may be shorter than {@link blockSize}. */
  encode(left: Float32Array, right: Float32Array): void {
    this.#encoder.encode(frame => {
      frame.nbSamples = left.length;
      frame.format = this.#format;
      frame.sampleRate = sampleRate;
      frame.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
      frame.pts = BigInt(this.#samples);
      this.#samples += left.length;
      return packSamples(left, right, this.#format);
    });
  }

  finish(): void {
    this.#encoder.encode();
  }

  close(): void {
    this.#encoder.close();
  }
}

function packSamples(
  left: Float32Array,
  right: Float32Array,
  format: (typeof sampleFormats)[number],
): Buffer {
  const planar = format === AV_SAMPLE_FMT_FLTP || format === AV_SAMPLE_FMT_S16P;
  const whole = format === AV_SAMPLE_FMT_S16 || format === AV_SAMPLE_FMT_S16P;
  const { length } = left;
  const packed = whole ? new Int16Array(2 * length) : new Float32Array(2 * length);
  const scale = whole ? 32_767 : 1;
  const level = (sample = 0) => Math.min(1, Math.max(-1, sample)) * scale;
  const step = planar ? 1 : 2;
  const second = planar ? length : 1;
  for (let i = 0; i < length; i++) {
    packed[i * step] = level(left[i]);
    packed[i * step + second] = level(right[i]);
  }
  return Buffer.from(packed.buffer);
}

function findEncoder(name: string): Codec {
  const codec = Codec.findEncoderByName(name as FFEncoderCodec);
  if (!codec) throw new Error(`The media engine has no encoder ${name}.`);
  return codec;
}
