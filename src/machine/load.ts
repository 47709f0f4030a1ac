import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';
import { findStateOf } from './processor.ts';

/** Milliseconds over which the kernel damps its first load average. */
const dampingMs = 60_000;

/** Tasks that ran or waited for a disk, on average of the last minute: the first number of `/proc/loadavg`. */
export function findLoad(root: string): number | undefined {
  const [, load] = /^(\d+\.\d+) /.exec(findProcText(join(root, 'proc/loadavg')) ?? '') ?? [];
  return load === undefined ? undefined : Number(load);
}

/** How many threads of these processes run, or wait for a disk, at this moment. */
export function countActiveThreads(root: string, pids: readonly number[]): number {
  let active = 0;
  for (const pid of pids) {
    const tasks = join(root, 'proc', String(pid), 'task');
    for (const thread of threadsBelow(tasks)) {
      const state = findStateOf(join(tasks, thread));
      if (state === 'R' || state === 'D') active++;
    }
  }
  return active;
}

/** Damps a count that was taken `elapsedMs` after the last one, as the kernel damps its own, so that the two compare. */
export function damp(before: number, elapsedMs: number, active: number): number {
  const weight = Math.exp(-elapsedMs / dampingMs);
  return before * weight + active * (1 - weight);
}

function threadsBelow(tasks: string): readonly string[] {
  try {
    return readdirSync(tasks);
  } catch {
    // The process has ended.
    return [];
  }
}
