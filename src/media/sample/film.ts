import { extname } from 'node:path';
import {
  AV_CODEC_ID_MJPEG,
  AV_DISPOSITION_ATTACHED_PIC,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUVJ420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVFMT_FLAG_BITEXACT,
  AVFMT_GLOBALHEADER,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import {
  type CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Log,
  Packet,
  type Stream,
} from 'node-av/lib';
import { type Chapter, writeChapters } from './chapters.ts';
import { roomForChapters } from './chapters-matroska.ts';
import { type AudioCodec, AudioEncoder, type TakePacket, type VideoCodec, VideoEncoder } from './encoders.ts';
import { createPicture, type Painter } from './picture.ts';
import { drift } from './scenery.ts';
import { type Sound, sampleRate } from './sound.ts';
import { tune } from './tune.ts';

export interface FilmOptions {
  /** The extension chooses the container and with it the codecs; see {@link containers}. */
  readonly path: string;
  readonly seconds: number;
  /** False for sound alone; drifting colours by default. */
  readonly picture?: false | Painter;
  /** Even; 640 by default. */
  readonly width?: number;
  /** Even; 360 by default. */
  readonly height?: number;
  /** Frames per second; 12 by default. */
  readonly fps?: number;
  /** Frames from one keyframe to the next; 24 by default. */
  readonly gop?: number;
  readonly videoCodec?: VideoCodec;
  /** False for no sound; a tune by default. */
  readonly sound?: false | Sound;
  readonly audioCodec?: AudioCodec;
  /** Bits per second of the sound; 96,000 by default. */
  readonly audioBitrate?: number;
  /** In order; the last one ends with the film. Only in MP4 and Matroska and their kin. */
  readonly chapters?: readonly Chapter[];
  /** Tags by FFmpeg's names: `title`, `artist`, `album_artist`, `track`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** A JPEG for the cover of mp3, flac, m4a and mp4. */
  readonly cover?: { readonly jpeg: Buffer; readonly width: number; readonly height: number };
  /** Clockwise turn for display. */
  readonly rotation?: 0 | 90 | 180 | 270;
}

const containers: Readonly<Record<string, { video?: VideoCodec; audio: AudioCodec }>> = {
  '.mp4': { video: 'h264', audio: 'aac' },
  '.m4v': { video: 'h264', audio: 'aac' },
  '.mov': { video: 'h264', audio: 'aac' },
  '.mkv': { video: 'h264', audio: 'aac' },
  '.ts': { video: 'h264', audio: 'aac' },
  '.webm': { video: 'vp9', audio: 'opus' },
  '.m4a': { audio: 'aac' },
  '.mka': { audio: 'flac' },
  '.mp3': { audio: 'mp3' },
  '.flac': { audio: 'flac' },
  '.ogg': { audio: 'vorbis' },
  '.opus': { audio: 'opus' },
  '.wav': { audio: 'pcm' },
};

/**
 * Writes a film, or a piece of music. The same options give the same bytes. Blocks its thread: see the defaults for
 * what is quick. Throws a RangeError for an extension or a size that it cannot do, FFmpeg's error when writing fails.
 */
export function makeFilm(options: FilmOptions): void {
  const defaults = containers[extname(options.path).toLowerCase()];
  if (!defaults) throw new RangeError(`${options.path} has no extension of a container that can be written.`);
  Log.setLevel(AV_LOG_ERROR);
  const output = openOutput(options);
  const globalHeader = output.oformat?.hasFlags(AVFMT_GLOBALHEADER) ?? false;
  const videoCodec = options.videoCodec ?? defaults.video;
  const audioCodec = options.audioCodec ?? defaults.audio;

  const tracks: Track[] = [];
  if (videoCodec && options.picture !== false) {
    tracks.push(videoTrack(output, options, videoCodec, globalHeader));
  }
  if (options.sound !== false) tracks.push(audioTrack(output, options, audioCodec, globalHeader));
  const writeCover = options.cover && coverTrack(output, options.cover);

  check(output.writeHeaderSync(null), 'write the header');
  writeCover?.();
  for (let next = earliest(tracks); next.timeMs() < options.seconds * 1000; next = earliest(tracks))
    next.advance();
  for (const track of tracks) track.finish();
  check(output.writeTrailerSync(), 'write the trailer');
  output.closeOutputSync();
  output.freeContext();

  if (options.chapters?.length) writeChapters(options.path, options.chapters, options.seconds * 1000);
}

function openOutput(options: FilmOptions): FormatContext {
  const output = new FormatContext();
  check(output.allocOutputContext2(null, null, options.path), 'choose the container');
  output.url = options.path;
  output.setFlags(AVFMT_FLAG_BITEXACT);
  if (options.metadata) output.metadata = Dictionary.fromObject(options.metadata);
  if (options.chapters?.length && output.oformat?.name?.match(/matroska|webm/)) {
    const keyframes = Math.ceil((options.seconds * (options.fps ?? 12)) / (options.gop ?? 24));
    output.setOption('reserve_index_space', roomForChapters(options.chapters) + 200 + keyframes * 40);
  }
  check(output.openOutputSync(), `open ${options.path}`);
  return output;
}

/** A stream in the making: knows the time of what comes next, and adds it. */
interface Track {
  timeMs(): number;
  advance(): void;
  finish(): void;
}

function earliest(tracks: readonly Track[]): Track {
  const [first, ...others] = tracks;
  if (!first) throw new RangeError('A film needs picture or sound.');
  return others.reduce((a, b) => (b.timeMs() < a.timeMs() ? b : a), first);
}

function videoTrack(
  output: FormatContext,
  options: FilmOptions,
  codec: VideoCodec,
  globalHeader: boolean,
): Track {
  const { width = 640, height = 360, fps = 12, gop = 24, picture: paint = drift } = options;
  if (paint === false) throw new RangeError('No picture is wanted.');
  const stream = output.newStream();
  const encoder = new VideoEncoder({ codec, width, height, fps, gop, globalHeader }, packet =>
    write(output, stream, encoder.context, packet),
  );
  describe(stream, encoder.context);
  stream.avgFrameRate = encoder.context.framerate;
  if (options.rotation) {
    check(
      stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, rotationMatrix(options.rotation)),
      'rotate',
    );
  }
  const picture = createPicture(width, height);
  let frames = 0;
  const timeMs = () => (frames * 1000) / fps;
  return {
    timeMs,
    advance: () => {
      paint(picture, timeMs());
      encoder.encode(picture);
      frames++;
    },
    finish: () => encoder.finish(),
  };
}

