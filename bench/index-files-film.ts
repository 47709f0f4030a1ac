import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
} from 'node-av/constants';
import {
  Codec,
  CodecContext,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
  type Stream,
} from 'node-av/lib';
import { createPicture, type Painter, type Picture } from '../src/media/sample/picture.ts';

export type BenchKind = keyof typeof kinds;

/** What a film of the benchmark is like, at 24 frames a second. */
export interface BenchFilm {
  /** 1080p H.264 where absent. */
  readonly kind?: BenchKind;
  readonly seconds: number;
  /** Frames from one keyframe to the next. */
  readonly gop: number;
}

const fps = 24;

const x264 = { preset: 'veryfast', crf: 23, sc_threshold: 0 };
/** With B-frames and motion between pixels, as films have them: they cost more to decode than `ultrafast` makes them. */
const x265 = { preset: 'veryfast', crf: 26, 'x265-params': 'log-level=error:scenecut=0:open-gop=0' };

/** Seconds of a scene: the shorter, the slower it is to encode. */
const kinds = {
  '1080p H.264': {
    ...{ width: 1920, height: 1080, format: AV_PIX_FMT_YUV420P, encoder: FF_ENCODER_LIBX264 },
    ...{ options: x264, sceneSeconds: 16 },
  },
  '4K HEVC': {
    ...{ width: 3840, height: 2160, format: AV_PIX_FMT_YUV420P, encoder: FF_ENCODER_LIBX265 },
    ...{ options: x265, sceneSeconds: 5 },
  },
  '4K HEVC, 10 bits': {
    ...{ width: 3840, height: 2160, format: AV_PIX_FMT_YUV420P10LE, encoder: FF_ENCODER_LIBX265 },
    ...{ options: x265, sceneSeconds: 5 },
  },
  '1080p HEVC, 10 bits': {
    ...{ width: 1920, height: 1080, format: AV_PIX_FMT_YUV420P10LE, encoder: FF_ENCODER_LIBX265 },
    ...{ options: x265, sceneSeconds: 10 },
  },
} as const;

/** Why films of a kind cannot be made here; undefined where they can. */
export function whyNot(kind: BenchKind): string | undefined {
  const { encoder } = kinds[kind];
  return Codec.findEncoderByName(encoder) ? undefined : `the media engine has no ${encoder}`;
}

/** The path of such a film, which is made at the first time and kept in the folder for temporary files. */
export function findOrMakeFilm({ kind = '1080p H.264', seconds, gop }: BenchFilm): string {
  const folder = join(tmpdir(), 'butler-bench');
  const name = kind.toLowerCase().replaceAll(/[^\da-z]+/g, '-');
  const path = join(folder, `${name}-${seconds}s-gop${gop}.mp4`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `film-${process.pid}.mp4`);
  writeFilm(partial, { kind, seconds, gop });
  renameSync(partial, path);
  return path;
}

/**
 * A slow pan over a landscape of blurred noise, with grain that is another one in each frame: neither as easy to decode
 * as a drawing, nor as hard as noise.
 */
function paintPan(width: number, height: number): Painter {
  const random = randomBytes(1);
  const margin = 256;
  const [wide, high] = [width + margin + 2, height + margin + 2];
  const landscape = Float32Array.from({ length: wide * high }, () => random());
  for (const radius of [24, 12, 6]) blur(landscape, wide, radius);
  const grains = Array.from({ length: 8 }, () =>
    Uint8Array.from(landscape, value =>
      Math.max(16, Math.min(235, 125 + (value - 127.5) * 40 + (random() - 127.5) / 10)),
    ),
  );
  let frames = 0;
  return (picture, timeMs) => {
    const grain = grains[frames++ % grains.length] ?? new Uint8Array();
    const x = (margin / 2) * (1 + Math.sin(timeMs / 3000));
    const y = (margin / 2) * (1 + Math.cos(timeMs / 4100));
    copyWindow(grain, wide, x, y, picture);
  };
}

/** Copies the part of a landscape that begins at x and y, which lie between its points as any motion does. */
function copyWindow(
  landscape: Uint8Array,
  wide: number,
  x: number,
  y: number,
  { luma, width, height }: Picture,
): void {
  const right = Math.floor((x % 1) * 16);
  const down = Math.floor((y % 1) * 16);
  const weights = [
    (16 - right) * (16 - down),
    right * (16 - down),
    (16 - right) * down,
    right * down,
  ] as const;
  for (let row = 0, to = 0; row < height; row++) {
    let at = (Math.floor(y) + row) * wide + Math.floor(x);
    for (const end = to + width; to < end; to++, at++) {
      luma[to] =
        ((landscape[at] ?? 0) * weights[0] +
          (landscape[at + 1] ?? 0) * weights[1] +
          (landscape[at + wide] ?? 0) * weights[2] +
          (landscape[at + wide + 1] ?? 0) * weights[3]) >>
        8;
    }
  }
}

