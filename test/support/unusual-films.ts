import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AVCOL_PRI_BT2020,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_TRC_SMPTE2084,
  type AVPixelFormat,
  type FFEncoderCodec,
} from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Log, Packet, Rational } from 'node-av/lib';

/** Copies the picture of a film, with all its times later by that many milliseconds. */
export function shiftFilm(from: string, to: string, ms: number): void {
  const input = new FormatContext();
  check(input.openInputSync(from));
  const [source] = input.streams;
  if (!source) throw new Error(`${from} has no stream.`);
  writeStream(to, (output, packet) => {
    const target = output.newStream();
    check(source.codecpar.copy(target.codecpar));
    target.codecpar.codecTag = 0;
    target.timeBase = source.timeBase;
    return () => {
      const shift = BigInt((ms * source.timeBase.den) / (1000 * source.timeBase.num));
      while (input.readFrameSync(packet) >= 0) {
        packet.pts += shift;
        packet.dts += shift;
        packet.rescaleTs(source.timeBase, target.timeBase);
        check(output.writeFrameSync(packet));
      }
    };
  });
  input.closeInputSync();
}

/** One grey film: ten pictures a second, 64 by 48, each as bright as `levelAt` says, in the encoder's own scale. */
interface GreyFilm {
  readonly path: string;
  readonly seconds: number;
  readonly levelAt: (timeMs: number) => number;
}

/** A film whose pictures come at these times, in milliseconds, with a keyframe for every twenty pictures. */
export function encodeUnevenFilm(
  film: Omit<GreyFilm, 'seconds'> & { readonly timesMs: readonly number[] },
): void {
  encode({ seconds: 0, ...film }, 'libx264', AV_PIX_FMT_YUV420P, { preset: 'ultrafast', g: 20, bf: 2 });
}

/** A film in two fields: of each picture, the even lines are as bright as `levelAt` says, and the odd ones are not. */
export function encodeInterlacedFilm(film: GreyFilm): void {
  encode({ ...film, isInterlaced: true }, 'libx264', AV_PIX_FMT_YUV420P, {
    preset: 'ultrafast',
    g: 20,
    bf: 2,
    'x264-params': 'interlaced=1:tff=1',
  });
}

/** A film in the PQ curve and the wide colours of HDR10, 10 bits deep; 940 is 10,000 candela per square metre. */
export function encodeHdrFilm(film: GreyFilm): void {
  encode(
    film,
    'libx265',
    AV_PIX_FMT_YUV420P10LE,
    { preset: 'ultrafast', 'x265-params': 'log-level=error:pools=1' },
    context => {
      context.colorPrimaries = AVCOL_PRI_BT2020;
      context.colorTrc = AVCOL_TRC_SMPTE2084;
      context.colorSpace = AVCOL_SPC_BT2020_NCL;
    },
  );
}

/** A film of which only the first picture stands alone: the others are renewed in columns, over one second. */
export function encodeRefreshedFilm(film: GreyFilm): void {
  encode(film, 'libx264', AV_PIX_FMT_YUV420P, { preset: 'ultrafast', 'intra-refresh': 1, g: 10, bf: 0 });
}

interface EncodedFilm extends GreyFilm {
  /** When its pictures come, in milliseconds; ten a second where absent. */
  readonly timesMs?: readonly number[];
  readonly isInterlaced?: boolean;
}

function encode(
  { path, seconds, levelAt, timesMs, isInterlaced = false }: EncodedFilm,
  name: string,
  format: AVPixelFormat,
  options: Readonly<Record<string, string | number>>,
  describe: (context: CodecContext) => void = () => {},
): void {
  const [width, height, fps] = [64, 48, 10];
  const codec = Codec.findEncoderByName(name as FFEncoderCodec);
  if (!codec) throw new Error(`The media engine has no encoder ${name}.`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.pixelFormat = format;
  const ticks = timesMs ? 1000 : fps;
  context.timeBase = new Rational(1, ticks);
  context.framerate = new Rational(fps, 1);
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  describe(context);
  for (const [option, value] of Object.entries(options)) check(context.setOption(option, value));
  check(context.open2Sync(codec, null));
  const isDeep = format === AV_PIX_FMT_YUV420P10LE;
  writeStream(path, (output, packet) => {
    const stream = output.newStream();
    check(stream.codecpar.fromContext(context));
    stream.timeBase = context.timeBase;
    const drain = () => {
      while (context.receivePacketSync(packet) >= 0) {
        packet.rescaleTs(context.timeBase, stream.timeBase);
        check(output.writeFrameSync(packet));
      }
    };
    return () => {
      const times = timesMs ?? Array.from({ length: seconds * fps }, (_, n) => (n * 1000) / fps);
      for (const timeMs of times) {
        const samples = (width * height * 3) / 2;
        const level = Math.round(levelAt(timeMs));
        const content = isDeep ? new Uint16Array(samples).fill(512) : new Uint8Array(samples).fill(128);
        content.fill(level, 0, width * height);
        for (let row = 1; isInterlaced && row < height; row += 2)
          content.fill(251 - level, row * width, (row + 1) * width);
        const frame = new Frame();
        frame.alloc();
        Object.assign(frame, {
          width,
          height,
          format,
          timeBase: context.timeBase,
          pts: BigInt(Math.round((timeMs * ticks) / 1000)),
        });
        check(frame.getBuffer());
        check(frame.fromBuffer(Buffer.from(content.buffer)));
        check(context.sendFrameSync(frame));
        frame.free();
        drain();
      }
      check(context.sendFrameSync(null));
      drain();
    };
  });
  context.freeContext();
}

/** @param prepare adds the stream, and returns what writes its packets after the header */
function writeStream(path: string, prepare: (output: FormatContext, packet: Packet) => () => void): void {
  Log.setLevel(AV_LOG_ERROR);
  const output = new FormatContext();
  check(output.allocOutputContext2(null, null, path));
  output.url = path;
  using packet = new Packet();
  packet.alloc();
  const writePackets = prepare(output, packet);
  check(output.openOutputSync());
  check(output.writeHeaderSync(null));
  writePackets();
  check(output.writeTrailerSync());
  output.closeOutputSync();
  output.freeContext();
}

function check(result: number): void {
  FFmpegError.throwIfError(result);
}
