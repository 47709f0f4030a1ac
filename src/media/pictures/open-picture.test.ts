import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  box,
  clap,
  colourProfile,
  encodeHevc,
  gridItem,
  type HeifItem,
  imir,
  irot,
  pictureItem,
  writeHeif,
} from '../../../test/support/heif.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { PictureFrame } from '../../domain/picture.ts';
import { openPicture } from './open-picture.ts';
import { scalePicture } from './scale-picture.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const whole: PictureFrame = { width: 10_000, height: 10_000, fills: true };

function save(items: readonly HeifItem[], primary: number): string {
  const path = join(folder.path, 'picture.heic');
  writeFileSync(path, writeHeif(items, primary));
  return path;
}

/** The pixels as they are shown, in three bytes each. */
async function decode(path: string, shown = whole) {
  const picture = (await openPicture(path, shown)).rotate().toColourspace('srgb');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** A picture whose colours change from left to right (red) and from top to bottom (green): each place has its own. */
function paint(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 3, 60);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[(y * width + x) * 3] = (x * 255) / width;
      pixels[(y * width + x) * 3 + 1] = (y * 255) / height;
    }
  }
  return pixels;
}

/** A part of a picture of 192 × 128, in three bytes a pixel. */
const cutOut = (pixels: Buffer, left: number, top: number, width: number, height: number) =>
  sharp(pixels, { raw: { width: 192, height: 128, channels: 3 } })
    .extract({ left, top, width, height })
    .toBuffer();

const flat = (side: number, [r, g, b]: readonly [number, number, number]) =>
  encodeHevc(Buffer.alloc(side * side * 3, Buffer.from([r, g, b])), side, side);

/** Levels of 255 by which pixels differ, at most. */
function difference(one: Buffer, other: Buffer): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, level, n) => Math.max(most, Math.abs(level - (other[n] ?? 0))), 0);
}

/** Levels that are lost on the way through an encoder with half of the colours. */
const near = 6;

describe('a picture in HEVC', () => {
  test.each([8, 10] as const)('of %i bits has its pixels', async bitDepth => {
    const pixels = paint(128, 96);
    const path = save([pictureItem(1, encodeHevc(pixels, 128, 96, bitDepth))], 1);
    const found = await decode(path);
    expect(found).toMatchObject({ width: 128, height: 96 });
    expect(difference(found.pixels, pixels)).toBeLessThanOrEqual(near);
  });

  test('is cut, turned and mirrored as its properties say, one after the other', async () => {
    const pixels = paint(128, 96);
    const cut = [clap(101, 61, -1, 1), irot(1), imir(1)];
    const found = await decode(save([pictureItem(1, encodeHevc(pixels, 128, 96), cut)], 1));
    const expected = await sharp(pixels, { raw: { width: 128, height: 96, channels: 3 } })
      .extract({ left: 13, top: 18, width: 101, height: 61 })
      .rotate(-90)
      .toBuffer();
    const mirrored = await sharp(expected, { raw: { width: 61, height: 101, channels: 3 } })
      .flop()
      .toBuffer();
    expect(found).toMatchObject({ width: 61, height: 101 });
    expect(difference(found.pixels, mirrored)).toBeLessThanOrEqual(near);
  });

  test('has the colours of its profile', async () => {
    const p3 = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const profile = (await sharp(p3).metadata()).icc ?? Buffer.alloc(0);
    const red = flat(64, [230, 60, 40]);
    const plain = await decode(save([pictureItem(1, red)], 1));
    const wide = await decode(save([pictureItem(1, red, [colourProfile(profile)])], 1));
    expect(wide.pixels[0]).toBeGreaterThan((plain.pixels[0] ?? 255) + 10);
  });
});

