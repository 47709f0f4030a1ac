import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { isMarker, markFolder, openMarked } from './marked-folder.ts';

const unmarked = { code: 'folder-unmarked' };

test('a folder that Butler makes is marked, once', async () => {
  await using temp = await makeTempFolder();
  const folder = join(temp.path, 'a', 'cache');
  expect(await markFolder(folder, 'cache', Date.UTC(2027, 2, 28))).toBe(true);
  const [name = ''] = await readdir(folder);
  expect(isMarker(name)).toBe(true);
  const marker = await readFile(join(folder, name), 'utf8');
  expect(JSON.parse(marker)).toMatchObject({ kind: 'cache', createdAt: '2027-03-28T00:00:00.000Z' });
  await writeFile(join(folder, 'file'), '');
  expect(await markFolder(folder, 'cache', Date.UTC(2028, 0, 1))).toBe(true);
  expect(await readFile(join(folder, name), 'utf8')).toBe(marker);
  await using opened = await openMarked(folder, 'cache');
  expect(opened.path).toBe(folder);
});

test('a folder that holds other things is never taken over', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'letter.txt'), 'mine');
  expect(await markFolder(temp.path, 'cache', 0)).toBe(false);
  expect(await readdir(temp.path)).toEqual(['letter.txt']);
  await expect(openMarked(temp.path, 'cache')).rejects.toMatchObject(unmarked);
});

test('an attempt that was cut short is taken up again', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, '.butler-folder.json.partial'), '{');
  expect(await markFolder(temp.path, 'cache', 0)).toBe(true);
  await using _ = await openMarked(temp.path, 'cache');
});

test('what is kept in a folder is part of its mark', async () => {
  await using temp = await makeTempFolder();
  await markFolder(temp.path, 'cache', 0);
  expect(await markFolder(temp.path, 'bundles', 0)).toBe(false);
  await expect(openMarked(temp.path, 'bundles')).rejects.toMatchObject(unmarked);
});

test.each(['not JSON', '{}', '{"kind":"cache"}', 'null'])('a marker that reads %j is none', async text => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, '.butler-folder.json'), text);
  await expect(openMarked(temp.path, 'cache')).rejects.toMatchObject(unmarked);
});

test('a marker that is a link to another one is none', async () => {
  await using temp = await makeTempFolder();
  await markFolder(join(temp.path, 'ours'), 'cache', 0);
  await mkdir(join(temp.path, 'theirs'));
  await symlink('../ours/.butler-folder.json', join(temp.path, 'theirs', '.butler-folder.json'));
  await expect(openMarked(join(temp.path, 'theirs'), 'cache')).rejects.toMatchObject(unmarked);
});

test('a folder that is missing, or a file, is unmarked', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'file'), '');
  await expect(openMarked(join(temp.path, 'nothing'), 'cache')).rejects.toMatchObject(unmarked);
  await expect(openMarked(join(temp.path, 'file'), 'cache')).rejects.toMatchObject(unmarked);
});

test('the owner may keep the folder elsewhere, behind a link', async () => {
  await using temp = await makeTempFolder();
  await markFolder(join(temp.path, 'real'), 'cache', 0);
  await symlink('real', join(temp.path, 'cache'));
  await using _ = await openMarked(join(temp.path, 'cache'), 'cache');
});

test.skipIf(noSmallDisk)(
  `another disk mounted there is not cleaned, whatever it holds, until Butler starts anew${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using temp = await makeTempFolder();
    await using disk = await mountSmallDisk(1_048_576);
    const folder = join(temp.path, 'cache');
    await markFolder(folder, 'cache', 0);
    await cp(folder, join(disk.path, 'cache'), { recursive: true });
    await rename(folder, join(temp.path, 'before'));
    await symlink(join(disk.path, 'cache'), folder);
    await expect(openMarked(folder, 'cache')).rejects.toMatchObject(unmarked);
    expect(await markFolder(folder, 'cache', 0)).toBe(true);
    await (await openMarked(folder, 'cache'))[Symbol.asyncDispose]();
    await rm(folder);
  },
);
