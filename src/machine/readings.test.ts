import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type KernelFolder, makeKernelFolder } from '../../test/support/kernel-folder.ts';
import type { Limits } from './limits.ts';
import { damp } from './load.ts';
import { MachineReader } from './readings.ts';

const all: Limits = { battery: 0, heat: 80, memory: 20, io: 40, cpu: 75, load: 75 };
const server = process.pid;
const worker = 4711;

/** What a machine of two cores and one disk has done since it was started. */
interface Past {
  readonly at: number;
  /** Ticks of the processor: all, of the server, of its ended workers, of the worker. */
  readonly busy?: number;
  readonly server?: number;
  readonly ended?: number;
  readonly worker?: number;
  /** Bytes over the disk, by the worker on the disk and by its calls. */
  readonly disk?: number;
  readonly workerDisk?: number;
  readonly workerCalls?: number;
  readonly load?: number;
  /** States of the worker's threads. */
  readonly threads?: string;
}

class Machine {
  #at = 0;
  readonly #kernel: KernelFolder;
  readonly reader: MachineReader;

  constructor(kernel: KernelFolder, workers = () => [worker]) {
    this.#kernel = kernel;
    this.reader = new MachineReader(workers, () => this.#at, kernel.root);
  }

  async readAfter(past: Past, limits = all) {
    this.#at = past.at;
    // Two cores have 200 ticks a second.
    const ticks = past.at / 5;
    const busy = past.busy ?? 0;
    const threads = [...(past.threads ?? '')].map((state, index) => [
      `proc/${worker}/task/${worker + index}/stat`,
      stat('node', 0, 0, state),
    ]);
    await this.#kernel.write({
      'proc/stat': `cpu  ${busy} 0 0 ${ticks - busy} 0 0 0 0 0 0\ncpu0 0 0 0 0\ncpu1 0 0 0 0\nintr 0\n`,
      [`proc/${server}/stat`]: stat('node', past.server ?? 0, past.ended ?? 0),
      'proc/diskstats': `   8       0 sda 1 0 ${(past.disk ?? 0) / 512} 1 1 0 0 1 0 1 1\n`,
      'sys/block/sda/device/model': 'WDC\n',
      'proc/loadavg': `${(past.load ?? 0).toFixed(2)} 0.00 0.00 1/195 15200\n`,
      ...(past.worker !== undefined && { [`proc/${worker}/stat`]: stat('node', past.worker, 0) }),
      [`proc/${worker}/io`]: `rchar: ${past.workerCalls ?? 0}\nwchar: 0\nread_bytes: ${past.workerDisk ?? 0}\nwrite_bytes: 0\n`,
      ...Object.fromEntries(threads),
    });
    return this.reader.read(limits);
  }
}

function stat(name: string, own: number, children: number, state = 'S'): string {
  return `1 (${name}) ${state} 1 1 1 0 -1 4194560 101 0 0 0 ${own} 0 ${children} 0 20 0 11 0 514288 3133440 394\n`;
}

const stalled = (some: number, full: number) =>
  `some avg10=${some.toFixed(2)} avg60=0.00 avg300=0.00 total=1\nfull avg10=${full.toFixed(2)} avg60=0.00 avg300=0.00 total=1\n`;
const pressures = (io: number, memory = 0) => ({
  'proc/pressure/io': stalled(io, io),
  'proc/pressure/memory': stalled(memory, 0),
});

describe('use of the processor', () => {
  test('is known from the second reading on', async () => {
    await using kernel = await makeKernelFolder(pressures(0));
    const machine = new Machine(kernel);
    expect((await machine.readAfter({ at: 2000, busy: 400, worker: 0 })).cpu).toBeUndefined();
    expect((await machine.readAfter({ at: 4000, busy: 700, worker: 0 })).cpu).toBe(75);
  });

  test("leaves out Butler's own", async () => {
    await using kernel = await makeKernelFolder(pressures(0));
    const machine = new Machine(kernel);
    await machine.readAfter({ at: 0, busy: 0, worker: 0 });
    const busy = { at: 2000, busy: 400, server: 10, worker: 380 };
    expect((await machine.readAfter(busy)).cpu).toBe(2.5);
  });

  test('leaves out what a worker used that has ended since', async () => {
    await using kernel = await makeKernelFolder(pressures(0));
    const machine = new Machine(kernel);
    await machine.readAfter({ at: 0, busy: 0, worker: 0 });
    await machine.readAfter({ at: 2000, busy: 400, worker: 390 });
    await kernel.remove(`proc/${worker}`);
    expect((await machine.readAfter({ at: 4000, busy: 800, ended: 790 })).cpu).toBeCloseTo(1.25);
  });

  test('is that of the last ten seconds', async () => {
    await using kernel = await makeKernelFolder(pressures(0));
    const machine = new Machine(kernel);
    for (let at = 0; at <= 20_000; at += 2000) {
      await machine.readAfter({ at, busy: at / 5, worker: 0 });
    }
    // Idle since then: 8 of the 10 s were busy, then none.
    expect((await machine.readAfter({ at: 22_000, busy: 4000, worker: 0 })).cpu).toBeCloseTo(80);
    expect((await machine.readAfter({ at: 32_000, busy: 4000, worker: 0 })).cpu).toBe(0);
  });
});

