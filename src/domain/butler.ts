import type { Pause } from './pause.ts';
import type { Progress, Run } from './run.ts';
import type { ScanScope } from './scan-scope.ts';
import type { DayForecast, Decision, ScheduleSettings } from './schedule.ts';
import type { TaskName } from './task.ts';

/** A task as clients see it: its definition, its switch, and what it is doing. */
export interface TaskView {
  readonly name: TaskName;
  readonly title: string;
  readonly description: string;
  readonly intervalDays: number;
  readonly spread: boolean;
  readonly enabled: boolean;
  /** The run that is scheduled, queued or running now. */
  readonly active?: Run;
  /** When it will start by itself next, as things stand; absent where that is not in sight. */
  readonly nextRunAt?: number;
  /** The last run that ended. */
  readonly last?: Run;
  /** What the plan says of it now. */
  readonly decision: Decision;
  /** What rests it now. */
  readonly pause?: Pause;
}

/** A run in hand as clients see it. */
export interface ActivityView {
  readonly uuid: string;
  readonly type: string;
  readonly cancellable: boolean;
  readonly title: string;
  readonly subtitle: string;
  /** 0–100, −1 while unknown. */
  readonly progress: number;
  /** The section that it is restricted to. */
  readonly sectionId?: number;
  readonly run: Run;
  readonly detail: Progress;
  /** The files that are being read for it. */
  readonly files: readonly FileInHand[];
}

/** A file that is being read for a task. */
export interface FileInHand {
  /** Its name. */
  readonly label: string;
  readonly bytes: number;
  /** How much of it is done, from 0 to 1. */
  readonly fraction: number;
}

/** What clients may ask of a Butler. Reads come from memory, and wait for nothing. */
export interface Butler {
  tasks(): readonly TaskView[];
  activities(): readonly ActivityView[];
  /** Starts every enabled task by the four start rules of the Butler API. */
  startAll(): Promise<void>;
  /** Ends running tasks and removes queued and scheduled ones. */
  stopAll(): Promise<void>;
  /** Starts or places one task; throws `task-unknown`. */
  start(name: string): Promise<'started' | 'already-running'>;
  /**
   * Starts a task for some files only, given by the ids of their parts, whether or not it is due or enabled; those that
   * it set aside are tried anew. Throws `task-unknown`, and `task-indivisible` where it works on the whole library.
   */
  startOn(name: string, partIds: readonly number[]): Promise<'started' | 'already-running'>;
  /** Throws `task-unknown`. */
  stop(name: string): Promise<'stopped' | 'not-running'>;
  /**
   * Has the files that a run set aside tried anew, with no failure to their name, and starts its task where there were
   * any. Returns how many the run set aside: some may be gone or mended by now. Throws `task-unknown`.
   */
  retry(
    run: Pick<Run, 'id' | 'task'>,
  ): Promise<{ files: number; outcome: 'started' | 'already-running' | 'nothing-to-retry' }>;
  /** As {@link retry}, of files that the task set aside in any run, given by the ids of their parts. Throws `task-unknown`. */
  retryFiles(name: string, partIds: readonly number[]): Promise<'started' | 'already-running'>;
  /**
   * Scans a part of the library as soon as no other scan is at work, unless one that is to come will see it. Returns
   * whether it has to wait.
   */
  scan(scope: ScanScope): Promise<'started' | 'waiting'>;
  /** Ends the scan at work, of this section or of all, and takes those back that wait for the section. */
  cancelScan(sectionId: number): Promise<'stopped' | 'not-running'>;
  /** The `uuid` of the activity that the run in hand of a task is, or will be once it begins; undefined where none is. */
  activityOf(task: TaskName): string | undefined;
  cancelActivity(uuid: string): Promise<'cancelled' | 'not-cancellable' | 'unknown'>;
  /**
   * What the next service days will bring, as things stand: that of the night that is open now first, or at the instant
   * `from` (milliseconds since 1970 UTC). Of each day all its nights, and one entry for a day without any. With other
   * settings than those in force, as things would stand with them. Others are served in between: a year takes a while.
   */
  forecast(days: number, from?: number, settings?: ScheduleSettings): Promise<readonly DayForecast[]>;
  /** All that rests work now, whoever asked for it. */
  pauses(): readonly Pause[];
  /**
   * Rests one task, or all, by hand, until an instant or until {@link resume}, over restarts. Replaces an earlier one of
   * the same scope.
   */
  pause(request: { scope: Pause['scope']; until?: number }): Promise<Pause>;
  /** Takes a pause by hand back. False when there was none of that scope. */
  resume(scope: Pause['scope']): Promise<boolean>;
  /** Rises with every change of what {@link tasks} or {@link activities} would answer. */
  revision(): number;
}
