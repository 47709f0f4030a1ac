import { accessSync, constants } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PreferenceReader } from '../domain/preference.ts';
import { workerNice, workers } from './preferences.ts';

/** What one worker takes with a film in 4K. */
const workerBytes = 600e6;

/** What a process may use of this machine. */
interface Capacity {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** What gives way to whom. */
export interface WorkerPriority {
  /** 0 (as everything else) to 19 (gives way to everything); for `os.setPriority`, which works on every system. */
  readonly nice: number;
  /** The program and arguments that start the command which follows them, at the lowest priority for disks; empty where there is none. */
  readonly prefix: readonly string[];
}

/** How many workers: as many as the owner wants, or one for each core that has the memory; above four cores, one core stays free. */
export function workerCount(preferences: PreferenceReader, machine = thisMachine()): number {
  const wanted = preferences.get(workers);
  if (wanted > 0) return wanted;
  const byCores = machine.cores > 4 ? machine.cores - 1 : machine.cores;
  return Math.max(1, Math.min(byCores, Math.floor(machine.memoryBytes / workerBytes)));
}

/**
 * Which priority workers have. Node cannot set that for disks, but Linux's `ionice` can, where it is installed; the
 * shell goes on without it where the system forbids it, and then becomes the command itself, so that the process id stays.
 * What it is worth depends on the disk's scheduler: BFQ and mq-deadline heed it, `none` does not.
 * @param path as the environment has it
 */
export function workerPriority(
  preferences: PreferenceReader,
  path = process.env['PATH'] ?? '',
  platform: string = process.platform,
): WorkerPriority {
  const lowerDiskPriority = ['/bin/sh', '-c', 'ionice -c 3 -p $$ 2>/dev/null; exec "$@"', 'butler-worker'];
  const hasIonice = platform === 'linux' && isOnPath('ionice', path);
  return { nice: preferences.get(workerNice), prefix: hasIonice ? lowerDiskPriority : [] };
}

/** Both respect the limits of a container. */
function thisMachine(): Capacity {
  // 0, or more than there is, where nothing is set.
  const constrained = process.constrainedMemory();
  return {
    cores: availableParallelism(),
    memoryBytes: Math.min(constrained || Number.POSITIVE_INFINITY, totalmem()),
  };
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