describe('waiting for disks', () => {
  test.each([
    ['that others keep busy', { disk: 5_120_000 }, 1],
    ['that only Butler reads from', { disk: 5_120_000, workerDisk: 5_120_000 }, 0],
    ['that both read from', { disk: 5_120_000, workerDisk: 1_280_000 }, 0.75],
    ['behind a daemon of another kind', { disk: 5_120_000, workerCalls: 5_500_000 }, 0],
    ['over a network, while a little goes over the disk', { disk: 51_200, workerCalls: 9_000_000 }, 0],
    ['that nothing went over', {}, 0],
  ])('%s', async (_, moved, othersShare) => {
    await using kernel = await makeKernelFolder(pressures(46.2));
    const machine = new Machine(kernel);
    expect((await machine.readAfter({ at: 0 })).io).toBeUndefined();
    expect((await machine.readAfter({ at: 2000, ...moved })).io).toEqual({ percent: 46.2, othersShare });
  });
});

describe('the load', () => {
  const read = async (threads: string) => {
    await using kernel = await makeKernelFolder();
    const machine = new Machine(kernel);
    let load = 0;
    let last = await machine.readAfter({ at: 0, load, threads });
    expect(last.load).toBe(0);
    // As the kernel counts: six tasks, every five seconds.
    for (let at = 5000; at <= 300_000; at += 5000) {
      load = damp(load, 5000, 6);
      last = await machine.readAfter({ at, load, threads });
    }
    return last;
  };

  test("of Butler's own threads is left out, running or waiting", async () => {
    expect((await read('RRRDDDSSST')).load).toBeCloseTo(0, 1);
  });

  test('of others is told in percent of the cores', async () => {
    const { load = 0 } = await read('RDSSST');
    expect(load).toBeGreaterThan(190);
    expect(load).toBeLessThanOrEqual(200);
  });

  test('of the time before the first reading may have been ours', async () => {
    await using kernel = await makeKernelFolder();
    const machine = new Machine(kernel);
    expect((await machine.readAfter({ at: 0, load: 6 })).load).toBe(0);
    expect((await machine.readAfter({ at: 5000, load: damp(6, 5000, 0) })).load).toBeCloseTo(0, 0);
    expect((await machine.readAfter({ at: 300_000, load: 6 })).load).toBeGreaterThan(290);
  });

  test('is not read where the kernel tells pressures', async () => {
    await using kernel = await makeKernelFolder(pressures(0));
    const machine = new Machine(kernel);
    await machine.readAfter({ at: 0 });
    expect((await machine.readAfter({ at: 60_000, load: 9 })).load).toBeUndefined();
  });
});

test('waiting for memory is read as the kernel has it', async () => {
  await using kernel = await makeKernelFolder(pressures(0, 31.5));
  expect(await new Machine(kernel).readAfter({ at: 0 })).toMatchObject({ memory: 31.5 });
});

test('devices are asked every ten seconds', async () => {
  const battery = 'sys/class/power_supply/BAT0';
  await using kernel = await makeKernelFolder({
    [`${battery}/type`]: 'Battery\n',
    [`${battery}/status`]: 'Full\n',
    'sys/class/thermal/thermal_zone0/type': 'cpu-thermal\n',
    'sys/class/thermal/thermal_zone0/temp': '50000\n',
  });
  const machine = new Machine(kernel);
  expect(await machine.readAfter({ at: 0 })).toMatchObject({ battery: { inUse: false }, heat: 50 });
  await kernel.write({ [`${battery}/status`]: 'Discharging\n' });
  expect(await machine.readAfter({ at: 9000 })).toMatchObject({ battery: { inUse: false } });
  expect(await machine.readAfter({ at: 10_000 })).toMatchObject({ battery: { inUse: true } });
});

test('what has no limit is not read', async () => {
  await using kernel = await makeKernelFolder({
    ...pressures(50, 50),
    'sys/class/power_supply/BAT0/type': 'Battery\n',
    'sys/class/power_supply/BAT0/status': 'Discharging\n',
  });
  const machine = new Machine(kernel);
  expect(await machine.readAfter({ at: 0 }, {})).toEqual({ at: 0 });
  expect(await machine.readAfter({ at: 20_000 }, { battery: 0 })).toEqual({
    at: 20_000,
    battery: { inUse: true },
  });
});

test('where nothing is told, nothing is known', async () => {
  await using kernel = await makeKernelFolder();
  const reader = new MachineReader(
    () => [],
    () => 7,
    kernel.root,
  );
  await reader.read(all);
  expect(await reader.read(all)).toEqual({ at: 7 });
});

const missing = existsSync('/proc/stat') ? '' : ': it has no /proc';
test.skipIf(missing)(`this machine is read${missing}`, async () => {
  const reader = new MachineReader(
    () => [process.ppid],
    () => performance.now(),
  );
  const first = await reader.read(all);
  // Until the kernel's clock has ticked.
  let second = await reader.read(all);
  while (second.cpu === undefined) second = await reader.read(all);
  expect(second.at).toBeGreaterThan(first.at);
  const percents = [second.cpu, second.memory, second.io?.percent, second.battery?.percent];
  for (const percent of percents.filter(value => value !== undefined)) {
    expect(percent).toBeGreaterThanOrEqual(0);
    expect(percent).toBeLessThanOrEqual(100);
  }
  if (existsSync('/proc/pressure/io')) expect(second.memory).toBeDefined();
  else expect(second.load).toBeGreaterThanOrEqual(0);
});
