import type { DeepFacts } from './deep-facts.ts';

/**
 * What analysis found out about a part, by kind. Kept as JSON, one of each kind for a part, with the version of what
 * found it. A new kind is a line here.
 */
export interface Analyses {
  fingerprint: FingerprintFacts;
  deep: DeepFacts;
  loudness: LoudnessFacts;
}

export type AnalysisKind = keyof Analyses;

/** Of one part. */
export interface Analysis<K extends AnalysisKind = AnalysisKind> {
  readonly partId: number;
  readonly kind: K;
  /** Of the analyzer and of its settings: another one is stale. */
  readonly version: string;
  readonly value: Analyses[K];
}

/** By what the beginning and the end of a film can be recognised, for those stretches that have sound. */
export interface FingerprintFacts {
  readonly stretches: readonly SoundPrint[];
}

/** The fingerprint of one stretch of sound, and where it is silent. */
export interface SoundPrint {
  /** When the first point begins, in ms from the start of the film. */
  readonly startMs: number;
  /** Chromaprint's points (`src/library/markers/points.ts`), 32 bits each, little-endian, in base64. */
  readonly points: string;
  /** Spans of a third of a second at least, in ms from the start of the film: from, to. */
  readonly silences: readonly (readonly [fromMs: number, toMs: number])[];
}

/** Loudness by EBU R 128 (ITU-R BS.1770-4), for each stream of sound that could be measured. */
export interface LoudnessFacts {
  readonly tracks: readonly TrackLoudness[];
}

export interface TrackLoudness {
  /** Index of the stream in its file. */
  readonly stream: number;
  /** LUFS, gated; −70 where it is silent throughout. */
  readonly integrated: number;
  /** Loudness range in LU, by EBU Tech 3342. */
  readonly range: number;
  /** Of the loudest channel, in dBFS; absent where all is digital silence. */
  readonly samplePeak?: number;
  /** In dBTP, where it was asked for. */
  readonly truePeak?: number;
  /** Momentary loudness (400 ms) in LUFS, the highest of each second of the film; −70 at least. */
  readonly curve: readonly number[];
  /** Milliseconds of sound that were heard. */
  readonly heardMs: number;
}

/** What kind of stream a part must have, for an analysis to say anything about it. */
export type Analysable = 'video' | 'audio' | 'image';

/** Half-open span in milliseconds of a part: an intro, the credits, a break. */
export interface Marker {
  readonly kind: MarkerKind;
  readonly startMs: number;
  readonly endMs: number;
  /** Whether it reaches to the end of the film. */
  readonly final?: boolean;
}

export const markerKinds = ['intro', 'credits', 'commercial'] as const;
export type MarkerKind = (typeof markerKinds)[number];
