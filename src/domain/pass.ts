import type { LoudnessFacts } from './analysis.ts';
import type { MediaFacts } from './media.ts';

/**
 * What each analyzer of a pass must be told. Lengths are in milliseconds, widths in pixels.
 * A new analyzer is a line here, a line in {@link PassResults}, and a file in `src/media/analyzers/`.
 */
export interface PassOrders {
  facts: Record<never, never>;
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
  };
  loudness: {
    /** Also between the samples, at several times the cost. */
    readonly truePeak: boolean;
  };
}

export interface PassResults {
  facts: MediaFacts;
  indexFile: {
    /** The file at `output`. */
    readonly bytes: number;
    readonly pictures: number;
  };
  loudness: LoudnessFacts;
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
