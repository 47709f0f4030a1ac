import type { Butler } from '../domain/butler.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { TaskName } from '../domain/task.ts';

/** Where the numbers come from that are looked up when somebody asks for them. */
export interface Observed {
  readonly version: string;
  readonly butler: Pick<Butler, 'tasks' | 'activities' | 'forecast' | 'pauses'>;
  readonly library: Pick<LibraryStore, 'sections' | 'countParts'>;
  readonly workers: Workers;
  /** Units that wait, or were set aside. */
  queueDepths(): Promise<readonly QueueDepth[]>;
  /** Of the database and its write-ahead log. */
  databaseBytes(): Promise<number>;
  /** Those that are as they were verified. Instants in milliseconds since 1970 UTC. */
  backups(): Promise<readonly { readonly createdAt: number; readonly bytes: number }[]>;
}

interface QueueDepth {
  readonly task: TaskName;
  readonly state: 'queued' | 'quarantined';
  readonly units: number;
  readonly bytes: number;
}

/** The processes that open media. */
interface Workers {
  readonly pids: readonly number[];
  /** How many may work at once. */
  readonly limit: number;
  /** How many were started. */
  readonly started: number;
  /** How many of these were of no more use: they died, hung, or grew too large. */
  readonly lost: number;
}
