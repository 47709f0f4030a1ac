import type { NfoReader } from './local-media.ts';
import type { PassOrder, PassOutcome } from './pass.ts';
import type { Use } from './samples.ts';
import type { Walker } from './walk.ts';

/** How far a pass is. */
export interface PassProgress {
  /** 0 to 1. */
  readonly fraction: number;
}

/** To be called between two pieces of synchronous work in a worker; where it returns a promise, that must be awaited. */
export type Breathe = () => Promise<void> | undefined;

/** Work that goes through a gate rests while it is closed, in place, and goes on when it opens. */
export interface Gate {
  readonly closed: boolean;
  /** Calls the listener after each change; returns how to stop that. */
  onChange(listener: () => void): () => void;
}

/**
 * A process that opens media and lists folders, one order at a time, so that the server never does. When an order's
 * signal aborts, its promise rejects with `cancelled` and nothing of it stays behind; when the process dies or hangs,
 * with `worker-lost`, and the worker is of no more use.
 */
export interface Worker extends Walker, NfoReader {
  pass(order: PassOrder, report: (progress: PassProgress) => void, signal: AbortSignal): Promise<PassOutcome>;
  /** Holds the order in hand where it is, within a second, until {@link wake}. */
  rest(): void;
  wake(): void;
  /** Of its process; undefined when it could not be started. */
  readonly pid: number | undefined;
  /** What its process has used, as it has told last, or as was seen when it was looked at. */
  readonly use: Use;
  /** Looks at what its process has used, where the system tells: it may be silent for long. */
  lookAtUse(): void;
  /** Whether it can take another order. */
  readonly usable: boolean;
  /** Ends the process; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** What a worker can be at: a file for tasks, the folders of a root, or NFO files. */
export const workerOrders = ['pass', 'walk', 'nfo'] as const;
export type WorkerOrder = (typeof workerOrders)[number];

/** A worker as clients see it. */
export interface WorkerView {
  readonly pid?: number;
  /** Absent while it is idle, as the next two. */
  readonly order?: WorkerOrder;
  /** Absolute path of what it reads. */
  readonly path?: string;
  /** Milliseconds since 1970 UTC. */
  readonly since?: number;
  /** Whether a pause holds it. */
  readonly isResting: boolean;
  /** Of its process, where the system tells. */
  readonly memoryBytes?: number;
}

/** Keeps more readers off a disk than it can bear. */
export interface Readers {
  /** Resolves when one more may read the file, with what ends its reading. Rejects when the signal aborts. */
  enter(path: string, signal: AbortSignal): Promise<() => void>;
}
