import type { PassOrders, PassResults } from './pass.ts';
import type { Preference } from './preference.ts';
import type { RunContext } from './run-context.ts';

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

/** A unit task's piece of a pass: which analyzer it wants on the file, and with which settings. */
export type PassRequest = {
  [K in keyof PassOrders]: { readonly analyzer: K; readonly settings: PassOrders[K] };
}[keyof PassOrders];

export type PassResult = {
  [K in keyof PassResults]: { readonly analyzer: K; readonly value: PassResults[K] };
}[keyof PassResults];

interface TaskCommon {
  readonly name: TaskName;
  readonly title: string;
  readonly description: string;
  readonly group: TaskGroup;
  /** Days between runs, counted as calendar days. */
  readonly intervalDays: number;
  /** Placed at random within the window (`scheduleRandomized` on the wire). */
  readonly spread: boolean;
  readonly endPolicy: EndPolicy;
  /** Order among tasks that are due together: the lower runs first. */
  readonly priority: number;
  /** The `type` of its activities, as clients of Plex know it. */
  readonly activityType: string;
  /** The preference that turns it on: a switch, or a behaviour of never, scheduled, asap. */
  readonly enabledBy: Preference<'bool'> | Preference<'text'>;
  /** Its further preferences, in the order in which they are listed. */
  readonly preferences: readonly Preference[];
}

/** A task that is one act. `run` returns one sentence that says what was done. */
export interface ActTask extends TaskCommon {
  readonly kind: 'act';
  run(context: RunContext): Promise<string>;
}

/** A task made of units: it finds what is missing or stale, and a worker makes it so, file by file. */
export interface UnitTask extends TaskCommon {
  readonly kind: 'units';
  /** Brings the library up to date before the units are looked for. */
  prepare?(context: RunContext): Promise<void>;
  /** What is missing or stale now. Quarantined units of the same version are left out by the engine. */
  find(context: RunContext): Promise<readonly UnitSpec[]>;
  /** What the pass over the unit's file must yield; undefined when the file is gone or needs nothing. */
  order(context: RunContext, unit: UnitSpec): Promise<PassRequest | undefined>;
  /** Takes the result into the library. Repeating it does no harm. */
  publish(context: RunContext, unit: UnitSpec, result: PassResult): Promise<void>;
  /** Tells the library that the unit failed, where that is a fact about the file worth keeping. */
  reject?(context: RunContext, unit: UnitSpec, error: string): Promise<void>;
  /** Rounds the run off after the last unit. Returns one sentence that says what was done. */
  conclude(context: RunContext, counts: { done: number; failed: number; bytes: number }): Promise<string>;
}

export type Task = ActTask | UnitTask;
