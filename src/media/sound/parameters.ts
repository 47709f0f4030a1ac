import type { AVCodecID, AVSampleFormat } from 'node-av/constants';
import { AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { type ChannelLayout, CodecParameters, type Stream } from 'node-av/lib';

/** What a decoder must know of a stream of sound, as plain data for another thread. */
export interface SoundParameters {
  readonly codecId: AVCodecID;
  readonly extradata: Uint8Array | null;
  readonly format: AVSampleFormat;
  readonly sampleRate: number;
  readonly channelLayout: ChannelLayout;
  readonly bitRate: bigint;
  readonly bitsPerCodedSample: number;
}

/**
 * Undefined for streams that cannot be described: the decoders of some old codecs (WMA, ADPCM, ATRAC) need the size of
 * their blocks, which node-av does not let one set.
 */
export function describeSound({ codecpar }: Stream): SoundParameters | undefined {
  const { blockAlign } = codecpar.toJSON() as { blockAlign?: number };
  if (blockAlign) return undefined;
  const { codecId, extradata, format, sampleRate, channelLayout, bitRate, bitsPerCodedSample } = codecpar;
  return {
    codecId,
    extradata: extradata && Uint8Array.from(extradata),
    format: format as AVSampleFormat,
    sampleRate,
    channelLayout,
    bitRate,
    bitsPerCodedSample,
  };
}

/** To be freed by the caller. */
export function rebuildParameters(sound: SoundParameters): CodecParameters {
  const parameters = new CodecParameters();
  parameters.alloc();
  parameters.codecType = AVMEDIA_TYPE_AUDIO;
  parameters.codecId = sound.codecId;
  if (sound.extradata) parameters.extradata = Buffer.from(sound.extradata);
  parameters.format = sound.format;
  parameters.sampleRate = sound.sampleRate;
  parameters.channelLayout = sound.channelLayout;
  parameters.bitRate = sound.bitRate;
  parameters.bitsPerCodedSample = sound.bitsPerCodedSample;
  return parameters;
}
