import { readFileSync } from 'node:fs';
import type { Use } from '../../domain/samples.ts';

/** In which getrusage(2) of Linux counts what goes over disks. Elsewhere it counts how often. */
const blockBytes = process.platform === 'linux' ? 512 : 0;

/** Of a tick of the kernel, whatever its own pace is: 100 in a second. */
const tickUs = 10_000;

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
 * from disks. Over a network, with a daemon between, or out of the cache nothing else tells.
 */
export function useOfWorker(): Use {
  return { ...useOfProcess(), ...findBytes('self') };
}

/** The same of a worker, by its process id, from outside: nothing where the system does not tell. */
export function useOfOther(pid: number): Use {
  const text = findText(`/proc/${pid}/stat`);
  // From the third field on; the second is a name in which anything may stand (proc_pid_stat(5)).
  const [userTicks = 0, systemTicks = 0] = text
    .slice(text.lastIndexOf(') ') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return { cpuUs: (userTicks + systemTicks) * tickUs, ...findBytes(pid) };
}

/** What was told and what was seen are counted in different grains: neither takes back what the other had. */
export function mostUsed(a: Use, b: Use): Use {
  return {
    cpuUs: Math.max(a.cpuUs, b.cpuUs),
    bytesRead: Math.max(a.bytesRead, b.bytesRead),
    bytesWritten: Math.max(a.bytesWritten, b.bytesWritten),
  };
}

/** As proc_pid_io(5) has them: asked for, or from disks where that is more; and to disks. */
function findBytes(pid: number | 'self'): Omit<Use, 'cpuUs'> {
  const text = findText(`/proc/${pid}/io`);
  const count = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { bytesRead: Math.max(count('rchar'), count('read_bytes')), bytesWritten: count('write_bytes') };
}

function findText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
