import type { Artifact, ArtifactKind } from './library.ts';
import type { PreferenceReader } from './preference.ts';
import type { TaskName } from './task.ts';

/**
 * - `fresh`: as it is wanted now
 * - `stale`: made with other settings, or by an older Butler
 * - `orphan`: its file went missing, or the settings no longer ask for such
 */
export const artifactStates = ['fresh', 'stale', 'orphan'] as const;
export type ArtifactState = (typeof artifactStates)[number];

/** The version in which each kind is wanted now, or any at all; a kind that is not wanted is absent. */
export type WantedArtifacts = ReadonlyMap<ArtifactKind, string | 'any'>;

/** The derived files that a task keeps, copies of them included. */
export interface DerivedFiles {
  readonly kinds: readonly ArtifactKind[];
  wanted(preferences: PreferenceReader): WantedArtifacts;
}

/** A derived file with what it was made from. */
export interface RecordedArtifact extends Artifact {
  readonly state: ArtifactState;
  readonly madeAt: number;
  readonly sectionId: number;
  /** An item that the source is a file of; absent where it is not filed. */
  readonly itemId?: number;
  /** Absolute path of the file that it was made from. */
  readonly source: string;
}

export interface ArtifactSearch {
  readonly sectionId?: number | undefined;
  readonly kind?: ArtifactKind | undefined;
  readonly state?: ArtifactState | undefined;
}

type Place = Pick<Artifact, 'partId' | 'kind'>;

/** Derived files, as those look through them who look after the library. */
export interface ArtifactFinder {
  /** By part and kind, from beyond the one with which the page before ended. */
  list(
    search: ArtifactSearch,
    wanted: WantedArtifacts,
    page: { readonly limit: number; readonly after?: Place | undefined },
  ): Promise<readonly RecordedArtifact[]>;
  find(place: Place, wanted: WantedArtifacts): Promise<RecordedArtifact | undefined>;
  /** The run of one of these tasks that was under way at an instant; undefined where it is forgotten. */
  findRun(tasks: readonly TaskName[], at: number): Promise<number | undefined>;
}