/** Averages along the rows and then, as the rows follow one another, a little down the columns. */
function blur(values: Float32Array, wide: number, radius: number): void {
  for (const step of [1, wide]) {
    const source = values.slice();
    let sum = 0;
    for (let lane = 0; lane < step; lane++) {
      sum = 0;
      for (let at = lane, n = 0; at < values.length; at += step, n++) {
        sum += source[at] ?? 0;
        const left = at - step * (2 * radius + 1);
        if (left >= 0) sum -= source[left] ?? 0;
        values[at] = sum / Math.min(n + 1, 2 * radius + 1);
      }
    }
  }
}

/** Mulberry32, as bytes: the same film each time. */
function randomBytes(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) & 0xff;
  };
}

/** Encodes a scene as films are encoded (CABAC, B-frames, loop filter). Times are in frames. */
function encodeScene(
  kind: BenchKind,
  frames: number,
  gop: number,
  output: FormatContext,
): { packets: Packet[]; stream: Stream; timeBase: Rational } {
  const { width, height, format, encoder, options } = kinds[kind];
  const codec = Codec.findEncoderByName(encoder);
  if (!codec) throw new Error(`The media engine has no ${encoder}.`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.pixelFormat = format;
  context.timeBase = new Rational(1, fps);
  context.framerate = new Rational(fps, 1);
  context.gopSize = gop;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  for (const [name, value] of Object.entries({ ...options, keyint_min: gop })) {
    check(context.setOption(name, value));
  }
  check(context.open2Sync(codec, null));
  const stream = output.newStream();
  check(stream.codecpar.fromContext(context));

  const packets: Packet[] = [];
  const receive = () => {
    for (;;) {
      const packet = new Packet();
      packet.alloc();
      if (context.receivePacketSync(packet) < 0) return;
      packets.push(packet);
    }
  };
  const picture = createPicture(width, height);
  const paint = paintPan(width, height);
  const isDeep = format === AV_PIX_FMT_YUV420P10LE;
  const frame = new Frame();
  for (let n = 0; n < frames; n++) {
    paint(picture, (n * 1000) / fps);
    frame.alloc();
    frame.width = width;
    frame.height = height;
    frame.format = format;
    frame.timeBase = context.timeBase;
    frame.pts = BigInt(n);
    check(frame.getBuffer());
    check(frame.fromBuffer(isDeep ? deepen(picture.pixels) : picture.pixels));
    check(context.sendFrameSync(frame));
    frame.free();
    receive();
  }
  check(context.sendFrameSync(null));
  receive();
  const { timeBase } = context;
  context.freeContext();
  return { packets, stream, timeBase };
}

/** Ten bits for each eight, as little-endian words. */
function deepen(pixels: Uint8Array): Buffer {
  return Buffer.from(Uint16Array.from(pixels, value => value << 2).buffer);
}

/** Writes one scene as often as it takes: encoding it once is enough for the work of decoding it. */
function writeFilm(path: string, { kind, seconds, gop }: Required<BenchFilm>): void {
  Log.setLevel(AV_LOG_ERROR);
  const output = new FormatContext();
  check(output.allocOutputContext2(null, 'mp4', path));
  output.url = path;
  const sceneFrames = gop * Math.ceil((kinds[kind].sceneSeconds * fps) / gop);
  const { packets, stream, timeBase } = encodeScene(kind, sceneFrames, gop, output);
  check(output.openOutputSync());
  check(output.writeHeaderSync(null));
  for (let from = 0; from < seconds * fps; from += sceneFrames) {
    for (const original of packets) {
      if (from + Number(original.pts) >= seconds * fps) continue;
      const packet = original.clone();
      if (!packet) throw new Error('There is no memory for a packet.');
      packet.pts += BigInt(from);
      packet.dts += BigInt(from);
      packet.streamIndex = 0;
      packet.rescaleTs(timeBase, stream.timeBase);
      check(output.writeFrameSync(packet));
      packet.free();
    }
  }
  check(output.writeTrailerSync());
  output.closeOutputSync();
  output.freeContext();
  for (const packet of packets) packet.free();
}

function check(result: number): void {
  FFmpegError.throwIfError(result);
}
