import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_SMPTE170M,
  FF_ENCODER_LIBX265,
} from 'node-av/constants';
import { Codec, CodecContext, CodecParameters, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';
import { FilterChain } from '../../src/media/codecs/filter-chain.ts';
import { pictureSource } from '../../src/media/pictures/picture-source.ts';

/** One picture in HEVC, as an item of a HEIF file has it. */
export interface CodedPicture {
  readonly width: number;
  readonly height: number;
  /** `HEVCDecoderConfigurationRecord`. */
  readonly configuration: Buffer;
  readonly data: Buffer;
}

/**
 * Encodes a picture, near to lossless, in full range as telephones do.
 *
 * @param pixels red, green and blue in a byte each, row by row
 */
export function encodeHevc(
  pixels: Buffer,
  width: number,
  height: number,
  bitDepth: 8 | 10 = 8,
): CodedPicture {
  const format = bitDepth === 8 ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV420P10LE;
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX265);
  if (!codec) throw new Error('The media engine has no encoder for HEVC.');
  const context = new CodecContext();
  context.allocContext3(codec);
  Object.assign(context, {
    width,
    height,
    pixelFormat: format,
    timeBase: new Rational(1, 1),
    threadCount: 1,
  });
  Object.assign(context, { colorRange: AVCOL_RANGE_JPEG, colorSpace: AVCOL_SPC_SMPTE170M });
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const options = { preset: 'ultrafast', crf: 2, 'x265-params': 'log-level=none:pools=none:info=0' };
  for (const [name, value] of Object.entries(options)) context.setOption(name, value);
  FFmpegError.throwIfError(context.open2Sync(codec, null), 'open encoder');
  const parameters = new CodecParameters();
  parameters.alloc();
  parameters.fromContext(context);
  const picture = convert(pixels, width, height, bitDepth);
  const packet = new Packet();
  packet.alloc();
  try {
    FFmpegError.throwIfError(context.sendFrameSync(picture), 'encode');
    FFmpegError.throwIfError(context.sendFrameSync(null), 'encode');
    FFmpegError.throwIfError(context.receivePacketSync(packet), 'encode');
    const configuration = parameters.getDecoderConfigurationRecord();
    if (!configuration || !packet.data) throw new Error('The encoder made nothing.');
    return { width, height, configuration: Buffer.from(configuration), data: withLengths(packet.data) };
  } finally {
    packet.free();
    picture.free();
    parameters.free();
    context.freeContext();
  }
}

function convert(pixels: Buffer, width: number, height: number, bitDepth: 8 | 10): Frame {
  const frame = new Frame();
  frame.alloc();
  Object.assign(frame, { width, height, format: AV_PIX_FMT_RGB24, pts: 0n });
  FFmpegError.throwIfError(frame.getBuffer(), 'frame');
  FFmpegError.throwIfError(frame.fromBuffer(pixels), 'frame');
  using chain = new FilterChain([
    pictureSource(frame),
    ['scale', 'out_range=full:out_color_matrix=bt601:flags=accurate_rnd+full_chroma_inp'],
    ['format', `pix_fmts=${bitDepth === 8 ? 'yuv420p' : 'yuv420p10le'}`],
    ['buffersink', ''],
  ]);
  chain.send(frame);
  frame.free();
  const converted = new Frame();
  converted.alloc();
  chain.receive(converted);
  converted.pts = 0n;
  return converted;
}

/** The units of a stream of bytes (ITU-T H.265, annex B), each with its length before it (ISO/IEC 14496-15). */
function withLengths(stream: Buffer): Buffer {
  const units: Buffer[] = [];
  const start = Buffer.from([0, 0, 1]);
  for (let from = stream.indexOf(start) + 3; from > 2; ) {
    const next = stream.indexOf(start, from);
    const end = next < 0 ? stream.length : stream[next - 1] === 0 ? next - 1 : next;
    units.push(uint(end - from, 4), stream.subarray(from, end));
    from = next + 3;
  }
  return Buffer.concat(units);
}

