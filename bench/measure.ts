import { readFileSync } from 'node:fs';
import { parseProcessTicks } from '../src/machine/processor.ts';

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** CPU seconds of a process so far; Linux counts in hundredths of a second. */
export function cpuSecondsOf(pid: number | undefined): number {
  return (parseProcessTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? Number.NaN) / 100;
}

/** The most memory that a process has held so far, in bytes, with what it shares with others. */
export function mostMemoryOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
