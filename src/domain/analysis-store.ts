import type { Analysable, Analysis, AnalysisKind, Marker, MarkerKind } from './analysis.ts';
import type { Part } from './library.ts';

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
  /** Takes the place of all markers of one kind that the part has. */
  keepMarkers(partId: number, kind: MarkerKind, markers: readonly Omit<Marker, 'kind'>[]): Promise<void>;
  /** By part, in order of time. */
  markers(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly Marker[]>>;
}
