import { availableParallelism, totalmem } from 'node:os';
import type { PreferenceReader } from '../domain/preference.ts';
import { workerMemory, workerNice, workers } from './preferences.ts';

/** What one worker takes with a film in 4K. */
const workerBytes = 600e6;
/** What Node takes for its threads without ever using most of it (measured: 550 MB with Node 26). */
const reservedBytes = 600e6;
/** The largest file that a worker may write: no artifact is larger. */
const mostFileBytes = 4 * 1024 ** 3;

/** What a process may use of this machine. */
interface Capacity {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** How a worker is started. */
export interface WorkerStart {
  /** 0 (as everything else) to 19 (gives way to everything); for `os.setPriority`, which works on every system. */
  readonly nice: number;
  /** The program and arguments that bound the command which follows them, and give it the lowest priority for disks. */
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
 * How workers are started: with a low priority, and within bounds, as they read what strangers made. Node can set neither
 * that priority for disks nor those bounds; a shell can, and then becomes the command itself, so that the process id stays.
 * Where the system lacks `ionice` or forbids something, the worker starts without. What the priority is worth depends on
 * the disk's scheduler: BFQ and mq-deadline heed it, `none` does not.
 *
 * Beyond its memory, what a worker asks for is refused: the file fails, or the worker with it.
 */
export function workerStart(preferences: PreferenceReader, platform: string = process.platform): WorkerStart {
  const nice = preferences.get(workerNice);
  if (platform !== 'linux') return { nice, prefix: [] };
  const memoryKiB = Math.ceil((preferences.get(workerMemory) * 1e6 + reservedBytes) / 1024);
  const bounds = [
    `ulimit -d ${memoryKiB} 2>/dev/null`,
    `ulimit -f ${mostFileBytes / 512} 2>/dev/null`,
    'ionice -c 3 -p $$ 2>/dev/null',
  ];
  return { nice, prefix: ['/bin/sh', '-c', [...bounds, 'exec "$@"'].join('; '), 'butler-worker'] };
}

let measured: Capacity | undefined;

/** Both respect the limits of a container. Looked at once: it takes the system longer than what asks for it, file by file. */
function thisMachine(): Capacity {
  measured ??= {
    cores: availableParallelism(),
    // 0, or more than there is, where nothing is set.
    memoryBytes: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
  };
  return measured;
}
