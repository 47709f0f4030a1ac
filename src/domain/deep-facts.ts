/** What only all packets of a file tell, and a few of its pictures. Times are from the start of the film. */
export interface DeepFacts {
  /** End of the last packet. */
  readonly durationMs: number;
  /** Of all streams together, of each second. */
  readonly bitsPerSecond: readonly number[];
  /** The fullest second, bits per second. */
  readonly peakBitrate: number;
  /** The least bandwidth with which a player that holds so much ahead never waits. */
  readonly requiredBandwidths: readonly { readonly bufferMs: number; readonly bitsPerSecond: number }[];
  readonly streams: readonly StreamTraffic[];
  readonly video?: VideoDepth;
  /** Of each stream of sound that could be heard. */
  readonly sound: readonly SoundDepth[];
}

/** What the channels of a stream of sound carry. */
export interface SoundDepth {
  readonly stream: number;
  /** As FFmpeg writes it: `stereo`, `5.1(side)`. The channels follow in its order. */
  readonly layout: string;
  readonly channels: readonly ChannelLevels[];
  /** All that is heard comes from one channel, or both carry the same. */
  readonly isMono: boolean;
  /** Where all channels are silent, below −50 dB for two seconds at least. */
  readonly silences: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** In dBFS, each absent where the channel is digitally silent throughout. */
export interface ChannelLevels {
  readonly peak?: number;
  /** Root mean square of all of it. */
  readonly rms?: number;
}

/** What a stream carries. */
export interface StreamTraffic {
  /** Index of the stream in its file. */
  readonly stream: number;
  readonly packets: number;
  readonly bytes: number;
  readonly durationMs: number;
  /** Mean, bits per second. */
  readonly bitrate?: number;
}

/** How the pictures of a film follow one another. */
export interface Cadence {
  readonly pictures: number;
  /** Pictures a second, of most of the film; absent where there are too few. */
  readonly frameRate?: number;
  readonly frameRateMode: 'constant' | 'variable';
  readonly keyframesMs: readonly number[];
  /** Length of the groups of pictures: from one keyframe to the next. */
  readonly gopMs?: { readonly shortest: number; readonly mean: number; readonly longest: number };
}

export interface VideoDepth extends Cadence {
  readonly stream: number;
  readonly scan?: 'progressive' | 'interlaced';
  readonly hdr?: Hdr;
  /** The part of the coded picture that is used, where there are bars. */
  readonly crop?: Crop;
}

/** High dynamic range. Films in Dolby Vision often hold one of the other kinds as well. */
export interface Hdr {
  readonly base?: 'hdr10' | 'hlg';
  readonly dolbyVision?: {
    readonly profile: number;
    readonly level: number;
    /** What a player that does not know Dolby Vision sees: 0 nothing, 1 HDR10, 2 SDR, 4 HLG. */
    readonly compatibility: number;
  };
}

/** In pixels of the coded picture. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
