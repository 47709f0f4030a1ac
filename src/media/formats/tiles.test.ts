import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noRealMedia, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { readJpegSize } from './jpeg-size.ts';
import { formatTileGrid, parseTileGrid, placeOf, readTiles } from './tiles.ts';

const grids = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  columns: fc.integer({ min: 1, max: 20 }),
  rows: fc.integer({ min: 1, max: 20 }),
});

test('the name of a grid is read as it was written', () => {
  expect(formatTileGrid({ width: 320, columns: 10, rows: 10 })).toBe('320 - 10x10');
  fc.assert(fc.property(grids, grid => void expect(parseTileGrid(formatTileGrid(grid))).toEqual(grid)));
  for (const name of ['320', '320-10x10', '0 - 1x1', '320 - 10x', ' 320 - 10x10', '320 - 010x10'])
    expect(parseTileGrid(name)).toBeUndefined();
});

test('no two pictures have one place, and each lies within its sheet', () => {
  fc.assert(
    fc.property(grids, fc.integer({ min: 1, max: 300 }), (grid, height) => {
      const places = Array.from({ length: 500 }, (_, n) => placeOf(n, grid, height));
      expect(new Set(places.map(({ sheet, x, y }) => `${sheet} ${x} ${y}`)).size).toBe(500);
      for (const { x, y } of places) {
        expect(x + grid.width).toBeLessThanOrEqual(grid.width * grid.columns);
        expect(y + height).toBeLessThanOrEqual(height * grid.rows);
      }
    }),
    { numRuns: 20 },
  );
});

describe('a folder of tiles', () => {
  const jpeg = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#333' } })
      .jpeg()
      .toBuffer();

  test('tells its grid and its sheets in their order', async () => {
    await using temp = await makeTempFolder();
    const folder = join(temp.path, '32 - 4x2');
    mkdirSync(folder);
    for (let n = 0; n < 12; n++) writeFileSync(join(folder, `${n}.jpg`), await jpeg(128, 36));
    const sheets = Array.from({ length: 12 }, (_, n) => join(folder, `${n}.jpg`));
    expect(readTiles(folder)).toEqual({ width: 32, height: 18, columns: 4, rows: 2, sheets });
    for (const spoil of [
      () => rmSync(join(folder, '3.jpg')),
      () => writeFileSync(join(folder, '3.jpg'), 'no picture'),
      async () => writeFileSync(join(folder, '3.jpg'), await jpeg(128, 18)),
      async () => writeFileSync(join(folder, '3.jpg'), await jpeg(96, 36)),
    ]) {
      await spoil();
      expect(() => readTiles(folder)).toThrow(RangeError);
      writeFileSync(join(folder, '3.jpg'), await jpeg(128, 36));
      expect(readTiles(folder).sheets).toHaveLength(12);
    }
  });

  test('is refused where it is none', async () => {
    await using temp = await makeTempFolder();
    expect(() => readTiles(temp.path)).toThrow(RangeError);
    mkdirSync(join(temp.path, '32 - 4x2'));
    expect(() => readTiles(join(temp.path, '32 - 4x2'))).toThrow('no sheet');
  });
});

describe('the size of a JPEG', () => {
  test.skipIf(noRealMedia)(
    `is that which others find${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`,
    async () => {
      for (const name of ['big-buck-bunny.jpg', 'gain-map.jpg', 'flowers.jpeg', 'Portrait_3.jpg']) {
        const bytes = readFileSync(realMedia(`photo/${name}`));
        const { width, height } = await sharp(bytes).metadata();
        expect(readJpegSize(bytes)).toEqual({ width, height });
      }
    },
  );

  test('is refused without harm whatever the file holds', () => {
    const noise = fc.uint8Array({ maxLength: 60 }).map(bytes => [0xff, 0xd8, 0xff, ...bytes]);
    fc.assert(
      fc.property(noise, bytes => {
        try {
          readJpegSize(Uint8Array.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
