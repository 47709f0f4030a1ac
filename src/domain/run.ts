import type { TaskName, UnitSpec } from './task.ts';

/**
 * - `scheduled`: placed at a later moment of the window
 * - `queued`: waits for its turn
 * - `running`
 * - `succeeded`, `failed`: ended by itself; a run with failed units has succeeded when the task's act did
 * - `cancelled`: ended by a person or a client
 * - `interrupted`: the server died under it; its units go on in the next run
 * - `yielded`: ended by the end of the window; its units go on the next night
 * - `skipped`: never started, for the reason on record
 */
export const runStates = [
  'scheduled',
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
  'yielded',
  'skipped',
] as const;
export type RunState = (typeof runStates)[number];

export const endStates = ['succeeded', 'failed', 'cancelled', 'interrupted', 'yielded', 'skipped'] as const;
export type EndState = (typeof endStates)[number];

const next: Record<RunState, readonly RunState[]> = {
  scheduled: ['queued', 'cancelled', 'interrupted', 'skipped'],
  queued: ['running', 'cancelled', 'interrupted', 'yielded', 'skipped'],
  running: ['succeeded', 'failed', 'cancelled', 'interrupted', 'yielded'],
  succeeded: [],
  failed: [],
  cancelled: [],
  interrupted: [],
  yielded: [],
  skipped: [],
};

/** Whether a run may go from one state to another. */
export function canBecome(from: RunState, to: RunState): boolean {
  return next[from].includes(to);
}

/** Why a run exists. A `partial` one looks at a part of the library only: to the plan it is none at all. */
export const triggers = [
  'window',
  'manual',
  'first-run',
  'once',
  'new-media',
  'new-input',
  'partial',
] as const;
export type Trigger = (typeof triggers)[number];

/** One execution of a task. Instants are milliseconds since 1970 UTC, dates ISO `YYYY-MM-DD`. */
export interface Run {
  readonly id: number;
  readonly task: TaskName;
  readonly trigger: Trigger;
  readonly state: RunState;
  /** The night it belongs to. */
  readonly serviceDay: string;
  /** When it is to start, while `scheduled`. */
  readonly plannedAt?: number;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly progress: Progress;
  /** What was done, in one sentence, or why it failed. */
  readonly outcome?: string;
}

/** How far a run is. `done` never exceeds `total` and never falls. */
export interface Progress {
  readonly done: number;
  /** Undefined until it is known. */
  readonly total?: number;
  readonly failed: number;
  readonly bytesDone: number;
  readonly bytesTotal?: number;
  /** What is in hand: a file's name, a phase. */
  readonly subtitle?: string;
  /** Over the last half minute. */
  readonly bytesPerSecond?: number;
  /** From that rate; undefined until it is known. */
  readonly timeLeftMs?: number;
}

export const noProgress: Progress = { done: 0, failed: 0, bytesDone: 0 };

/** A change of a run's state, and why. `from` is absent for the state in which it was created. */
export interface RunTransition {
  readonly at: number;
  readonly from?: RunState;
  readonly to: RunState;
  readonly reason?: string;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A line of a run's log. Ids rise in the order in which the lines were given. */
export interface LogLine {
  readonly id: number;
  readonly at: number;
  readonly level: LogLevel;
  readonly message: string;
}

/** `queued → done`, or back to `queued` after a failure, and `quarantined` after three. Who has it in hand is the queue's lease. */
export const unitStates = ['queued', 'done', 'quarantined'] as const;
export type UnitState = (typeof unitStates)[number];

/** Failures after which a unit is set aside until its file changes or a person retries it. */
export const unitAttempts = 3;

/** The last failure of one unit in one run. */
export interface UnitFailure {
  readonly runId: number;
  readonly subject: UnitSpec['subject'];
  /** The file's name. */
  readonly label: string;
  readonly error: string;
  /** How often the unit has failed by then, in this run and in earlier ones. */
  readonly attempts: number;
  /** Whether it was set aside. Otherwise it was, or will be, tried again. */
  readonly quarantined: boolean;
  readonly at: number;
}

/** A failure on record, and how its unit stands by now: absent where the queue knows it no more. */
export interface RecordedFailure extends UnitFailure {
  readonly id: number;
  readonly unitState?: UnitState;
}
