/** Loudness by EBU R 128 (ITU-R BS.1770-4), for each stream of sound that could be measured. */
export interface LoudnessFacts {
  readonly tracks: readonly TrackLoudness[];
}

export interface TrackLoudness extends Loudness {
  /** Index of the stream in its file. */
  readonly stream: number;
  /** In dBTP, where it was asked for. */
  readonly truePeak?: number;
  /** Momentary loudness (400 ms) in LUFS, the highest of each second of the film; −70 at least. */
  readonly curve: readonly number[];
  /** Milliseconds of sound that were heard. */
  readonly heardMs: number;
  readonly blocks: LoudnessBlocks;
}

export interface Loudness {
  /** LUFS, gated; −70 where it is silent throughout. */
  readonly integrated: number;
  /** Loudness range in LU, by EBU Tech 3342. */
  readonly range: number;
  /** Of the loudest channel, in dBFS; absent where all is digital silence. */
  readonly samplePeak?: number;
}

/**
 * How many of the gating blocks (400 ms, each 100 ms) are how loud: what is needed to sum tracks up to an album. Entry n
 * counts those of `from` + n tenths of a LU, in LUFS; those below the absolute gate of −70 LUFS are left out.
 */
export interface LoudnessBlocks {
  readonly from: number;
  readonly counts: readonly number[];
}

/** The reference of ReplayGain 2.0, LUFS. */
const replayGainReference = -18;

/** By how much, in dB, to play it louder or softer so that it is as loud as everything else (ReplayGain 2.0). */
export function replayGain({ integrated }: Pick<Loudness, 'integrated'>): number {
  return Math.round((replayGainReference - integrated) * 100) / 100;
}
