/** What the header of a video stream says of its pictures. */
export interface CodecConfiguration {
  /** The codec's own number; `AV_PROFILE_…` of FFmpeg. */
  readonly profile: number;
  readonly bitDepth: number;
  readonly chroma: (typeof chromaFormats)[number];
}

/** By `chroma_format_idc` of H.264 and HEVC. */
const chromaFormats = ['gray', '420', '422', '444'] as const;

const parsers: Readonly<Record<string, (bytes: Buffer) => CodecConfiguration | undefined>> = {
  h264: parseAvcConfiguration,
  hevc: parseHevcConfiguration,
  av1: parseAv1Configuration,
};

/**
 * Reads the decoder configuration record that MP4 and Matroska keep beside a stream, so that nothing of the stream has
 * to be decoded to know its pixels. Undefined where there is no such record, or it does not tell.
 *
 * @param codec FFmpeg's short name
 */
export function parseCodecConfiguration(codec: string, bytes: Buffer): CodecConfiguration | undefined {
  return parsers[codec]?.(bytes);
}

/** Profiles of H.264 that have no other pixels than 8-bit 4:2:0: Baseline, Main, Extended, High. */
const plainAvcProfiles = [66, 77, 88, 100];
const constrainedFlag = 1 << 9;

/** `AVCDecoderConfigurationRecord`, ISO/IEC 14496-15, 5.3.3.1.2. */
function parseAvcConfiguration(bytes: Buffer): CodecConfiguration | undefined {
  if (bytes.length < 7 || bytes[0] !== 1) return undefined;
  const indicated = bytes.readUInt8(1);
  const isConstrained = indicated === 66 && (bytes.readUInt8(2) & 0x40) !== 0;
  if (plainAvcProfiles.includes(indicated)) {
    return { profile: isConstrained ? indicated | constrainedFlag : indicated, bitDepth: 8, chroma: '420' };
  }
  // Two lists of parameter sets, each with its length before it; the pixels come after them.
  let at = 5;
  for (const countMask of [0x1f, 0xff]) {
    if (at >= bytes.length) return undefined;
    let count = bytes.readUInt8(at++) & countMask;
    for (; count > 0 && at + 2 <= bytes.length; count--) at += 2 + bytes.readUInt16BE(at);
  }
  if (at + 2 > bytes.length) return undefined;
  return {
    profile: indicated,
    bitDepth: 8 + (bytes.readUInt8(at + 1) & 7),
    chroma: chromaFormat(bytes.readUInt8(at)),
  };
}

/** `HEVCDecoderConfigurationRecord`, ISO/IEC 14496-15, 8.3.3.1.2. */
function parseHevcConfiguration(bytes: Buffer): CodecConfiguration | undefined {
  // Muxers of FFmpeg before 2013 wrote a record of version 0.
  if (bytes.length < 23 || bytes.readUInt8(0) > 1 || bytes.readUIntBE(0, 3) <= 1) return undefined;
  return {
    profile: bytes.readUInt8(1) & 0x1f,
    bitDepth: 8 + (bytes.readUInt8(17) & 7),
    chroma: chromaFormat(bytes.readUInt8(16)),
  };
}

/** `AV1CodecConfigurationRecord`, AV1 Codec ISO Media File Format Binding, 2.3.3. */
function parseAv1Configuration(bytes: Buffer): CodecConfiguration | undefined {
  if (bytes.length < 4 || bytes[0] !== 0x81) return undefined;
  const flags = bytes.readUInt8(2);
  const isHigh = (flags & 0x40) !== 0;
  const isTwelve = (flags & 0x20) !== 0;
  const subsampling = (flags >> 2) & 3;
  return {
    profile: bytes.readUInt8(1) >> 5,
    bitDepth: isHigh ? (isTwelve ? 12 : 10) : 8,
    chroma: (flags & 0x10) !== 0 ? 'gray' : subsampling === 3 ? '420' : subsampling === 2 ? '422' : '444',
  };
}

function chromaFormat(bits: number): CodecConfiguration['chroma'] {
  return chromaFormats[(bits & 3) as 0 | 1 | 2 | 3];
}

/** FFmpeg's name for such pixels: `yuv420p`, `yuv422p10le`, `gray`. */
export function formatPixelFormat(configuration: CodecConfiguration): string {
  const { chroma, bitDepth } = configuration;
  const layout = chroma === 'gray' ? 'gray' : `yuv${chroma}p`;
  return bitDepth === 8 ? layout : `${layout}${bitDepth}le`;
}
