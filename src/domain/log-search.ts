import type { LogLevel, LogLine, Run } from './run.ts';
import type { TaskName } from './task.ts';

/** A line, and who said it. */
export interface SaidLine extends LogLine {
  readonly runId: Run['id'];
  readonly task: TaskName;
}

/** What all runs said, for people who look for something. */
export interface LogSearch {
  /** The lines that fit all that is asked for, newest first: at most `limit`, from before the id `before` on. */
  lines(wanted: {
    readonly limit: number;
    readonly before?: number | undefined;
    readonly task?: TaskName | undefined;
    readonly runId?: number | undefined;
    /** This one, and those that are worse. */
    readonly level?: LogLevel | undefined;
    /** Anywhere in the message; letters of ASCII in either case. */
    readonly text?: string | undefined;
    /** Milliseconds since 1970 UTC: from this instant on, and before that one. */
    readonly from?: number | undefined;
    readonly until?: number | undefined;
  }): Promise<readonly SaidLine[]>;
}
