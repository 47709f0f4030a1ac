import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { publishFile, publishText } from './publish.ts';

const withDisk = test.skipIf(noSmallDisk);
const reason = noSmallDisk ? ` (skipped: ${noSmallDisk})` : '';

test('a staged file takes the place of the old one, and folders are made for it', async () => {
  await using temp = await makeTempFolder();
  const [staged, target] = [join(temp.path, 'staged'), join(temp.path, 'a', 'b', 'c', 'target')];
  for (const content of ['first', 'second']) {
    await writeFile(staged, content);
    await publishFile(staged, target);
    expect(await readFile(target, 'utf8')).toBe(content);
  }
  expect(await readdir(temp.path)).toEqual(['a']);
});

test('a link is not published: what it leads to was never staged', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'secret'), 'secret');
  await symlink('secret', join(temp.path, 'staged'));
  const publishing = publishFile(join(temp.path, 'staged'), join(temp.path, 'target'));
  await expect(publishing).rejects.toMatchObject({ code: 'ELOOP' });
  expect((await readdir(temp.path)).sort()).toEqual(['secret', 'staged']);
});

test('a file where a folder should be is one clear error', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'staged'), 'new');
  await writeFile(join(temp.path, 'file'), '');
  await expect(
    publishFile(join(temp.path, 'staged'), join(temp.path, 'file', 'target')),
  ).rejects.toMatchObject({
    code: 'folder-unwritable',
    message: expect.stringContaining('something else stands in its place'),
  });
  expect(await readFile(join(temp.path, 'staged'), 'utf8')).toBe('new');
});

withDisk(`from another disk it arrives whole, and nothing is left behind${reason}`, async () => {
  await using temp = await makeTempFolder();
  await using disk = await mountSmallDisk(1_048_576);
  await writeFile(join(temp.path, 'staged'), 'content');
  await publishFile(join(temp.path, 'staged'), join(disk.path, 'target'));
  expect(await readdir(disk.path)).toEqual(['target']);
  expect(await readFile(join(disk.path, 'target'), 'utf8')).toBe('content');
  expect(await readdir(temp.path)).toEqual([]);
});

withDisk(`on a full disk the old file stays, and so does the staged one${reason}`, async () => {
  await using temp = await makeTempFolder();
  await using disk = await mountSmallDisk(65_536);
  const [staged, target] = [join(temp.path, 'staged'), join(disk.path, 'target')];
  await writeFile(target, 'old');
  await writeFile(staged, Buffer.alloc(100_000));
  await expect(publishFile(staged, target)).rejects.toMatchObject({ code: 'disk-full' });
  expect(await readdir(disk.path)).toEqual(['target']);
  expect(await readFile(target, 'utf8')).toBe('old');
  expect((await readFile(staged)).length).toBe(100_000);
  await expect(publishText('x'.repeat(100_000), target)).rejects.toMatchObject({ code: 'disk-full' });
  expect(await readdir(disk.path)).toEqual(['target']);
  expect(await readFile(target, 'utf8')).toBe('old');
});

withDisk(`a disk that can hold no more files is full${reason}`, async () => {
  await using disk = await mountSmallDisk(1_048_576, 3);
  await mkdir(join(disk.path, 'folder'));
  await writeFile(join(disk.path, 'staged'), '');
  await expect(
    publishFile(join(disk.path, 'staged'), join(disk.path, 'new', 'target')),
  ).rejects.toMatchObject({
    code: 'disk-full',
  });
});

withDisk(`on a read-only disk the old file stays${reason}`, async () => {
  await using temp = await makeTempFolder();
  await using disk = await mountSmallDisk(65_536);
  const [staged, target] = [join(temp.path, 'staged'), join(disk.path, 'target')];
  await writeFile(target, 'old');
  await writeFile(staged, 'new');
  disk.makeReadOnly();
  for (const place of [target, join(disk.path, 'a', 'b', 'target')]) {
    await expect(publishFile(staged, place)).rejects.toMatchObject({
      code: 'folder-unwritable',
      message: expect.stringContaining('read-only file system'),
    });
  }
  expect(await readFile(target, 'utf8')).toBe('old');
});
