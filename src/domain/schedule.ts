import type { Input } from './input.ts';
import type { EndPolicy, TaskGroup, TaskName } from './task.ts';

/** A wall-clock time of day. */
export interface TimeOfDay {
  /** 0–23 */
  readonly hour: number;
  /** 0–59 */
  readonly minute: number;
}

/**
 * Opening hours: half-open, on the wall clock of one zone. Where `closes` is not after `opens` it closes on the
 * next date; equal times mean 24 hours.
 */
export interface MaintenanceWindow {
  readonly id: string;
  readonly opens: TimeOfDay;
  readonly closes: TimeOfDay;
  /** IANA name. */
  readonly zone: string;
  /** ISO weekdays (1 = Monday) on which it opens; every day where absent. */
  readonly weekdays?: readonly number[];
  /** The groups that it admits; all where absent. */
  readonly groups?: readonly TaskGroup[];
  /** Nothing new starts in the last part of the window; by default min(15 min, 25 % of its length). */
  readonly cutoffMs?: number;
}

/** One occurrence of a window. Instants are milliseconds since 1970 UTC. */
export interface Night {
  readonly windowId: string;
  /** The local date on which the window opened, ISO. */
  readonly serviceDay: string;
  readonly opensAt: number;
  readonly closesAt: number;
  /** The first instant at which nothing new starts. */
  readonly cutoffAt: number;
}

/** Service days on which nothing runs by itself, from one to another, both included. */
export interface BlackoutDays {
  /** ISO, or `MM-DD` for the day in every year. */
  readonly first: string;
  /** Of the same form. Of days in every year it may be the earlier one: the span goes on over New Year. */
  readonly last: string;
}

/** What the planner knows of a task's definition and settings. */
export interface TaskSchedule {
  readonly name: TaskName;
  readonly title: string;
  readonly group: TaskGroup;
  readonly intervalDays: number;
  readonly spread: boolean;
  readonly endPolicy: EndPolicy;
  readonly priority: number;
  readonly enabled: boolean;
  /** Whether it also runs when media was added, due or not. */
  readonly asap: boolean;
  /** What other tasks make for it, and what it makes for others. */
  readonly reads: readonly Input[];
  readonly makes: readonly Input[];
}

export interface ScheduleSettings {
  /** Makes the random placement differ from one installation to another. */
  readonly instanceId: string;
  readonly windows: readonly MaintenanceWindow[];
  readonly blackoutDays: readonly BlackoutDays[];
  /** Whether tasks that run when media was added do so at once, rather than in the next window. */
  readonly asapOutsideWindow: boolean;
  readonly tasks: readonly TaskSchedule[];
}

/** What the planner knows of a task's past and present. */
export interface TaskState {
  /** The service day of the last success; absent when it never succeeded. */
  readonly lastServiceDay?: string;
  /** When its last run started, whatever became of it. */
  readonly lastStartedAt?: number;
  /** When the last run that succeeded started: the spacing guard counts from it. */
  readonly lastSucceededStartAt?: number;
  /** The service day of the last failure and how often it failed then. */
  readonly failures?: { readonly serviceDay: string; readonly count: number };
  /** The service day of its last run, where a person cancelled that one: it rests until the next night. */
  readonly cancelledOn?: string;
  /** When new or changed media last came into the library. */
  readonly mediaAddedAt?: number;
  /** When the last of its runs ended that made something, whatever became of the run. */
  readonly made?: Readonly<Partial<Record<Input, number>>>;
  readonly active?: 'scheduled' | 'queued' | 'running';
  /** While `scheduled`: when it starts. */
  readonly plannedAt?: number;
  /** 90th percentile of its recent durations, in milliseconds. */
  readonly usualDurationMs?: number;
}

export type TaskStates = Readonly<Partial<Record<TaskName, TaskState>>>;

/** Every reason a decision can have; `explain` in `src/schedule` turns it into the sentence people read. */
export const reasons = [
  'due',
  'due-and-placed',
  'media-added',
  'new-input',
  'retry',
  'manual',
  'manual-placed',
  'disabled',
  'not-due',
  'not-enough-spacing',
  'awaits-input',
  'outside-window',
  'no-window',
  'blackout',
  'not-admitted',
  'cutoff',
  'too-long',
  'cancelled',
  'too-many-failures',
  'active',
  'clock-suspect',
] as const;
export type Reason = (typeof reasons)[number];

/** `start` now, `place` at `plannedAt`, or `skip` for the reason given. */
export interface Decision {
  readonly task: TaskName;
  readonly action: 'start' | 'place' | 'skip';
  readonly reason: Reason;
  /** The night it was decided for: the window's, or the calendar date outside of it. */
  readonly serviceDay: string;
  readonly plannedAt?: number;
  /** From when on it may start again, where it is too soon after its last run. */
  readonly notBefore?: number;
  /** The whole decision in one sentence, for people. */
  readonly sentence: string;
}

/** A decision as it was taken. */
export interface RecordedDecision extends Decision {
  readonly id: number;
  readonly at: number;
}

/** A service day to come with one of its nights, or without any, and what will happen in it. */
export interface DayForecast {
  readonly serviceDay: string;
  /** Absent where no window opens on that day: by its weekdays, or because a change of the clock leaves nothing of it. */
  readonly night?: Night;
  /** The day and its hours in one line, for people. */
  readonly sentence: string;
  /**
   * One for each task, in the order of priorities. All that starts has its moment in `plannedAt`; without a night each
   * is a `skip`.
   */
  readonly decisions: readonly Decision[];
}

/** A service day to come that has a night. */
export interface NightForecast extends DayForecast {
  readonly night: Night;
}
