import { readdirSync, readFileSync } from 'node:fs';

/**
 * How long the threads of a process were ready to work but had no processor, in milliseconds since they began: that of
 * the thread that waited longest. 0 where the system does not tell: only Linux does (proc_pid_schedstat).
 */
export function waitedForProcessorMs(pid: number, root = '/'): number {
  const threads = `${root}/proc/${pid}/task`;
  try {
    return Math.max(0, ...readdirSync(threads).map(thread => waitOf(`${threads}/${thread}/schedstat`)));
  } catch {
    return 0;
  }
}

/** Its second number, in nanoseconds. A thread may have ended meanwhile. */
function waitOf(path: string): number {
  try {
    return Number(readFileSync(path, 'latin1').split(' ')[1]) / 1e6 || 0;
  } catch {
    return 0;
  }
}
