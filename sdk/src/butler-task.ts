import type { TaskName } from './generated/types.gen.ts';
import type { ListShape } from './plex.ts';

/** A task as a Plex server lists it. What comes after `description` is told by Butler only. */
export interface ButlerTask {
  readonly name: TaskName;
  /** Days between its runs. */
  readonly interval: number;
  /** Placed at random within the window. */
  readonly scheduleRandomized: boolean;
  readonly enabled: boolean;
  readonly title: string;
  readonly description: string;
  /** `idle`, or the state of the run in hand. */
  readonly state?: string;
  /** Percent; -1 where it is not known. */
  readonly progress?: number;
  /** When it starts, in seconds since 1970 UTC, as are the next two. */
  readonly plannedAt?: number;
  readonly lastRunAt?: number;
  readonly lastRunEndedAt?: number;
  readonly lastRunState?: string;
  readonly lastRunOutcome?: string;
  /** What the plan says of it now. */
  readonly decision?: string;
  readonly reason?: string;
  readonly explanation?: string;
}

export const taskList: ListShape = {
  container: 'ButlerTasks',
  entry: 'ButlerTask',
  kinds: {
    interval: 'number',
    scheduleRandomized: 'boolean',
    enabled: 'boolean',
    progress: 'number',
    plannedAt: 'number',
    lastRunAt: 'number',
    lastRunEndedAt: 'number',
  },
};
