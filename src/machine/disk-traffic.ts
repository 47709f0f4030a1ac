import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';

/** The unit of `/proc/diskstats`, whatever the disk's own is. */
const sectorBytes = 512;

/** Bytes that were read from and written to a block device since the machine was started. */
export interface DeviceTraffic {
  readonly name: string;
  readonly bytes: number;
}

/** Reads `/proc/diskstats` (`Documentation/admin-guide/iostats.rst` of Linux). */
export function parseDiskStats(text: string): readonly DeviceTraffic[] {
  return text.split('\n').flatMap(line => {
    const [, , name, , , read, , , , written] = line.trim().split(/ +/);
    if (name === undefined || read === undefined || written === undefined) return [];
    return { name, bytes: (Number(read) + Number(written)) * sectorBytes };
  });
}

/**
 * Bytes that a process has moved, with its children that have ended, from `/proc/<pid>/io`: on the disk, or by its
 * calls where those were more. Over a network, or with a daemon between (mergerfs, Unraid's shares), only the calls
 * tell; what came out of the cache counts too, so that rather too much than too little is taken for our own.
 */
export function parseProcessBytes(text: string): number {
  const counts = Object.fromEntries(
    [...text.matchAll(/^(\w+): (\d+)$/gm)].map(([, name, count]) => [name, Number(count)]),
  );
  const most = (calls: string, disk: string) => Math.max(counts[calls] ?? 0, counts[disk] ?? 0);
  return most('rchar', 'read_bytes') + most('wchar', 'write_bytes');
}

/** Of all these processes together; those that have ended count nothing. */
export function sumProcessBytes(root: string, pids: readonly number[]): number {
  let sum = 0;
  for (const pid of pids) sum += parseProcessBytes(findProcText(join(root, 'proc', String(pid), 'io')) ?? '');
  return sum;
}

/** Counts what goes over the disks of this machine. */
export class DiskTraffic {
  readonly #root: string;
  readonly #isDisk = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Bytes since the machine was started; undefined where the kernel does not tell. */
  find(): number | undefined {
    const text = findProcText(join(this.#root, 'proc/diskstats'));
    if (text === undefined) return undefined;
    let sum = 0;
    for (const { name, bytes } of parseDiskStats(text)) if (this.#counts(name)) sum += bytes;
    return sum;
  }

  /**
   * Partitions, and what is made of disks (RAID, LVM, loops), would count twice. Only whole devices stand in
   * `/sys/block`, and only those with a device behind them have a `device`; hidden ones are paths to another.
   */
  #counts(name: string): boolean {
    let isDisk = this.#isDisk.get(name);
    if (isDisk === undefined) {
      // The kernel writes the slash of a name (`cciss/c0d0`) as an exclamation mark.
      const folder = join(this.#root, 'sys/block', name.replaceAll('/', '!'));
      isDisk = existsSync(join(folder, 'device')) && findProcText(join(folder, 'hidden'))?.trim() !== '1';
      this.#isDisk.set(name, isDisk);
    }
    return isDisk;
  }
}
