import { type Battery, findBattery } from './battery.ts';
import { DiskTraffic, sumProcessBytes } from './disk-traffic.ts';
import type { Limits } from './limits.ts';
import { countActiveThreads, damp, findLoad } from './load.ts';
import { findPressure } from './pressure.ts';
import { findProcessorTicks, type ProcessorTicks, sumProcessTicks } from './processor.ts';
import { findTemperature } from './temperature.ts';

/** What the machine bears at one moment. What it does not tell, or nobody asked for, is absent. */
export interface Readings {
  /** By a clock that never jumps, in milliseconds. */
  readonly at: number;
  readonly battery?: Battery | undefined;
  /** Of the processor, °C. */
  readonly heat?: number | undefined;
  /** Percent of the last 10 s in which some task waited for memory. */
  readonly memory?: number | undefined;
  readonly io?: Waiting | undefined;
  /** Percent of all cores that others used in the last 10 s. */
  readonly cpu?: number | undefined;
  /** Tasks of others that ran or waited for a disk in the last minute, in percent of the cores. */
  readonly load?: number | undefined;
}

/** Waiting for disks in the last 10 s. */
interface Waiting {
  /** Of the time: every task that had something to do waited. */
  readonly percent: number;
  /** Others' part of what went over the disks, 0 to 1. */
  readonly othersShare: number;
}

/** Counters since the machine was started, at one moment. */
interface Counts {
  readonly at: number;
  readonly processor: ProcessorTicks | undefined;
  /** Both of our own are lower for a moment when a worker has ended and its parent does not know yet. */
  readonly ownTicks: number;
  readonly diskBytes: number | undefined;
  readonly ownBytes: number;
}

/** What a device is asked for; it changes slowly, and asking costs more than reading what the kernel knows. */
interface Devices {
  readonly at: number;
  readonly battery: Battery | undefined;
  readonly heat: number | undefined;
}

/** Milliseconds over which use is averaged: as the kernel's shortest pressures are. */
const spanMs = 10_000;
/** Milliseconds for which the answer of a device is good. */
const deviceMs = 10_000;
/** Milliseconds between two counts of our own threads: as often as the kernel counts all. */
const countThreadsMs = 5_000;

/**
 * Reads what the machine bears, without what Butler itself makes it bear. It compares with its own earlier readings:
 * use of processor and disks is known from the second one on. Reads `/proc` and `/sys` of Linux, and finds nothing
 * elsewhere.
 */
export class MachineReader {
  readonly #root: string;
  readonly #monotonic: () => number;
  readonly #workers: () => readonly number[];
  readonly #traffic: DiskTraffic;
  #counts: readonly Counts[] = [];
  #devices: Devices | undefined;
  #ownLoad: { readonly at: number; readonly average: number } | undefined;

  /**
   * @param workers process ids of the workers as they are now
   * @param monotonic a clock that never jumps, in milliseconds
   * @param root the folder in which `proc` and `sys` lie
   */
  constructor(workers: () => readonly number[], monotonic: () => number, root = '/') {
    this.#workers = workers;
    this.#monotonic = monotonic;
    this.#root = root;
    this.#traffic = new DiskTraffic(root);
  }

  /** What is needed to judge by these limits. Never rejects. */
  async read(limits: Limits): Promise<Readings> {
    const at = this.#monotonic();
    const { battery, heat } = await this.#askDevices(at, limits);
    if (limits.memory === undefined && limits.io === undefined && limits.cpu === undefined) {
      return { at, battery, heat };
    }
    this.#count(at);
    const io = findPressure(this.#root, 'io')?.full?.avg10;
    const othersShare = this.#othersShare();
    return {
      at,
      battery,
      heat,
      memory: findPressure(this.#root, 'memory')?.some.avg10,
      io: io === undefined || othersShare === undefined ? undefined : { percent: io, othersShare },
      cpu: this.#othersUse(),
      load: io === undefined ? this.#othersLoad(at) : undefined,
    };
  }

  async #askDevices(at: number, limits: Limits): Promise<Devices> {
    if (!this.#devices || at - this.#devices.at >= deviceMs) {
      const [battery, heat] = await Promise.all([
        limits.battery === undefined ? undefined : findBattery(this.#root),
        limits.heat === undefined ? undefined : findTemperature(this.#root),
      ]);
      this.#devices = { at, battery, heat };
    }
    return this.#devices;
  }

  #count(at: number): void {
    const own = [process.pid, ...this.#workers()];
    const counts: Counts = {
      at,
      processor: findProcessorTicks(this.#root),
      ownTicks: sumProcessTicks(this.#root, own),
      diskBytes: this.#traffic.find(),
      ownBytes: sumProcessBytes(this.#root, own),
    };
    this.#counts = [...this.#counts.filter(earlier => at - earlier.at <= spanMs), counts];
  }

  /** The earliest and the latest counts of the span. */
  #span(): readonly [from: Counts, to: Counts] | undefined {
    const from = this.#counts[0];
    const to = this.#counts.at(-1);
    return from && to && from !== to ? [from, to] : undefined;
  }

  #othersUse(): number | undefined {
    const [from, to] = this.#span() ?? [];
    if (!from?.processor || !to?.processor) return undefined;
    const ticks = to.processor.total - from.processor.total;
    const busy = to.processor.busy - from.processor.busy;
    const own = Math.max(0, to.ownTicks - from.ownTicks);
    return ticks > 0 ? clamp((busy - own) / ticks) * 100 : undefined;
  }

  #othersShare(): number | undefined {
    const [from, to] = this.#span() ?? [];
    if (from?.diskBytes === undefined || to?.diskBytes === undefined) return undefined;
    const bytes = to.diskBytes - from.diskBytes;
    const own = Math.max(0, to.ownBytes - from.ownBytes);
    return bytes > 0 ? clamp((bytes - own) / bytes) : 0;
  }

  /** Threads of this process hardly run, and the one that counts them always does: only those of workers count. */
  #othersLoad(at: number): number | undefined {
    const load = findLoad(this.#root);
    const cores = this.#counts.at(-1)?.processor?.cores;
    if (load === undefined || cores === undefined) return undefined;
    // At first all load counts as ours, as it may well be of work that has just ended.
    this.#ownLoad ??= { at, average: load };
    const elapsedMs = at - this.#ownLoad.at;
    if (elapsedMs >= countThreadsMs) {
      const active = countActiveThreads(this.#root, this.#workers());
      this.#ownLoad = { at, average: damp(this.#ownLoad.average, elapsedMs, active) };
    }
    return (Math.max(0, load - this.#ownLoad.average) / cores) * 100;
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
