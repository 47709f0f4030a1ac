import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { DiskWatch } from './disk-watch.ts';
import type { Notice } from './notice.ts';

function watchOver(folders: readonly string[], percent: () => number) {
  const notices: Notice[] = [];
  const watch = new DiskWatch({
    folders: () => folders,
    preferences: { get: () => percent() as never },
    notify: notice => void notices.push(notice),
    now: () => 7,
  });
  return { watch, notices };
}

describe.skipIf(noSmallDisk)(`a disk that fills up${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  test('is told of once, until it has been two percent emptier', async () => {
    const bytes = 1_000 * 4_096;
    await using disk = await mountSmallDisk(bytes);
    const fill = (percent: number) =>
      writeFile(join(disk.path, 'filling'), Buffer.alloc((bytes / 100) * percent));
    const { watch, notices } = watchOver([disk.path], () => 95);
    const toldAfter = async (percent: number) => {
      await fill(percent);
      await watch.look();
      return notices.length;
    };
    expect(await toldAfter(94)).toBe(0);
    expect(await toldAfter(96)).toBe(1);
    expect(await toldAfter(99)).toBe(1);
    expect(await toldAfter(94)).toBe(1);
    expect(await toldAfter(96)).toBe(1);
    expect(await toldAfter(92)).toBe(1);
    expect(await toldAfter(96)).toBe(2);
    expect(notices[0]).toEqual({
      kind: 'disk-nearly-full',
      title: 'A disk is 96 % full',
      text: `On the disk of "${disk.path}" 164 kB of 4.1 MB are free.`,
      at: 7,
      detail: { folder: disk.path, totalBytes: bytes, freeBytes: bytes * 0.04, usedPercent: 96 },
    });
  });

  test('is told of once for all folders on it, and each disk by itself', async () => {
    await using disk = await mountSmallDisk(1_000 * 4_096);
    await using other = await mountSmallDisk(1_000 * 4_096);
    for (const { path } of [disk, other]) {
      await mkdir(join(path, 'backups'));
      await writeFile(join(path, 'filling'), Buffer.alloc(980 * 4_096));
    }
    const { watch, notices } = watchOver([disk.path, join(disk.path, 'backups'), other.path], () => 95);
    await Promise.all([watch.look(), watch.look()]);
    expect(notices).toHaveLength(2);
    await rm(join(other.path, 'filling'));
    await watch.look();
    expect(notices).toHaveLength(2);
  });
});

test('the limit is that of the moment, and a folder that is not there counts for nothing', async () => {
  await using temp = await makeTempFolder();
  let percent = 101;
  const { watch, notices } = watchOver([join(temp.path, 'missing'), temp.path], () => percent);
  await watch.look();
  expect(notices).toEqual([]);
  percent = 0;
  await watch.look();
  expect(notices.map(({ detail }) => (detail as { folder: string }).folder)).toEqual([temp.path]);
});

test('a watch may be started and stopped twice, and looks at once', async () => {
  await using temp = await makeTempFolder();
  const { watch, notices } = watchOver([temp.path], () => 0);
  watch.start();
  watch.start();
  await watch.look();
  expect(notices).toHaveLength(1);
  watch.stop();
  watch.stop();
});
