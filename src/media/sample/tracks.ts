import {
  AV_CODEC_ID_MJPEG,
  AV_DISPOSITION_ATTACHED_PIC,
  AV_PIX_FMT_YUVJ420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVFMT_GLOBALHEADER,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import {
  type CodecContext,
  Dictionary,
  FFmpegError,
  type FormatContext,
  Packet,
  type Stream,
} from 'node-av/lib';
import { type AudioCodec, AudioEncoder, type VideoCodec, VideoEncoder } from './encoders.ts';
import { createPicture, type Jpeg, type Painter } from './picture.ts';
import { type Sound, sampleRate } from './sound.ts';

/** A stream in the making. */
export interface Track {
  /** When that begins which comes next, in milliseconds. */
  timeMs(): number;
  /** Makes one more picture or block of samples. */
  advance(): void;
  /** Writes what the encoder still holds. */
  finish(): void;
  close(): void;
}

/** The track that is least far. */
export function earliest(tracks: readonly Track[]): Track {
  const [first, ...others] = tracks;
  if (!first) throw new RangeError('A film needs picture or sound.');
  return others.reduce((a, b) => (b.timeMs() < a.timeMs() ? b : a), first);
}

export interface VideoShape {
  readonly codec: VideoCodec;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly gop: number;
  /** Clockwise turn for display, in degrees. */
  readonly rotation: number;
}

export function addVideoTrack(output: FormatContext, shape: VideoShape, paint: Painter): Track {
  const stream = output.newStream();
  const encoder = new VideoEncoder({ ...shape, globalHeader: wantsGlobalHeader(output) }, packet =>
    write(output, stream, encoder.context, packet),
  );
  describe(stream, encoder.context);
  stream.avgFrameRate = encoder.context.framerate;
  if (shape.rotation) {
    stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, rotationMatrix(shape.rotation));
  }
  const picture = createPicture(shape.width, shape.height);
  let frames = 0;
  const timeMs = () => (frames * 1000) / shape.fps;
  return {
    timeMs,
    advance: () => {
      paint(picture, timeMs());
      encoder.encode(picture);
      frames++;
    },
    finish: () => encoder.finish(),
    close: () => encoder.close(),
  };
}

export interface AudioShape {
  readonly codec: AudioCodec;
  /** Bits per second. */
  readonly bitrate: number;
  readonly seconds: number;
}

export function addAudioTrack(output: FormatContext, shape: AudioShape, sound: Sound): Track {
  const stream = output.newStream();
  const encoder = new AudioEncoder({ ...shape, globalHeader: wantsGlobalHeader(output) }, packet =>
    write(output, stream, encoder.context, packet),
  );
  describe(stream, encoder.context);
  const total = Math.round(shape.seconds * sampleRate);
  let samples = 0;
  return {
    timeMs: () => (samples < total ? (samples * 1000) / sampleRate : Number.POSITIVE_INFINITY),
    advance: () => {
      const length = Math.min(encoder.blockSize, total - samples);
      const left = new Float32Array(length);
      const right = new Float32Array(length);
      sound(left, right, samples);
      encoder.encode(left, right);
      samples += length;
    },
    finish: () => encoder.finish(),
    close: () => encoder.close(),
  };
}

/** Adds a stream for the cover, and returns what writes it once the header is written. */
export function addCover(output: FormatContext, cover: Jpeg): () => void {
  const stream = output.newStream();
  stream.codecpar.codecType = AVMEDIA_TYPE_VIDEO;
  stream.codecpar.codecId = AV_CODEC_ID_MJPEG;
  stream.codecpar.format = AV_PIX_FMT_YUVJ420P;
  stream.codecpar.width = cover.width;
  stream.codecpar.height = cover.height;
  stream.setDisposition(AV_DISPOSITION_ATTACHED_PIC);
  // By this name the muxers of mp3 and flac know a front cover.
  stream.metadata = Dictionary.fromObject({ comment: 'Cover (front)' });
  return () => {
    const packet = new Packet();
    packet.alloc();
    packet.data = cover.bytes;
    packet.isKeyframe = true;
    packet.streamIndex = stream.index;
    packet.pts = packet.dts = 0n;
    FFmpegError.throwIfError(output.interleavedWriteFrameSync(packet), 'write the cover');
    packet.free();
  };
}

function wantsGlobalHeader(output: FormatContext): boolean {
  return output.oformat?.hasFlags(AVFMT_GLOBALHEADER) ?? false;
}

function describe(stream: Stream, context: CodecContext): void {
  FFmpegError.throwIfError(stream.codecpar.fromContext(context), 'describe a stream');
  stream.timeBase = context.timeBase;
}

function write(output: FormatContext, stream: Stream, context: CodecContext, packet: Packet): void {
  packet.streamIndex = stream.index;
  packet.rescaleTs(context.timeBase, stream.timeBase);
  FFmpegError.throwIfError(output.interleavedWriteFrameSync(packet), 'write a packet');
}

/** The display matrix of FFmpeg's `libavutil/display.h`: in each row two numbers of 16.16 and one of 2.30 bits. */
function rotationMatrix(clockwise: number): Buffer {
  const turn = (clockwise * Math.PI) / 180;
  const cos = Math.round(Math.cos(turn)) * 65_536;
  const sin = Math.round(Math.sin(turn)) * 65_536;
  return Buffer.from(new Int32Array([cos, sin, 0, -sin, cos, 0, 0, 0, 1 << 30]).buffer);
}
