import { readFileSync } from 'node:fs';
import type { Use } from '../domain/samples.ts';

/** In which getrusage(2) of Linux counts what goes over disks. Elsewhere it counts how often. */
const blockBytes = process.platform === 'linux' ? 512 : 0;

/** What this process has used since it began, with all its threads; its children aside. */
export function useOfProcess(): Use {
  const { userCPUTime, systemCPUTime, fsRead, fsWrite } = process.resourceUsage();
  return {
    cpuUs: userCPUTime + systemCPUTime,
    bytesRead: fsRead * blockBytes,
    bytesWritten: fsWrite * blockBytes,
  };
}

/**
 * The same of a worker, which reads files and little else: what it asked for counts, where that is more than what came
 * from disks. Over a network, with a daemon between, or out of the cache nothing else tells (proc_pid_io(5)).
 */
export function useOfWorker(): Use {
  const use = useOfProcess();
  return { ...use, bytesRead: Math.max(use.bytesRead, bytesAskedFor()) };
}

function bytesAskedFor(): number {
  try {
    return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
