/** When somebody speaks in a film, in its main stream of sound. */
export interface SpeechFacts {
  /** Index of the stream in its file. */
  readonly stream: number;
  /** Spans of a quarter of a second at least, in ms from the start of the film, in order. */
  readonly spans: readonly (readonly [fromMs: number, toMs: number])[];
}

/** How well the subtitles beside a film fit what is spoken, for those of which it can be told. */
export interface SubtitleFit {
  readonly offsets: readonly SubtitleOffset[];
}

export interface SubtitleOffset {
  /** Absolute path of the file. */
  readonly file: string;
  /** By how much they should come later: negative where they come too late now. */
  readonly offsetMs: number;
  /** 0 to 1: how well speech and subtitles agree then. */
  readonly confidence: number;
}
