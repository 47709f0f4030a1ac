import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { findBlob, keepBlob, nameBlob } from './blobs.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const picture = Buffer.from('a picture');

test('a blob is found under the hash of its content', async () => {
  const hash = await keepBlob(folder.path, picture, 'png');
  expect(hash).toBe(nameBlob(picture));
  const path = await findBlob(folder.path, hash);
  expect(path).toBe(join(folder.path, hash.slice(0, 2), `${hash}.png`));
  expect(await readFile(path ?? '')).toEqual(picture);
  expect(await findBlob(folder.path, nameBlob(Buffer.from('another')))).toBeUndefined();
});

test('kept twice, it is there once, and nothing unfinished is left', async () => {
  const hash = await keepBlob(folder.path, picture, 'jpeg');
  await keepBlob(folder.path, picture, 'jpeg');
  expect(await readdir(join(folder.path, hash.slice(0, 2)))).toEqual([`${hash}.jpg`]);
});

test('kept many times at once, it is there once, and whole', async () => {
  const large = Buffer.alloc(1_000_000, 'a picture');
  const hashes = await Promise.all(Array.from({ length: 20 }, () => keepBlob(folder.path, large, 'jpeg')));
  expect(new Set(hashes)).toEqual(new Set([nameBlob(large)]));
  expect(await readFile((await findBlob(folder.path, nameBlob(large))) ?? '')).toEqual(large);
  expect(await readdir(join(folder.path, nameBlob(large).slice(0, 2)))).toEqual([`${nameBlob(large)}.jpg`]);
});

test('what cannot be kept is told in words', async () => {
  await writeFile(join(folder.path, nameBlob(picture).slice(0, 2)), 'in the way');
  await expect(keepBlob(folder.path, picture, 'jpeg')).rejects.toMatchObject({ code: 'folder-unwritable' });
});
