import type { Analysable, Analysis, AnalysisKind, Marker, MarkerKind } from './analysis.ts';
import type { ItemType, Part } from './library.ts';
import type { ChapterFacts } from './media.ts';

/** What analysis found out about the files of the library. */
export interface AnalysisStore {
  /**
   * Present parts whose content is known and that have a stream of this sort, but no analysis of this kind, or only one
   * of another version: `missing` the former, `stale` the latter.
   */
  partsToAnalyse<K extends AnalysisKind>(
    kind: K,
    version: string,
    of: Analysable,
    which?: 'missing' | 'stale',
  ): Promise<readonly Part[]>;
  /** Takes the place of an earlier one of its kind. */
  keep<K extends AnalysisKind>(analysis: Analysis<K>, at: number): Promise<void>;
  find<K extends AnalysisKind>(partId: number, kind: K): Promise<Analysis<K> | undefined>;
  /** Of many parts at once, in no order; parts without one are left out. */
  findAll<K extends AnalysisKind>(partIds: readonly number[], kind: K): Promise<readonly Analysis<K>[]>;
  /** By album, the parts of its tracks, where the loudness of a track was kept later than that of the album. */
  albumsToSum(): Promise<readonly (readonly number[])[]>;
  /**
   * Tracks of which is known what they sound like, the shortest first, and whether they were compared with the others
   * since, by this version of a decision about `sameRecording`.
   */
  recordings(version: string): Promise<readonly TrackLength[]>;
  /** Takes the place of all markers of one kind that the part has. */
  keepMarkers(partId: number, kind: MarkerKind, markers: readonly Omit<Marker, 'kind'>[]): Promise<void>;
  /** Ids of all parts that items of this type have. */
  partsOf(type: ItemType): Promise<ReadonlySet<number>>;
  /**
   * Ids of seasons, and of films, with a part of which something is known, by one of these kinds of analysis, that a
   * decision about it does not take into account: there is none, or one of another version, or an older one.
   */
  undecided(decision: AnalysisKind, version: string, by: readonly AnalysisKind[]): Promise<readonly number[]>;
  /** Ids of the items of which these parts are files, by part; parts that are not filed are left out. */
  itemsOf(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>;
  /** The parts of a season, in the order of its episodes, or of a film. */
  partsTogether(id: number): Promise<readonly PartTogether[]>;
  /** By part, in order of time. */
  markers(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly Marker[]>>;
}

/** How long the track of a part is. */
export interface TrackLength {
  readonly partId: number;
  readonly durationMs: number;
  readonly isCompared: boolean;
}

/** A part of a film, or of an episode among those of its season. */
export interface PartTogether {
  readonly partId: number;
  /** The film, or the episode; the first one of a file that holds several. */
  readonly itemId: number;
  readonly durationMs?: number;
  readonly chapters: readonly ChapterFacts[];
}
