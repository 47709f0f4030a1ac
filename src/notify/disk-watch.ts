import { stat, statfs } from 'node:fs/promises';
import { formatBytes } from '../domain/amounts.ts';
import { quote } from '../domain/errors.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import type { Notice } from './notice.ts';
import { diskNearlyFull } from './preferences.ts';

const everyMs = 5 * 60_000;
/** Percent that a disk must be emptier before it is told of again. */
const relief = 2;

interface Options {
  /** Folders that are written to, absolute paths; those that are not there count for nothing. */
  readonly folders: () => readonly string[];
  readonly preferences: PreferenceReader;
  readonly notify: (notice: Notice) => void;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
}

interface Disk {
  readonly folder: string;
  readonly device: number;
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly usedPercent: number;
}

/** Looks every few minutes how full the disks are on which Butler writes, and tells once of each that is nearly full. */
export class DiskWatch {
  readonly #options: Options;
  /** Devices that were told of, and have not been emptier since. */
  readonly #told = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Safe to call twice. */
  start(): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => void this.look(), everyMs);
    this.#timer.unref();
    void this.look();
  }

  /** Safe to call twice. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Looks once. A disk that does not answer holds up this look, and no second one is begun meanwhile. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { folders, preferences, notify, now } = this.#options;
    const found = await Promise.all(folders().map(folder => readDisk(folder).catch(() => undefined)));
    const disks = new Map(found.flatMap(disk => (disk ? [[disk.device, disk]] : [])));
    const limit = preferences.get(diskNearlyFull);
    for (const disk of disks.values()) {
      const wasTold = this.#told.has(disk.device);
      if (disk.usedPercent >= limit && !wasTold) {
        this.#told.add(disk.device);
        notify(describe(disk, now()));
      } else if (disk.usedPercent <= limit - relief) this.#told.delete(disk.device);
    }
  }
}

/** Counts like `df`: of what this user can have, so that what is kept back for root counts as neither. */
async function readDisk(folder: string): Promise<Disk | undefined> {
  const [{ dev }, { bsize, blocks, bfree, bavail }] = await Promise.all([stat(folder), statfs(folder)]);
  const used = blocks - bfree;
  const available = used + bavail;
  // File systems without blocks of their own say that they have none.
  if (available === 0) return undefined;
  return {
    folder,
    device: dev,
    totalBytes: available * bsize,
    freeBytes: bavail * bsize,
    usedPercent: (used / available) * 100,
  };
}

function describe({ folder, totalBytes, freeBytes, usedPercent }: Disk, at: number): Notice {
  return {
    kind: 'disk-nearly-full',
    title: `A disk is ${Math.floor(usedPercent)} % full`,
    text: `On the disk of ${quote(folder)} ${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} are free.`,
    at,
    detail: { folder, totalBytes, freeBytes, usedPercent },
  };
}
