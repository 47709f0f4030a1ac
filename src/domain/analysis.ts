import type { DeepFacts } from './deep-facts.ts';
import type { Loudness, LoudnessFacts } from './loudness.ts';
import type { MusicFacts, SameRecording } from './music.ts';
import type { SpeechFacts, SubtitleFit } from './speech.ts';

/**
 * What analysis found out about a part, by kind. Kept as JSON, one of each kind for a part, with the version of what
 * found it. A new kind is a line here.
 */
export interface Analyses {
  adMarker: MarkerDecision;
  autoTags: AutoTagFacts;
  breaks: BreaksFacts;
  credits: CreditsFacts;
  creditsMarker: MarkerDecision;
  cover: CoverFacts;
  /** Of the pictures that stand for the part, by `photo`, `chapter:<n>`, `file:<path>` or `blob:<hash>`. */
  blurHashes: Readonly<Record<string, string>>;
  chapterThumbs: ChapterThumbFacts;
  fingerprint: FingerprintFacts;
  introMarker: MarkerDecision;
  deep: DeepFacts;
  loudness: LoudnessFacts;
  /** Of the album that a track is on. */
  albumLoudness: Loudness;
  music: MusicFacts;
  sameRecording: SameRecording;
  speech: SpeechFacts;
  subtitleFit: SubtitleFit;
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

/** The chapters of a film that have pictures (`chapterThumbs` among its artifacts). */
export interface ChapterThumbFacts {
  /** Whether Butler made the chapters, as the film has none. */
  readonly made: boolean;
  /** In the order of the file's chapters. */
  readonly chapters: readonly ChapterPicture[];
}

export interface ChapterPicture {
  /** Half-open span in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** The time of the film that its picture shows; absent where it has none. */
  readonly atMs?: number;
}

/** What is in a photo. */
export interface AutoTagFacts {
  /** Kinds of things, the surest first. */
  readonly objects: readonly {
    readonly label: string;
    readonly count: number;
    /** Of the surest, 0 to 1. */
    readonly score: number;
  }[];
  readonly people: number;
  /** In English, the one that fills most of it first. */
  readonly colours: readonly string[];
  readonly place?: Place;
}

/** Where a photo was taken, in words. */
export interface Place {
  /** In or near it. */
  readonly town: string;
  /** In English. */
  readonly country: string;
}

/** Breaks for advertisement, in ms from the start of the film. */
export interface BreaksFacts {
  readonly breaks: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** What the end of a film looks like: spans of writing on an even ground. */
export interface CreditsFacts {
  readonly rolls: readonly CreditsRoll[];
}

/** In ms from the start of the film. */
export interface CreditsRoll {
  readonly startMs: number;
  readonly endMs: number;
  /** Whether nothing comes after it. */
  readonly isFinal: boolean;
}

/** By what it was decided which markers of a kind a part has, or that it has none. */
export interface MarkerDecision {
  readonly by: 'chapters' | 'sound' | 'pictures' | 'nothing';
  /** How many other episodes it was compared with. */
  readonly comparedWith: number;
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

/** The picture that is embedded in a file. */
export interface CoverFacts {
  /** SHA-1 of its content; absent where there is none that could be shown. */
  readonly blob?: string;
}

/**
 * What a part must have, for an analysis to say anything about it: a kind of stream, or a picture embedded in a film or
 * in music.
 */
export type Analysable = 'video' | 'audio' | 'image' | 'cover';

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
