import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BifWriter } from '../../src/media/formats/bif.ts';
import { frameAt, parseBif } from '../../web/src/pages/library/bif.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const jpeg = (length: number) => Buffer.from([0xff, 0xd8, ...Array<number>(length).fill(7), 0xff, 0xd9]);

test('the pictures of an index file are found where they were written', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'index-sd.bif');
  using writer = new BifWriter(path, 2_000, 10);
  const pictures = [3, 40, 1].map(jpeg);
  for (const picture of pictures) writer.add(picture);
  writer.finish();
  const file = await readFile(path);
  const frames = parseBif(file);
  expect(frames.map(({ atMs }) => atMs)).toEqual([0, 2_000, 4_000]);
  expect(frames.map(({ from, to }) => file.subarray(from, to))).toEqual(pictures);

  expect(() => parseBif(file.subarray(0, 70))).toThrow('shorter than a header');
  expect(() => parseBif(Buffer.from(file).fill(0, 0, 8))).toThrow('the signature is another');
  expect(() => parseBif(file.subarray(0, 100))).toThrow('picture 0 is not positive');
  const many = Buffer.from(file);
  many.writeUInt32LE(4_000_000_000, 12);
  expect(() => parseBif(many)).toThrow('no room for 4000000000 entries');
});

test('the picture of a moment is the last one that is not later', () => {
  const times = [0, 2_000, 4_000];
  expect([0, 1_999, 2_000, 9_999].map(ms => frameAt(times, ms))).toEqual([0, 0, 1, 2]);
  expect(frameAt([], 5)).toBe(0);
});
