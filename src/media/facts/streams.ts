import {
  AV_DISPOSITION_DEFAULT,
  AV_DISPOSITION_FORCED,
  AV_PIX_FMT_NONE,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_BT709,
  AVCOL_TRC_BT2020_10,
  AVCOL_TRC_BT2020_12,
  AVCOL_TRC_GAMMA22,
  AVCOL_TRC_GAMMA28,
  AVCOL_TRC_IEC61966_2_1,
  AVCOL_TRC_LINEAR,
  AVCOL_TRC_SMPTE170M,
  AVCOL_TRC_SMPTE240M,
  AVCOL_TRC_SMPTE2084,
  AVCOL_TRC_UNSPECIFIED,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
  type AVPixelFormat,
} from 'node-av/constants';
import {
  avChannelLayoutDescribe,
  avGetCodecName,
  avGetPixFmtName,
  Codec,
  type CodecParameters,
  type Stream,
} from 'node-av/lib';
import type { StreamFacts, StreamKind } from '../../domain/media.ts';
import { layoutOf } from '../codecs/channel-layout.ts';
import { formatPixelFormat, parseCodecConfiguration } from '../formats/codec-configuration.ts';
import { type Demuxer, isStill } from '../reading/demuxer.ts';
import { pixelAspectOf, rotationOf } from '../reading/video-shape.ts';

const formatsWithHeader = new Set(['mov', 'matroska']);

/**
 * Whether the container has told everything that {@link describeStream} wants to know, so that FFmpeg need not read
 * and decode the beginning of each stream, which takes ten times as long as everything else.
 */
export function isToldByHeader(demuxer: Demuxer): boolean {
  return (
    formatsWithHeader.has(demuxer.format) && demuxer.durationMs !== undefined && demuxer.streams.every(isTold)
  );
}

function isTold(stream: Stream): boolean {
  const { codecpar } = stream;
  switch (codecpar.codecType) {
    case AVMEDIA_TYPE_VIDEO: {
      if (isStill(stream)) return true;
      const pixels = readConfiguration(codecpar);
      // Colours of more than 8 bits may be HDR, and say so only in the stream.
      const isColorKnown = pixels?.bitDepth === 8 || codecpar.colorTrc !== AVCOL_TRC_UNSPECIFIED;
      return pixels !== undefined && isColorKnown && codecpar.width > 0 && frameRateOf(stream) !== undefined;
    }
    case AVMEDIA_TYPE_AUDIO:
      return codecpar.sampleRate > 0 && codecpar.channels > 0;
    default:
      return true;
  }
}

/** Undefined for what is no stream of ours: data, attached fonts. */
export function describeStream(stream: Stream): StreamFacts | undefined {
  const kind = kindOf(stream);
  if (!kind) return undefined;
  const { codecpar } = stream;
  const metadata = stream.metadata?.getAll() ?? {};
  const language = metadata['language'];
  const title = metadata['title'];
  const bitrate = Number(codecpar.bitRate) || Number(metadata['BPS']) || undefined;
  const profile = kind === 'image' ? undefined : profileOf(codecpar);
  return {
    index: stream.index,
    kind,
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    ...(profile && { profile }),
    ...(language && language !== 'und' && { language }),
    ...(title && { title }),
    isDefault: stream.hasDisposition(AV_DISPOSITION_DEFAULT),
    isForced: stream.hasDisposition(AV_DISPOSITION_FORCED),
    ...(bitrate && { bitrate }),
    ...((kind === 'video' || kind === 'image') && describeSize(codecpar)),
    ...(kind === 'video' && describeVideo(stream)),
    ...(kind === 'audio' && describeAudio(codecpar)),
  };
}

function kindOf(stream: Stream): StreamKind | undefined {
  switch (stream.codecpar.codecType) {
    case AVMEDIA_TYPE_VIDEO:
      return isStill(stream) ? 'image' : 'video';
    case AVMEDIA_TYPE_AUDIO:
      return 'audio';
    case AVMEDIA_TYPE_SUBTITLE:
      return 'subtitle';
    default:
      return undefined;
  }
}

function describeSize({ width, height }: CodecParameters): Partial<StreamFacts> {
  return width > 0 && height > 0 ? { width, height } : {};
}

function describeVideo(stream: Stream): Partial<StreamFacts> {
  const pixelFormat = pixelFormatOf(stream.codecpar);
  const frameRate = frameRateOf(stream);
  const colorTransfer = colorTransfers.get(stream.codecpar.colorTrc);
  return {
    rotation: rotationOf(stream),
    pixelAspect: Number(pixelAspectOf(stream).toFixed(6)),
    ...(frameRate && { frameRate }),
    ...(pixelFormat && { pixelFormat, bitDepth: bitDepthOf(pixelFormat) }),
    ...(colorTransfer && { colorTransfer }),
  };
}

function describeAudio(codecpar: CodecParameters): Partial<StreamFacts> {
  const { channels, sampleRate } = codecpar;
  if (channels <= 0) return {};
  const name = avChannelLayoutDescribe(layoutOf(codecpar));
  return { channels, ...(name && { channelLayout: name }), ...(sampleRate > 0 && { sampleRate }) };
}

function frameRateOf(stream: Stream): number | undefined {
  const { num, den } = stream.avgFrameRate;
  return num > 0 && den > 0 ? Number((num / den).toFixed(3)) : undefined;
}

function profileOf(codecpar: CodecParameters): string | undefined {
  const number = codecpar.profile >= 0 ? codecpar.profile : readConfiguration(codecpar)?.profile;
  if (number === undefined) return undefined;
  return Codec.findDecoder(codecpar.codecId)?.profiles?.find(({ profile }) => profile === number)?.name;
}

function pixelFormatOf(codecpar: CodecParameters): string | undefined {
  if (codecpar.format !== AV_PIX_FMT_NONE) {
    // Full range in old files has a name of its own for the same pixels.
    return avGetPixFmtName(codecpar.format as AVPixelFormat)?.replace(/^yuvj/, 'yuv');
  }
  const configuration = readConfiguration(codecpar);
  return configuration && formatPixelFormat(configuration);
}

function readConfiguration(codecpar: CodecParameters) {
  const { extradata } = codecpar;
  return extradata ? parseCodecConfiguration(avGetCodecName(codecpar.codecId) ?? '', extradata) : undefined;
}

/** `yuv420p10le` has 10 bits, `p010le` too, `yuv420p` 8. */
function bitDepthOf(pixelFormat: string): number {
  const bits = pixelFormat.match(/(?:p|gray|p0|p2|p4)(9|10|12|14|16)(?:le|be)$/)?.[1];
  return bits === undefined ? 8 : Number(bits);
}

const colorTransfers: ReadonlyMap<number, string> = new Map([
  [AVCOL_TRC_BT709, 'bt709'],
  [AVCOL_TRC_GAMMA22, 'bt470m'],
  [AVCOL_TRC_GAMMA28, 'bt470bg'],
  [AVCOL_TRC_SMPTE170M, 'smpte170m'],
  [AVCOL_TRC_SMPTE240M, 'smpte240m'],
  [AVCOL_TRC_LINEAR, 'linear'],
  [AVCOL_TRC_IEC61966_2_1, 'iec61966-2-1'],
  [AVCOL_TRC_BT2020_10, 'bt2020-10'],
  [AVCOL_TRC_BT2020_12, 'bt2020-12'],
  [AVCOL_TRC_SMPTE2084, 'smpte2084'],
  [AVCOL_TRC_ARIB_STD_B67, 'arib-std-b67'],
]);
