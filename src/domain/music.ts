/** What a piece of music sounds like, judged by a stretch out of its middle. */
export interface MusicFacts {
  /** Absent where nothing beats, as in a pad or in speech. */
  readonly tempo?: Tempo;
  /** Absent where there is nothing with a pitch. */
  readonly key?: MusicalKey;
  /** Root mean square, dBFS: −90 where it is silent. */
  readonly energy: number;
  /** Spectral centroid in hertz: where the middle of its spectrum is, mean over time. 0 where it is silent. */
  readonly brightness: number;
  /** Silence before the first sound and after the last one, in ms; absent where that end could not be heard. */
  readonly silenceMs: { readonly start?: number; readonly end?: number };
  /** By which it is compared with other pieces: see `src/library/music/sounds-like.ts`. */
  readonly vector: readonly number[];
  /** Chromaprint's points of 40 seconds of the middle, 32 bits each, little-endian, in base64. */
  readonly print: string;
}

export interface Tempo {
  /** Beats a minute, 40 to 240. */
  readonly bpm: number;
  /** 0 to 1: how regularly it beats. */
  readonly confidence: number;
}

export interface MusicalKey {
  readonly tonic: PitchClass;
  readonly mode: 'major' | 'minor';
  /** 0 to 1: how well its pitches fit the key. */
  readonly confidence: number;
}

export const pitchClasses = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;
export type PitchClass = (typeof pitchClasses)[number];

/** Other files of the library with the same recording: in another encoding, on another album. */
export interface SameRecording {
  /** Ids of parts, in order. */
  readonly parts: readonly number[];
}