export interface HeifItem {
  readonly id: number;
  readonly type: string;
  readonly data: Buffer;
  /** Each is written once, however many items have it. */
  readonly properties?: readonly Buffer[];
  /** Kinds of references, and the items that each leads to. */
  readonly references?: Readonly<Record<string, readonly number[]>>;
}

/** An item that is one picture. */
export function pictureItem(id: number, picture: CodedPicture, properties: readonly Buffer[] = []): HeifItem {
  const { configuration, width, height, data } = picture;
  return {
    id,
    type: 'hvc1',
    data,
    properties: [box('hvcC', configuration), ispe(width, height), ...properties],
  };
}

/** An item of tiles, of which there are columns × rows. */
export function gridItem(
  id: number,
  grid: { columns: number; rows: number; width: number; height: number; tiles: readonly number[] },
  properties: readonly Buffer[] = [],
): HeifItem {
  const { columns, rows, width, height, tiles } = grid;
  const data = Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), uint(width, 4), uint(height, 4)]);
  return {
    id,
    type: 'grid',
    data,
    properties: [ispe(width, height), ...properties],
    references: { dimg: tiles },
  };
}

const ispe = (width: number, height: number) => box('ispe', uint(0, 4), uint(width, 4), uint(height, 4));
/** Quarters of a turn, anticlockwise. */
export const irot = (quarters: number) => box('irot', Buffer.from([quarters]));
/** 0 changes above and below, 1 left and right. */
export const imir = (axis: number) => box('imir', Buffer.from([axis]));
/** A cut of whole pixels, whose middle is so many halves of pixels from that of the picture. */
export const clap = (width: number, height: number, halvesRight: number, halvesDown: number) =>
  box('clap', ...[width, 1, height, 1, halvesRight, 2, halvesDown, 2].map(number => uint(number >>> 0, 4)));
/** An ICC profile. */
export const colourProfile = (profile: Buffer) => box('colr', Buffer.from('prof'), profile);

/** A HEIF file (ISO/IEC 23008-12) as Apple writes it: what it says comes first, then the items. */
export function writeHeif(items: readonly HeifItem[], primary: number): Buffer {
  const properties = [
    ...new Map(
      items.flatMap(item => item.properties ?? []).map(one => [one.toString('latin1'), one]),
    ).values(),
  ];
  const numberOf = (property: Buffer) => 1 + properties.findIndex(one => one.equals(property));
  const associations = items.map(({ id, properties: own = [] }) =>
    Buffer.concat([uint(id, 2), uint(own.length, 1), ...own.map(one => uint(0x80 | numberOf(one), 1))]),
  );
  const references = items.flatMap(({ id, references: own = {} }) =>
    Object.entries(own).map(([kind, to]) =>
      box(kind, uint(id, 2), uint(to.length, 2), ...to.map(one => uint(one, 2))),
    ),
  );
  const header = (startAt: number) => {
    let at = startAt;
    const locations = items.map(({ id, data }) => {
      const location = Buffer.concat([
        uint(id, 2),
        uint(0, 2),
        uint(1, 2),
        uint(at, 4),
        uint(data.length, 4),
      ]);
      at += data.length;
      return location;
    });
    return Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')),
      box(
        'meta',
        uint(0, 4),
        box('hdlr', Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13)),
        box('pitm', uint(0, 4), uint(primary, 2)),
        box(
          'iinf',
          uint(0, 4),
          uint(items.length, 2),
          ...items.map(({ id, type }) =>
            box('infe', uint(2 << 24, 4), uint(id, 2), uint(0, 2), Buffer.from(`${type}\0`)),
          ),
        ),
        box('iref', uint(0, 4), ...references),
        box(
          'iprp',
          box('ipco', ...properties),
          box('ipma', uint(0, 4), uint(items.length, 4), ...associations),
        ),
        box('iloc', uint(0, 4), uint(0x4400, 2), uint(items.length, 2), ...locations),
      ),
    ]);
  };
  const media = box('mdat', ...items.map(({ data }) => data));
  return Buffer.concat([header(header(0).length + 8), media]);
}

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint(8 + body.length, 4), Buffer.from(type, 'latin1'), body]);
}

/** A number of so many bytes. */
function uint(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
