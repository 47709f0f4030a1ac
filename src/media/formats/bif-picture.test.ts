import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { BifWriter, parseBif } from './bif.ts';
import { readPictureAt } from './bif-picture.ts';

function jpeg(n: number): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(n + 1, n), Buffer.from([0xff, 0xd9])]);
}

function writeBif(path: string, pictures: number): void {
  using bif = new BifWriter(path, 2_000, 10);
  for (let n = 0; n < pictures; n++) bif.add(jpeg(n));
  bif.finish();
}

test('the picture of a moment is the one that a reader of the whole file finds', async () => {
  await using temp = await makeTempFolder();
  const path = join(temp.path, 'index-sd.bif');
  writeBif(path, 7);
  const { pictures } = parseBif(await readFile(path));
  for (const ms of [-5, 0, 1, 1_999, 2_000, 7_777, 12_000, 999_999]) {
    const expected = pictures.findLast(({ atMs }) => atMs <= ms) ?? pictures[0];
    expect(Buffer.from((await readPictureAt(path, ms)) ?? [])).toEqual(expected?.jpeg);
  }
});

test('a file without pictures has none, and what is no such file is refused', async () => {
  await using temp = await makeTempFolder();
  const path = join(temp.path, 'index-sd.bif');
  writeBif(path, 0);
  expect(await readPictureAt(path, 0)).toBeUndefined();
  const other = join(temp.path, 'other.bif');
  await writeFile(other, Buffer.alloc(200, 1));
  await expect(readPictureAt(other, 0)).rejects.toThrow(RangeError);
  const cut = join(temp.path, 'cut.bif');
  writeBif(cut, 5);
  await truncate(cut, 130);
  await expect(readPictureAt(cut, 9_000)).rejects.toThrow(RangeError);
  await expect(readPictureAt(join(temp.path, 'gone.bif'), 0)).rejects.toThrow('ENOENT');
});
