import type { UnitState } from '../../domain/run.ts';
import type { TaskName, UnitSpec } from '../../domain/task.ts';

/** A unit in the queue. */
export interface QueuedUnit extends UnitSpec {
  readonly task: TaskName;
  readonly runId: number;
  /** How often it failed so far. */
  readonly attempts: number;
}

/** All units that were queued on one subject: one pass serves them. Held until settled or released. */
export interface Lease {
  readonly subject: UnitSpec['subject'];
  readonly units: readonly QueuedUnit[];
}

export type Settlement = { readonly unit: QueuedUnit } & (
  | {
      readonly ok: true;
      /** Nothing was done, as its file is another one by now: the library tells of that at its next scan. */
      readonly isVoid?: boolean;
    }
  | { readonly ok: false; readonly error: string }
);

/** What became of a failed unit. */
export interface Failure {
  readonly unit: QueuedUnit;
  readonly error: string;
  readonly attempts: number;
  readonly quarantined: boolean;
}

export interface Depth {
  readonly task: TaskName;
  readonly state: Exclude<UnitState, 'done'>;
  readonly units: number;
  readonly bytes: number;
}

/**
 * Carries units to workers. It holds nothing that the library could not tell again, but two things: how often a unit
 * failed, and which ones are in quarantine. Units stay queued over a restart; a lease does not. What every queue promises
 * is tested in `test/contract/queue.ts`.
 */
export interface Queue {
  /**
   * Makes the queue of a task what its run has just found. A unit that was queued or quarantined in the same version
   * keeps its attempts; what is no longer found goes. Of a run that is about some files only, `isPartial`, what is set
   * aside of the others stays.
   */
  fill(
    runId: number,
    task: TaskName,
    priority: number,
    units: readonly UnitSpec[],
    isPartial?: boolean,
  ): Promise<{ queued: number; bytes: number; quarantined: number }>;
  /** The next subject in order of priority with all units that the given tasks have queued on it. */
  lease(tasks: readonly TaskName[]): Promise<Lease | undefined>;
  /** Subjects that are likely leased next, in order: nobody is held to it. */
  coming(limit: number): readonly UnitSpec['subject'][];
  /** Ends units of a lease: done, or failed once more. One transaction; returns what became of the failed ones. */
  settle(settlements: readonly Settlement[], at: number): Promise<readonly Failure[]>;
  /** Queues units that are in quarantine again, with no failure to their name. */
  retry(task: TaskName, subjects: readonly UnitSpec['subject'][]): Promise<void>;
  /** Gives units back untried. */
  release(units: readonly QueuedUnit[]): Promise<void>;
  /** How many units there are of each task that are not done, and bytes of their files. */
  depths(): Promise<readonly Depth[]>;
  /** How many units of the task wait to be leased. */
  waiting(task: TaskName): Promise<number>;
}
