import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { findStateOf, parseProcessorTicks, parseProcessTicks, sumProcessTicks } from './processor.ts';

const stat = `cpu  255292 14555 62606 683048 3917 10 2653 231 0 0
cpu0 121145 7836 29540 350500 1057 4 878 116 0 0
cpu1 134146 6719 33065 332547 2860 6 1774 114 0 0
intr 6906700 0 0 1 14
ctxt 20072583
btime 1795329600
`;

test('reads how busy all cores were; waiting for disks is idle, and what the host took is neither', () => {
  const busy = 255_292 + 14_555 + 62_606 + 10 + 2653;
  expect(parseProcessorTicks(stat)).toEqual({ busy, total: busy + 683_048 + 3917 + 231, cores: 2 });
});

test('reads the four numbers of the oldest kernels', () => {
  expect(parseProcessorTicks('cpu  1 2 3 4\n')).toEqual({ busy: 6, total: 10, cores: 1 });
});

test.each(['', 'cpu\n', 'cpu  1 2 3\n', 'intr 1 2 3 4\n'])('%j is no use of a processor', text => {
  expect(parseProcessorTicks(text)).toBeUndefined();
});

/** A line of `/proc/<pid>/stat`. */
function line(name: string, [utime, stime, cutime, cstime]: readonly number[], state = 'S'): string {
  return `4711 (${name}) ${state} 1 4711 4711 0 -1 4194560 101 0 0 0 ${utime} ${stime} ${cutime} ${cstime} 20 0 11 0 514288 3133440 394\n`;
}

test.each(['node', 'Web Content', 'a) R 1 (b', ') ) )', ''])('a process may be called %j', async name => {
  expect(parseProcessTicks(line(name, [200, 30, 4, 1]))).toBe(235);
  await using kernel = await makeKernelFolder({ 'proc/4711/stat': line(name, [0, 0, 0, 0], 'D') });
  expect(findStateOf(join(kernel.root, 'proc/4711'))).toBe('D');
});

test.each(['', '4711 (node) S 1', '4711 (node'])('%j tells no use of a process', text => {
  expect(parseProcessTicks(text)).toBeUndefined();
});

test('a process that has ended adds nothing', async () => {
  await using kernel = await makeKernelFolder({ 'proc/4711/stat': line('node', [5, 5, 0, 0]) });
  expect(sumProcessTicks(kernel.root, [4711, 4712])).toBe(10);
});

const missing = existsSync('/proc/self/stat') ? '' : ': this machine has no /proc';
test.skipIf(missing)(`what a child of this machine used passes to its parent${missing}`, async () => {
  await using temp = await makeTempFolder();
  const script = join(temp.path, 'busy.mjs');
  // Three tenths of a second of work, and then nothing until it is told to end.
  await writeFile(
    script,
    `while (process.cpuUsage().user < 300_000);
     process.on('message', () => process.exit());
     process.send('worked');`,
  );
  const before = sumProcessTicks('/', [process.pid]);
  const child = fork(script, { execArgv: [] });
  await once(child, 'message');
  const used = sumProcessTicks('/', [child.pid ?? 0]);
  expect(used).toBeGreaterThanOrEqual(29);
  child.send('end');
  await once(child, 'exit');
  expect(sumProcessTicks('/', [child.pid ?? 0])).toBe(0);
  expect(sumProcessTicks('/', [process.pid])).toBeGreaterThanOrEqual(before + used);
});
