import type { Progress, Run } from './run.ts';
import type { Decision } from './schedule.ts';
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
  /** The last run that ended. */
  readonly last?: Run;
  /** What the plan says of it now. */
  readonly decision: Decision;
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
  readonly run: Run;
  readonly detail: Progress;
}

/** What clients may ask of a Butler. Reads come from memory and never wait. */
export interface Butler {
  tasks(): readonly TaskView[];
  activities(): readonly ActivityView[];
  /** Starts every enabled task by the four start rules of the Butler API. */
  startAll(): Promise<void>;
  /** Ends running tasks and removes queued and scheduled ones. */
  stopAll(): Promise<void>;
  /** Starts or places one task; throws `task-unknown`. */
  start(name: string): Promise<'started' | 'already-running'>;
  /** Throws `task-unknown`. */
  stop(name: string): Promise<'stopped' | 'not-running'>;
  cancelActivity(uuid: string): Promise<'cancelled' | 'not-cancellable' | 'unknown'>;
  /** Rises with every change of what {@link tasks} or {@link activities} would answer. */
  revision(): number;
}
