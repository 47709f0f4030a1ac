import type { DerivedFiles } from './artifact-finder.ts';
import type { FindProducts } from './coverage.ts';
import type { Input } from './input.ts';
import type { LibraryStore } from './ports.ts';
import type { Preference } from './preference.ts';
import type { RunContext } from './run-context.ts';
import type { EndPolicy, PassRequest, PassResult, TaskGroup, TaskName, UnitSpec } from './task.ts';

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
  /** What it goes on from that other tasks make: when they have made more of it, it runs once more in the same night. */
  readonly reads?: readonly Input[];
  /** What it makes that others read, or it itself: its runs tell of it by {@link RunContext.made}. */
  readonly makes?: readonly Input[];
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
  /** What it makes, where that is made file by file: so it can be told what is missing or stale. */
  readonly products?: FindProducts;
  readonly derives?: DerivedFiles;
  /** Brings the library up to date before the units are looked for. */
  prepare?(context: RunContext): Promise<void>;
  /** What is missing or stale now. Quarantined units of the same version are left out by the engine. */
  find(context: RunContext): Promise<readonly UnitSpec[]>;
  /** What the pass over the unit's file must yield, each from another analyzer; nothing when it needs nothing any more. */
  order(context: RunContext, unit: UnitSpec): Promise<readonly PassRequest[]>;
  /** Takes one of the results into the library. Repeating it does no harm. */
  publish(context: RunContext, unit: UnitSpec, result: PassResult): Promise<void>;
  /** Tells the library that the unit failed, where that is a fact about the file worth keeping. */
  reject?(context: RunContext, unit: UnitSpec, error: string): Promise<void>;
  /** Takes back what {@link reject} told of these subjects, so that they are found again. */
  readmit?(library: LibraryStore, subjects: readonly UnitSpec['subject'][]): Promise<void>;
  /** Rounds the run off after the last unit. Returns one sentence that says what was done. */
  conclude(context: RunContext, counts: { done: number; failed: number; bytes: number }): Promise<string>;
}

export type Task = ActTask | UnitTask;
