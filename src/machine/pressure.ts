import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';

/** Percent of the time in which tasks stood still for want of something, over the last 10, 60 and 300 s. */
interface Stall {
  readonly avg10: number;
  readonly avg60: number;
  readonly avg300: number;
}

/** How much a resource was wanting. */
export interface Pressure {
  /** At least one task waited. */
  readonly some: Stall;
  /** All tasks that had something to do waited. Kernels before 5.13 do not say it of the processor. */
  readonly full?: Stall;
}

/**
 * Reads a file of `/proc/pressure` (`Documentation/accounting/psi.rst` of Linux, since 4.20); undefined for anything
 * else. Suspended processes count in none of it.
 */
export function parsePressure(text: string): Pressure | undefined {
  const stalls = new Map<string, Stall>();
  for (const line of text.split('\n')) {
    const [, kind, ...averages] =
      /^(some|full) avg10=([\d.]+) avg60=([\d.]+) avg300=([\d.]+) /.exec(line) ?? [];
    const [avg10, avg60, avg300] = averages.map(Number);
    if (kind !== undefined && avg10 !== undefined && avg60 !== undefined && avg300 !== undefined) {
      stalls.set(kind, { avg10, avg60, avg300 });
    }
  }
  const some = stalls.get('some');
  const full = stalls.get('full');
  return some && { some, ...(full && { full }) };
}

/** Undefined where the kernel does not tell: it is old, or was built or started without it. */
export function findPressure(root: string, resource: 'cpu' | 'io' | 'memory'): Pressure | undefined {
  const text = findProcText(join(root, 'proc/pressure', resource));
  return text === undefined ? undefined : parsePressure(text);
}
