import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';

/** Work of all cores since the machine was started, in ticks of the kernel. */
export interface ProcessorTicks {
  readonly busy: number;
  /** With the idle ones. */
  readonly total: number;
  readonly cores: number;
}

/**
 * Reads `/proc/stat`. Waiting for a disk counts as idle. What the host of a virtual machine took away is neither
 * idle nor busy: nobody on this machine has used it.
 */
export function parseProcessorTicks(text: string): ProcessorTicks | undefined {
  const [, line] = /^cpu +([\d ]+)$/m.exec(text) ?? [];
  const [user, nice, system, idle, iowait = 0, irq = 0, softirq = 0, steal = 0] =
    line?.split(' ').map(Number) ?? [];
  if (user === undefined || nice === undefined || system === undefined || idle === undefined)
    return undefined;
  const busy = user + nice + system + irq + softirq;
  return { busy, total: busy + idle + iowait + steal, cores: text.match(/^cpu\d+ /gm)?.length ?? 1 };
}

export function findProcessorTicks(root: string): ProcessorTicks | undefined {
  const text = findProcText(join(root, 'proc/stat'));
  return text === undefined ? undefined : parseProcessorTicks(text);
}

/**
 * Ticks that a process has used, with those of its children that have ended, from `/proc/<pid>/stat`. As a worker's
 * use passes to the server when it ends, the sum over both never loses anything.
 */
export function parseProcessTicks(text: string): number | undefined {
  const [utime, stime, cutime, cstime] = fieldsAfterName(text).slice(11, 15).map(Number);
  if (utime === undefined || stime === undefined || cutime === undefined || cstime === undefined)
    return undefined;
  return utime + stime + cutime + cstime;
}

/** Of all these processes together; those that have ended count nothing. */
export function sumProcessTicks(root: string, pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) {
    sum += parseProcessTicks(findProcText(join(root, 'proc', String(pid), 'stat')) ?? '') ?? 0;
  }
  return sum;
}

/** `R` running, `S` sleeping, `D` waiting for a disk, `T` suspended, … of the process or thread with this folder. */
export function findStateOf(folder: string): string | undefined {
  return fieldsAfterName(findProcText(join(folder, 'stat')) ?? '')[0];
}

/** The fields from the third on; the second is a name in parentheses in which anything may stand. */
function fieldsAfterName(text: string): readonly string[] {
  const end = text.lastIndexOf(') ');
  return end < 0 ? [] : text.slice(end + 2).split(' ');
}
