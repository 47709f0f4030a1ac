import sharp from 'sharp';
import { expect, test } from 'vitest';
import { layOutTiff } from './tiff.ts';

test.each([
  [1, 1],
  [33, 16],
  [7, 50],
])('%i × %i pixels come out as they went in', async (width, height) => {
  const { file, pixels } = layOutTiff(width, height, { orientation: 1 });
  expect(pixels).toHaveLength(width * height * 3);
  for (const n of pixels.keys()) pixels[n] = n * 7;
  const { data, info } = await sharp(file, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3 });
  expect(data.equals(pixels)).toBe(true);
});

test('it says how it is to be turned, and in which colours it is', async () => {
  const swapped = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123' } })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const profile = (await sharp(swapped).metadata()).icc;
  const { file } = layOutTiff(40, 30, { orientation: 6, profile });
  const { orientation, icc } = await sharp(file).metadata();
  expect(orientation).toBe(6);
  expect(icc?.equals(profile ?? Buffer.alloc(0))).toBe(true);
});
