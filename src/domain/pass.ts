import type {
  AutoTagFacts,
  BreaksFacts,
  ChapterThumbFacts,
  CreditsFacts,
  FingerprintFacts,
} from './analysis.ts';
import type { DeepFacts } from './deep-facts.ts';
import type { LoudnessFacts } from './loudness.ts';
import type { MediaFacts } from './media.ts';
import type { PictureFormat } from './metadata.ts';
import type { MusicFacts } from './music.ts';
import type { SpeechFacts } from './speech.ts';

/**
 * What each analyzer of a pass must be told. Lengths are in milliseconds, widths in pixels.
 * A new analyzer is a line here, a line in {@link PassResults}, and a file in `src/media/analyzers/`.
 */
export interface PassOrders {
  autoTags: {
    /** In per cent: what the model is less sure of is not told. */
    readonly confidence: number;
  };
  breaks: Record<never, never>;
  credits: {
    /** Of the film, its end: this much at most, and no more than a fifth or so. */
    readonly tailMs: number;
  };
  facts: Record<never, never>;
  blurHashes: {
    /** Absolute paths. */
    readonly pictures: readonly string[];
  };
  chapterThumbs: {
    /** Of the file. Where there are none, they are made from changes of scene. */
    readonly chapters: readonly { readonly startMs: number; readonly endMs: number }[];
    readonly width: number;
    /** MJPEG quantiser, 2 (best) to 31. */
    readonly quality: number;
    /** A folder, to be made, in which the worker leaves a picture for each chapter. */
    readonly output: string;
  };
  cover: Record<never, never>;
  fingerprint: {
    /** Of the film, its beginning: this much at most, and no more than a quarter. */
    readonly headMs: number;
    /** Of the film, its end: this much at most, and no more than a fifth or so. */
    readonly tailMs: number;
  };
  deep: Record<never, never>;
  indexFile: {
    readonly intervalMs: number;
    readonly width: number;
    /** MJPEG quantiser, 2 (best) to 31. */
    readonly quality: number;
    /** Nearest keyframe for each picture instead of the exact frame. */
    readonly keyframesOnly: boolean;
    /** Where the worker leaves the finished, synced file for the server to publish. */
    readonly output: string;
    /** Where what was done survives an interruption, and where a later pass finds it. */
    readonly checkpoint?: string;
    /** The same pictures in sheets as well (`src/media/formats/tiles.ts`). */
    readonly sheets?: {
      readonly columns: number;
      readonly rows: number;
      /** MJPEG quantiser, 2 (best) to 31. */
      readonly quality: number;
      /** With a WebVTT file that leads players to the pictures, beside the folder of the sheets. */
      readonly withTrack: boolean;
      /** A folder, to be made, in which the worker leaves them. */
      readonly output: string;
    };
  };
  loudness: {
    /** Also between the samples, at several times the cost. */
    readonly truePeak: boolean;
  };
  music: {
    /** Of its middle, how much is judged. */
    readonly stretchMs: number;
  };
  speech: Record<never, never>;
}

export interface PassResults {
  autoTags: AutoTagFacts;
  breaks: BreaksFacts;
  credits: CreditsFacts;
  facts: MediaFacts;
  blurHashes: {
    /** One for each picture; null where it cannot be read. */
    readonly hashes: readonly (string | null)[];
  };
  chapterThumbs: ChapterThumbFacts & {
    /** Of all pictures. */
    readonly bytes: number;
  };
  cover: {
    /** Absent where the file has none that could be shown. */
    readonly picture?: { readonly bytes: Uint8Array; readonly format: PictureFormat };
  };
  fingerprint: FingerprintFacts;
  deep: DeepFacts;
  indexFile: {
    /** The file at `output`. */
    readonly bytes: number;
    readonly pictures: number;
    /** What is in their folder. */
    readonly sheets?: { readonly count: number; readonly bytes: number };
  };
  loudness: LoudnessFacts;
  music: MusicFacts;
  speech: SpeechFacts;
}

export type AnalyzerName = keyof PassOrders;

/** One reading of one file, for all analyzers that want it. Crosses process boundaries: plain data only. */
export interface PassOrder {
  readonly path: string;
  /** What the library believes the file to be; a pass over anything else fails with `media-changed`. */
  readonly size: number;
  readonly modifiedAt: number;
  readonly analyzers: { readonly [K in AnalyzerName]?: PassOrders[K] };
}

export type AnalyzerOutcome<K extends AnalyzerName = AnalyzerName> =
  | { readonly ok: true; readonly value: PassResults[K] }
  | { readonly ok: false; readonly error: string };

/** One outcome for each analyzer asked for: one may fail while the others succeed. */
export type PassOutcome = { readonly [K in AnalyzerName]?: AnalyzerOutcome<K> };
