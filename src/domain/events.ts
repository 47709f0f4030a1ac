import type { Pause } from './pause.ts';
import type { NightReport } from './report.ts';
import type { Restore } from './restore.ts';
import type { LogLevel, Progress, Run } from './run.ts';
import type { RunSamples } from './samples.ts';
import type { Decision, Night } from './schedule.ts';
import type { TaskName } from './task.ts';

/** Everything that Butler tells about itself while it works. Each is one entry: name → arguments. */
export interface ButlerEvents {
  /** A run was created or changed its state. */
  run: [run: Run];
  /** A running run moved on; at most ten times a second for each run. */
  progress: [runId: number, progress: Progress];
  /** The samples of a run that are new or have changed; every ten seconds. */
  samples: [runId: number, changed: RunSamples];
  /** A line of a run's log. */
  log: [line: { runId: number; at: number; level: LogLevel; message: string }];
  /** A file begins to be read, once for all these tasks. */
  pass: [pass: { path: string; bytes: number; tasks: readonly TaskName[] }];
  /** A unit was set aside, or failed and will be tried again. */
  unitFailed: [unit: { runId: number; label: string; error: string; attempts: number; quarantined: boolean }];
  /** The plan now says something else of a task. */
  decision: [decision: Decision];
  /** A section was added, got another title or other folders, forgot its missing files, or is none any more. */
  section: [change: SectionEvent];
  /** New or changed media came into the library. */
  mediaAdded: [];
  /** A window has closed, and the last run that it started has ended. Late: Butler was not at work when it closed. */
  nightEnded: [night: Night, isLate: boolean];
  /** The report of a night is made and kept. */
  report: [report: NightReport];
  /** What rests work has changed: all pauses in force now. */
  pauses: [pauses: readonly Pause[]];
  /** The wall clock moved against the monotonic one, by so much; `suspect` when it cannot be right. In one line, too. */
  clock: [change: { verdict: 'jumped' | 'suspect'; byMs: number; sentence: string }];
  /** Where changes are noticed as they happen from now on, or why not, in one line. */
  watch: [line: { level: 'info' | 'warn'; sentence: string }];
  /** Something went wrong outside of any run, in one line; Butler goes on. */
  fault: [message: string];
  /** A restore of a backup began, moved on by a hundredth, or ended. */
  restore: [restore: Restore];
  /** A preference changed its value. */
  preference: [id: string];
}

export const sectionChanges = ['added', 'changed', 'removed'] as const;

export interface SectionEvent {
  readonly sectionId: number;
  readonly title: string;
  readonly change: (typeof sectionChanges)[number];
}
