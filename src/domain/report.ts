import type { RunState } from './run.ts';
import type { Use } from './samples.ts';
import type { Decision, Night } from './schedule.ts';
import type { TaskName } from './task.ts';

/** What one night of one window came to. Plain data, kept as JSON. */
export interface NightReport {
  readonly night: Night;
  /** IANA name: the zone in which the hours of the night are told. */
  readonly zone: string;
  readonly madeAt: number;
  /** The window closed while Butler was not at work; this was made when it was again. */
  readonly isLate?: true;
  /** The tasks that had a run in it, by when they began. */
  readonly tasks: readonly TaskReport[];
  /** Files that failed and were not mended by a further try: how many, how many of them were set aside, and the first. */
  readonly failures: {
    readonly count: number;
    readonly setAside: number;
    readonly first: readonly FileFailure[];
  };
  /** Absent where no window ever opens again. */
  readonly next?: NextNight;
}

/** What the runs of one service day came to, in numbers. */
export interface NightSummary {
  /** ISO date. */
  readonly serviceDay: string;
  /** How many runs are in each state; states without one are absent. */
  readonly runs: Readonly<Partial<Record<RunState, number>>>;
  /** Files that failed in them; one that failed in two of them counts twice. */
  readonly failedFiles: number;
  /** One for each window that opened on that day and has closed since. */
  readonly reports: number;
}

/** What the runs of one task came to, in one night. */
export interface TaskReport {
  readonly task: TaskName;
  readonly title: string;
  /** Ids of its runs, oldest first: several where it was tried again, had something new to go on from, or was started by hand. */
  readonly runs: readonly number[];
  /** Of the last of them. */
  readonly state: RunState;
  /** Whether any of them began to work. */
  readonly started: boolean;
  /** What those did that succeeded, in their own words; of the last one also why it failed. */
  readonly outcome?: string;
  /** Units of all its runs. */
  readonly done: number;
  readonly failed: number;
  /** Bytes of their files. */
  readonly bytes: number;
  readonly durationMs: number;
  /** What all its runs used; absent where nothing is known of that. */
  readonly use?: Use;
  /** Units that the last run had not come to when it ended. */
  readonly left: number;
}

export interface FileFailure {
  readonly task: TaskName;
  readonly label: string;
  readonly error: string;
  /** Until its file changes or a person retries it; otherwise it is tried again by itself. */
  readonly setAside: boolean;
}

/** The night after, as things stood when the report was made. */
export interface NextNight {
  readonly night: Night;
  readonly zone: string;
  /** One for each task that is switched on, in the order of priorities. */
  readonly decisions: readonly (Decision & { readonly title: string })[];
}