describe('a grid', () => {
  const painted = paint(192, 128);

  /** Six tiles of 64 × 64 for 150 × 100 pixels, as cameras write them. */
  async function saveGrid(...properties: Buffer[]): Promise<string> {
    const places = [0, 64].flatMap(top => [0, 64, 128].map(left => ({ left, top })));
    const tiles = await Promise.all(places.map(({ left, top }) => cutOut(painted, left, top, 64, 64)));
    const items = tiles.map((tile, n) => pictureItem(n + 1, encodeHevc(tile, 64, 64)));
    const grid = { columns: 3, rows: 2, width: 150, height: 100, tiles: items.map(({ id }) => id) };
    return save([...items, gridItem(9, grid, properties)], 9);
  }

  test('is put together of its tiles, and what reaches beyond it is cut off', async () => {
    const found = await decode(await saveGrid());
    expect(found).toMatchObject({ width: 150, height: 100 });
    const expected = await cutOut(painted, 0, 0, 150, 100);
    expect(difference(found.pixels, expected)).toBeLessThanOrEqual(near);
  });

  test('is turned as a whole', async () => {
    const found = await decode(await saveGrid(irot(3)));
    const upright = await cutOut(painted, 0, 0, 150, 100);
    const expected = await sharp(upright, { raw: { width: 150, height: 100, channels: 3 } })
      .rotate(90)
      .toBuffer();
    expect(found).toMatchObject({ width: 100, height: 150 });
    expect(difference(found.pixels, expected)).toBeLessThanOrEqual(near);
  });

  test('of which only a part is shown', async () => {
    const found = await decode(await saveGrid(clap(20, 20, 0, 0)));
    const expected = await cutOut(painted, 65, 40, 20, 20);
    expect(difference(found.pixels, expected)).toBeLessThanOrEqual(near);
  });

  test.each([
    [30, 75, 50],
    [15, 37, 25],
    [1, 18, 12],
  ])('that is shown in %i pixels is made smaller as it is decoded', async (side, width, height) => {
    const found = await decode(await saveGrid(clap(150, 100, 0, 0)), {
      width: side,
      height: side,
      fills: false,
    });
    expect(found).toMatchObject({ width, height });
    const whole = await cutOut(painted, 0, 0, 150, 100);
    const expected = await sharp(whole, { raw: { width: 150, height: 100, channels: 3 } })
      .resize(width, height, { fit: 'fill' })
      .toBuffer();
    expect(difference(found.pixels, expected)).toBeLessThanOrEqual(2 * near);
  });

  test('is scaled to a JPEG', async () => {
    const path = await saveGrid(irot(3));
    const order = { path, width: 50, height: 50, fills: false, enlarges: false, format: 'jpeg' } as const;
    expect(await sharp(await scalePicture(order)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 33,
      height: 50,
    });
  });
});

describe('a thumbnail', () => {
  const blue = (side: number) => flat(side, [20, 40, 200]);
  const red = () => flat(256, [200, 40, 20]);
  const small = (side: number): HeifItem => ({
    ...pictureItem(2, blue(side)),
    references: { thmb: [1] },
  });
  const isRed = ({ pixels }: { pixels: Buffer }) => (pixels[0] ?? 0) > 150;

  test.each([
    [{ width: 64, height: 64, fills: false }, false],
    [{ width: 64, height: 640, fills: false }, false],
    [{ width: 65, height: 65, fills: false }, true],
    [{ width: 64, height: 65, fills: true }, true],
    [whole, true],
  ])('is taken where it is large enough: %j', async (shown, takesPicture) => {
    expect(isRed(await decode(save([pictureItem(1, red()), small(64)], 1), shown))).toBe(takesPicture);
  });

  test('is not taken where it has another shape, or is damaged', async () => {
    const shown = { width: 32, height: 32, fills: false };
    const wide = { ...pictureItem(2, blue(128), [clap(128, 64, 0, 0)]), references: { thmb: [1] } };
    expect(isRed(await decode(save([pictureItem(1, red()), wide], 1), shown))).toBe(true);
    const damaged = { ...small(64), data: Buffer.alloc(200, 1) };
    expect(isRed(await decode(save([pictureItem(1, red()), damaged], 1), shown))).toBe(true);
  });
});

describe('one error for', () => {
  test('a damaged tile', async () => {
    const tile = pictureItem(1, flat(64, [9, 9, 9]));
    const path = save([{ ...tile, data: Buffer.alloc(tile.data.length, 7) }], 1);
    await expect(openPicture(path, whole)).rejects.toThrow('one of its tiles is damaged');
  });

  test('a tile of another size than its file says', async () => {
    const path = save([pictureItem(1, { ...flat(512, [9, 9, 9]), width: 64, height: 64 })], 1);
    await expect(openPicture(path, whole)).rejects.toThrow('a tile of 64 × 64 pixels is 512 × 512');
    const larger = save([pictureItem(1, { ...flat(64, [9, 9, 9]), width: 5000, height: 5000 })], 1);
    await expect(openPicture(larger, whole)).rejects.toThrow('a tile of 5000 × 5000 pixels is 64 × 64');
  });

  test('colours that nobody uses', async () => {
    const strange = box('colr', Buffer.from('nclx'), Buffer.from([0, 1, 0, 13, 3, 8, 0x80]));
    const path = save([pictureItem(1, flat(64, [9, 9, 9]), [strange])], 1);
    await expect(openPicture(path, whole)).rejects.toThrow('its colours (matrix 776) cannot be shown');
  });

  test('a file that is cut off', async () => {
    const path = save([pictureItem(1, flat(64, [9, 9, 9]))], 1);
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    await expect(openPicture(path, whole)).rejects.toThrow('lies beyond its end');
  });
});
