import type { AnalyzerName, PassOrders, PassResults } from './pass.ts';

/**
 * The names on the wire: the union of the 14 that the API named in 2023 and the 22 that it names today.
 * Only those with a definition in the registry are served.
 */
export const taskNames = [
  'AutomaticUpdates',
  'BackupDatabase',
  'BuildGracenoteCollections',
  'ButlerTaskGenerateAdMarkers',
  'ButlerTaskGenerateCreditsMarkers',
  'ButlerTaskGenerateIntroMarkers',
  'ButlerTaskGenerateVoiceActivity',
  'CheckForUpdates',
  'CleanOldBundles',
  'CleanOldCacheFiles',
  'DeepMediaAnalysis',
  'GarbageCollectBlobs',
  'GarbageCollectLibraryMedia',
  'GenerateAutoTags',
  'GenerateBlurHashes',
  'GenerateChapterThumbs',
  'GenerateMediaIndexFiles',
  'LoudnessAnalysis',
  'MusicAnalysis',
  'OptimizeDatabase',
  'RefreshEpgGuides',
  'RefreshLibraries',
  'RefreshLocalMedia',
  'RefreshPeriodicMetadata',
  'UpgradeMediaAnalysis',
] as const;
export type TaskName = (typeof taskNames)[number];

/**
 * What becomes of a running task when its window closes: `finish` lets it end, `drain` ends it after the
 * units in hand, `stop` aborts at once. Both of the latter leave the rest for the next night.
 */
export const endPolicies = ['finish', 'drain', 'stop'] as const;
export type EndPolicy = (typeof endPolicies)[number];

/** Which windows may admit a task, and how the lists are ordered. */
export const taskGroups = ['library', 'media', 'housekeeping'] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** One file that a task wants read, and why: the resumable part of a run. */
export interface UnitSpec {
  /** What the unit is about, as `part:<id>`; units on one subject share a pass. */
  readonly subject: `part:${number}`;
  /** Tells apart the state of the source and of the settings: another version is another unit. */
  readonly version: string;
  /** How the unit is shown: the file's name. */
  readonly label: string;
  /** Size of the source in bytes, for progress. */
  readonly bytes: number;
}

/** The id of the part that a unit is about. */
export function partIdOf({ subject }: { readonly subject: string }): number {
  return Number(subject.slice('part:'.length));
}

/** A unit task's piece of a pass: which analyzer it wants on the file, and with which settings. */
export type PassRequest = {
  [K in keyof PassOrders]: { readonly analyzer: K; readonly settings: PassOrders[K] };
}[keyof PassOrders];

/** What the worker found or made for a {@link PassRequest}. */
export type PassResult = {
  [K in keyof PassResults]: { readonly analyzer: K; readonly value: PassResults[K] };
}[keyof PassResults];

/** The value of a result. Throws a TypeError where another analyzer yielded it than the one that was ordered. */
export function getValue<K extends AnalyzerName>(result: PassResult, ordered: K): PassResults[K] {
  if (result.analyzer !== ordered) throw new TypeError(`${ordered} was ordered, not ${result.analyzer}.`);
  return result.value as PassResults[K];
}
