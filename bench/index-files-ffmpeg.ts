import { spawnSync } from 'node:child_process';
import {
  AV_BUFFERSRC_FLAG_KEEP_REF,
  AV_CODEC_FLAG_QSCALE,
  AV_CODEC_ID_MJPEG,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  AVMEDIA_TYPE_VIDEO,
  type AVPixelFormat,
  FF_QP2LAMBDA,
} from 'node-av/constants';
import {
  avGetPixFmtName,
  Codec,
  CodecContext,
  FFmpegError,
  Filter,
  type FilterContext,
  FilterGraph,
  FormatContext,
  Frame,
  Packet,
  Rational,
} from 'node-av/lib';

/** How media servers make index files: FFmpeg's program decodes from one end to the other. */
export interface FfmpegWay {
  readonly film: string;
  readonly intervalSeconds: number;
  /** `-skip_frame nokey`. */
  readonly keyframesOnly: boolean;
}

const program = 'ffmpeg';

/** FFmpeg's program, where there is one here. */
export const ffmpegVersion = findVersion();

function findVersion(): string | undefined {
  const { stdout } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return stdout?.match(/^ffmpeg version \S+/)?.[0];
}

/** Runs it, and returns the CPU seconds that it took; without its start-up where there is no such program. */
export function runFfmpeg(way: FfmpegWay): number {
  return ffmpegVersion ? runProgram(way) : runLibrary(way);
}

function runProgram({ film, intervalSeconds, keyframesOnly }: FfmpegWay): number {
  const { stderr, status } = spawnSync(
    program,
    [
      ...['-hide_banner', '-benchmark', '-threads', '1', ...(keyframesOnly ? ['-skip_frame', 'nokey'] : [])],
      ...['-i', film, '-an', '-sn', '-threads', '1', '-filter_threads', '1'],
      ...['-vf', `fps=1/${intervalSeconds},scale=320:-2`, '-q:v', '4', '-c:v', 'mjpeg', '-f', 'null', '-'],
    ],
    { encoding: 'utf8' },
  );
  const [, user, system] = stderr.match(/bench: utime=([\d.]+)s stime=([\d.]+)s/) ?? [];
  if (status !== 0 || !user || !system) throw new Error(`ffmpeg failed:\n${stderr}`);
  return Number(user) + Number(system);
}

/** The same work by the same libraries in this process, where there is no such program. */
function runLibrary({ film, intervalSeconds, keyframesOnly }: FfmpegWay): number {
  const before = process.cpuUsage();
  const input = new FormatContext();
  check(input.openInputSync(`file:${film}`));
  check(input.findStreamInfoSync(null));
  const stream = input.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_VIDEO);
  if (!stream) throw new Error(`${film} has no picture.`);
  const decoder = new CodecContext();
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  decoder.allocContext3(codec);
  check(decoder.parametersToContext(stream.codecpar));
  decoder.threadCount = 1;
  if (keyframesOnly) check(decoder.setOption('skip_frame', 'nokey'));
  check(decoder.open2Sync(codec, null));

  const { width, height, format } = stream.codecpar;
  const { num, den } = stream.timeBase;
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = 1;
  const filters = [
    [
      'buffer',
      `video_size=${width}x${height}:pix_fmt=${avGetPixFmtName(format as AVPixelFormat)}:time_base=${num}/${den}:frame_rate=24/1`,
    ],
    ['fps', `fps=1/${intervalSeconds}`],
    ['scale', 'w=320:h=-2:flags=bicubic'],
    ['format', 'pix_fmts=yuvj420p'],
    ['buffersink', null],
  ].map(([name, options]) => addFilter(graph, name ?? '', options ?? null));
  for (const [i, filter] of filters.slice(1).entries()) check(filters[i]?.link(0, filter, 0) ?? -1);
  check(graph.configSync());
  const [source, sink] = [filters[0], filters.at(-1)];
  if (!source || !sink) throw new Error('There are no filters.');
  const encode = createEncoder(sink);

  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  const small = new Frame();
  small.alloc();
  const drain = () => {
    while (decoder.receiveFrameSync(frame) >= 0) {
      frame.pts = frame.bestEffortTimestamp;
      check(source.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF));
      while (sink.buffersinkGetFrameSync(small) >= 0) encode(small);
    }
  };
  while (input.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) {
      decoder.sendPacketSync(packet);
      drain();
    }
    packet.unref();
  }
  decoder.sendPacketSync(null);
  drain();
  source.buffersrcAddFrameSync(null);
  while (sink.buffersinkGetFrameSync(small) >= 0) encode(small);
  for (const item of [packet, frame, small, graph]) item.free();
  decoder.freeContext();
  input.closeInputSync();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function addFilter(graph: FilterGraph, name: string, options: string | null): FilterContext {
  const filter = Filter.getByName(name);
  const context = filter && graph.createFilter(filter, name, options);
  if (!context) throw new Error(`There is no filter ${name}.`);
  return context;
}

function createEncoder(sink: FilterContext): (frame: Frame) => void {
  const encoder = new CodecContext();
  const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
  encoder.allocContext3(codec);
  encoder.width = sink.buffersinkGetWidth();
  encoder.height = sink.buffersinkGetHeight();
  encoder.pixelFormat = AV_PIX_FMT_YUVJ420P;
  encoder.colorRange = AVCOL_RANGE_JPEG;
  encoder.timeBase = new Rational(1, 1000);
  encoder.threadCount = 1;
  encoder.setFlags(AV_CODEC_FLAG_QSCALE);
  encoder.globalQuality = 4 * FF_QP2LAMBDA;
  check(encoder.open2Sync(codec, null));
  const packet = new Packet();
  packet.alloc();
  let pictures = 0n;
  return frame => {
    frame.quality = encoder.globalQuality;
    frame.pts = pictures++;
    check(encoder.sendFrameSync(frame));
    frame.unref();
    while (encoder.receivePacketSync(packet) >= 0) packet.unref();
  };
}

function check(result: number): void {
  FFmpegError.throwIfError(result);
}