function audioTrack(
  output: FormatContext,
  options: FilmOptions,
  codec: AudioCodec,
  globalHeader: boolean,
): Track {
  const sound = options.sound || tune(options.seconds);
  const stream = output.newStream();
  const encoder = new AudioEncoder({ codec, bitrate: options.audioBitrate ?? 96_000, globalHeader }, packet =>
    write(output, stream, encoder.context, packet),
  );
  describe(stream, encoder.context);
  const total = Math.round(options.seconds * sampleRate);
  let samples = 0;
  return {
    timeMs: () => (samples * 1000) / sampleRate,
    advance: () => {
      const length = Math.min(encoder.blockSize, total - samples);
      const left = new Float32Array(length);
      const right = new Float32Array(length);
      sound(left, right, samples);
      encoder.encode(left, right);
      samples += length;
    },
    finish: () => encoder.finish(),
  };
}

/** Adds the stream of the cover, and returns what writes it after the header. */
function coverTrack(output: FormatContext, cover: NonNullable<FilmOptions['cover']>): () => void {
  const stream = output.newStream();
  stream.codecpar.codecType = AVMEDIA_TYPE_VIDEO;
  stream.codecpar.codecId = AV_CODEC_ID_MJPEG;
  stream.codecpar.format = AV_PIX_FMT_YUVJ420P;
  stream.codecpar.width = cover.width;
  stream.codecpar.height = cover.height;
  stream.setDisposition(AV_DISPOSITION_ATTACHED_PIC);
  stream.metadata = Dictionary.fromObject({ comment: 'Cover (front)' });
  return () => {
    const packet = new Packet();
    packet.alloc();
    packet.data = cover.jpeg;
    packet.isKeyframe = true;
    packet.streamIndex = stream.index;
    packet.pts = packet.dts = 0n;
    check(output.interleavedWriteFrameSync(packet), 'write the cover');
    packet.free();
  };
}

function describe(stream: Stream, context: CodecContext): void {
  check(stream.codecpar.fromContext(context), 'describe the stream');
  stream.timeBase = context.timeBase;
}

function write(
  output: FormatContext,
  stream: Stream,
  context: CodecContext,
  packet: Parameters<TakePacket>[0],
): void {
  packet.streamIndex = stream.index;
  packet.rescaleTs(context.timeBase, stream.timeBase);
  check(output.interleavedWriteFrameSync(packet), 'write a packet');
}

/** The display matrix of FFmpeg's `libavutil/display.h`: three rows of 16.16, 16.16 and 2.30 fixed point. */
function rotationMatrix(clockwise: number): Buffer {
  const turn = (clockwise * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(turn)) * 65_536, Math.round(Math.sin(turn)) * 65_536];
  return Buffer.from(new Int32Array([cos, sin, 0, -sin, cos, 0, 0, 0, 1 << 30]).buffer);
}

function check(result: number, what: string): void {
  FFmpegError.throwIfError(result, what);
}
