import type { Run, UnitFailure, UnitState } from './run.ts';
import type { TaskName } from './task.ts';

/** A unit as it stands in the queue: one file for one task. The run is the last one that wanted it. */
export interface RecordedUnit {
  readonly task: TaskName;
  readonly partId: number;
  /** Absent where that run is forgotten. */
  readonly runId?: number;
  readonly state: UnitState;
  /** The file's name. */
  readonly label: string;
  /** Of the file. */
  readonly bytes: number;
  /** How often it failed; of one that is done, how often it was tried. */
  readonly attempts: number;
  /** Of the last attempt, where that failed. */
  readonly error?: string;
  /** When the last attempt ended, in milliseconds since 1970 UTC. */
  readonly triedAt?: number;
}

/** A unit with where its file is, and how it failed in each run. */
export interface UnitDetails extends RecordedUnit {
  /** Of the file and the settings that the unit is about. */
  readonly version: string;
  /** Absent where the library no longer knows the file. */
  readonly file?: { readonly sectionId: number; readonly itemId?: number; readonly path: string };
  /** Its last failure in each run of the task, the latest run first. */
  readonly failures: readonly UnitFailure[];
}

/** The units in the queue. It holds those of the last run of each task: the next one takes them over, or drops them. */
export interface UnitFinder {
  /** By the text of their subjects, from beyond the part with which the page before ended. */
  ofRun(
    run: Pick<Run, 'id' | 'task'>,
    of: { readonly state?: UnitState | undefined },
    page: { readonly limit: number; readonly after?: number | undefined },
  ): Promise<readonly RecordedUnit[]>;
  /** How many a run has in each state. */
  countOfRun(runId: number): Promise<Readonly<Record<UnitState, number>>>;
  find(task: TaskName, partId: number): Promise<UnitDetails | undefined>;
}
