import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { DiskTraffic, parseDiskStats, parseProcessBytes, sumProcessBytes } from './disk-traffic.ts';

const diskstats = `   7       0 loop0 12 0 24 1 0 0 0 0 0 1 1 0 0 0 0 0 0
   8       0 sda 681820 58742 1000 860609 705670 285501 500 330323 0 122668 1239071 352347 351 31165424 30377 255026 17760
   8       1 sda1 681820 58742 1000 860609 705670 285501 500 330323 0 122668 1239071
 259       0 nvme0c0n1 5 0 64 1 0 0 0 0 0 1 1
 259       1 nvme0n1 5 0 64 1 0 0 0 0 0 1 1
 253       0 dm-0 681820 0 1000 860609 0 0 500 0 0 122668 860609
 104       0 cciss/c0d0 1 0 8 1 0 0 0 0 0 1 1
`;

test('reads the bytes that went over each device', () => {
  expect(parseDiskStats(diskstats)).toContainEqual({ name: 'sda', bytes: 1500 * 512 });
  expect(parseDiskStats(diskstats)).toHaveLength(7);
  expect(parseDiskStats('\n8 0\n')).toEqual([]);
});

test('counts every byte once: not by partition, not by what is made of disks, not by paths to a disk', async () => {
  await using kernel = await makeKernelFolder({
    'proc/diskstats': diskstats,
    'sys/block/sda/device/model': 'WDC WD40EFRX-68N\n',
    'sys/block/nvme0n1/device/model': 'Samsung SSD 980\n',
    'sys/block/nvme0c0n1/device/model': 'Samsung SSD 980\n',
    'sys/block/nvme0c0n1/hidden': '1\n',
    'sys/block/cciss!c0d0/device/vendor': 'HP\n',
    'sys/block/dm-0/size': '1\n',
    'sys/block/loop0/size': '1\n',
  });
  expect(new DiskTraffic(kernel.root).find()).toBe((1500 + 64 + 8) * 512);
  await kernel.remove('proc/diskstats');
  expect(new DiskTraffic(kernel.root).find()).toBeUndefined();
});

const io = (counts: readonly number[]) =>
  ['rchar', 'wchar', 'syscr', 'syscw', 'read_bytes', 'write_bytes', 'cancelled_write_bytes']
    .map((name, index) => `${name}: ${counts[index]}\n`)
    .join('');

test('of a process counts what it moved on the disk, or by its calls where that was more', () => {
  expect(parseProcessBytes(io([100, 10, 7, 7, 4096, 0, 0]))).toBe(4096 + 10);
  expect(parseProcessBytes(io([9000, 10, 7, 7, 4096, 8192, 0]))).toBe(9000 + 8192);
  expect(parseProcessBytes('')).toBe(0);
});

test('sums over processes, and passes over those that have ended', async () => {
  await using kernel = await makeKernelFolder({
    'proc/10/io': io([0, 0, 0, 0, 4096, 0, 0]),
    'proc/11/io': io([0, 0, 0, 0, 512, 0, 0]),
  });
  expect(sumProcessBytes(kernel.root, [10, 11, 12])).toBe(4608);
});

const missing = existsSync('/proc/self/io') ? '' : ': this machine does not tell';
test.skipIf(missing)(`this machine tells what this process has read${missing}`, () => {
  expect(sumProcessBytes('/', [process.pid])).toBeGreaterThan(0);
});
