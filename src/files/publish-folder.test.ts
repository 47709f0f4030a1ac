import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { copyFolder, publishFolder } from './publish-folder.ts';

async function makeFolder(path: string, content: string): Promise<string> {
  await mkdir(join(path, 'inner'), { recursive: true });
  await writeFile(join(path, 'inner', 'file'), content);
  return path;
}

const contentOf = (path: string) => readFile(join(path, 'inner', 'file'), 'utf8');

test('a folder takes the place of none, and of another one with all that was in it', async () => {
  await using temp = await makeTempFolder();
  const target = join(temp.path, 'a', 'b', 'target');
  await publishFolder(await makeFolder(join(temp.path, 'staged'), 'first'), target);
  await writeFile(join(target, 'of the first'), '');
  await publishFolder(await makeFolder(join(temp.path, 'staged'), 'second'), target);
  expect(await readdir(target)).toEqual(['inner']);
  expect(await contentOf(target)).toBe('second');
  expect(await readdir(join(temp.path, 'a', 'b'))).toEqual(['target']);
  expect(await readdir(temp.path)).toEqual(['a']);
});

test('what a crash left beside the target is no hindrance', async () => {
  await using temp = await makeTempFolder();
  const target = join(temp.path, 'target');
  for (const name of ['.target.old', '.target.new']) await makeFolder(join(temp.path, name), 'left');
  await copyFolder(await makeFolder(join(temp.path, 'source'), 'fresh'), target);
  expect(await contentOf(target)).toBe('fresh');
  expect((await readdir(temp.path)).sort()).toEqual(['source', 'target']);
});

test('without a folder that was staged the old one stays', async () => {
  await using temp = await makeTempFolder();
  const target = await makeFolder(join(temp.path, 'target'), 'old');
  await expect(publishFolder(join(temp.path, 'missing'), target)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await contentOf(target)).toBe('old');
});

test('a file in the way of the path is one clear error', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'file'), 'precious');
  const staged = await makeFolder(join(temp.path, 'staged'), 'new');
  await expect(publishFolder(staged, join(temp.path, 'file', 'target'))).rejects.toMatchObject({
    code: 'folder-unwritable',
  });
  expect(await contentOf(staged)).toBe('new');
});

test.skipIf(noSmallDisk)(
  `on another disk it is copied; when that is full, nothing changes${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using temp = await makeTempFolder();
    await using disk = await mountSmallDisk(65_536);
    const target = join(disk.path, 'target');
    const staged = await makeFolder(join(temp.path, 'staged'), 'small');
    await publishFolder(staged, target);
    expect(await readdir(temp.path)).toEqual([]);
    await makeFolder(staged, 'large'.repeat(40_000));
    await expect(publishFolder(staged, target)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await contentOf(target)).toBe('small');
    expect(await readdir(disk.path)).toEqual(['target']);
    expect(await contentOf(staged)).toHaveLength(200_000);
    await rm(staged, { recursive: true });
  },
);
