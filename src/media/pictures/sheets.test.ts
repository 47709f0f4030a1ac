import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderFor } from '../../../test/support/media.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { parseBif } from '../formats/bif.ts';
import { parseThumbnailTrack } from '../formats/thumbnail-track.ts';
import { readTiles } from '../formats/tiles.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { drift } from '../sample/scenery.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let film: string;
beforeAll(async () => {
  folder = await makeTempFolder();
  film = join(folder.path, 'film.mkv');
  makeFilm({ path: film, seconds: 34, width: 320, height: 180, sound: false, picture: drift });
});
afterAll(() => folder[Symbol.asyncDispose]());

let works = 0;

function orderSheets(width = 160, settings: { withTrack?: boolean; output?: string } = {}) {
  const output = settings.output ?? join(folder.path, `${works++}`);
  const sheets = {
    columns: 4,
    rows: 3,
    quality: 2,
    withTrack: true,
    ...settings,
    output: `${output}.sheets`,
  };
  return { intervalMs: 2000, width, quality: 4, keyframesOnly: true, output: `${output}.bif`, sheets };
}

async function pass(order: ReturnType<typeof orderSheets>) {
  const { indexFile } = await runPass(orderFor(film, { indexFile: order }), () => {});
  return indexFile;
}

/** RGB, tightly packed. */
async function pixelsOf(image: Sharp): Promise<Buffer> {
  return image.removeAlpha().raw().toBuffer();
}

/** The mean difference of two pictures of one size, in levels of 255. */
function difference(one: Buffer, other: Buffer): number {
  expect(one.length).toBe(other.length);
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;
}

test('every picture of the index file stands in its place, where the track leads', async () => {
  const order = orderSheets();
  const outcome = await pass(order);
  const tiles = readTiles(join(order.sheets.output, '160 - 4x3'));
  expect(tiles).toMatchObject({ width: 160, height: 90, columns: 4, rows: 3 });
  const { pictures } = parseBif(readFileSync(order.output));
  expect(pictures).toHaveLength(17);
  const track = readFileSync(join(order.sheets.output, '160 - 4x3.vtt'), 'utf8');
  const bytes = [...tiles.sheets.map(sheet => readFileSync(sheet).length), Buffer.byteLength(track)];
  expect(outcome).toMatchObject({
    ok: true,
    value: { sheets: { count: 2, bytes: bytes.reduce((a, b) => a + b) } },
  });

  const cues = parseThumbnailTrack(track);
  expect(cues.map(({ startMs }) => startMs)).toEqual(pictures.map(({ atMs }) => atMs));
  for (const [n, { sheet, x: left, y: top, width, height }] of cues.entries()) {
    expect(tiles.sheets[Math.floor(n / 12)]).toBe(join(order.sheets.output, sheet));
    const cut = sharp(join(order.sheets.output, sheet)).extract({ left, top, width, height });
    expect(difference(await pixelsOf(cut), await pixelsOf(sharp(pictures[n]?.jpeg)))).toBeLessThan(1.5);
  }
  // What is left of the last sheet is black.
  const empty = sharp(tiles.sheets[1]).extract({ left: 2 * 160, top: 2 * 90, width: 160, height: 90 });
  expect((await pixelsOf(empty)).every(value => value < 4)).toBe(true);
});

test('without a track there are sheets alone', async () => {
  const order = orderSheets(120, { withTrack: false });
  expect(await pass(order)).toMatchObject({ ok: true });
  expect(readdirSync(order.sheets.output)).toEqual(['120 - 4x3']);
});

test('they are the same when the work was interrupted before, and when the index file was there already', async () => {
  const whole = orderSheets();
  await pass(whole);
  const read = (order: typeof whole) =>
    readTiles(join(order.sheets.output, '160 - 4x3')).sheets.map(sheet => readFileSync(sheet, 'base64'));
  const finished = { ...orderSheets(), checkpoint: join(folder.path, 'finished') };
  writeFileSync(finished.checkpoint, readFileSync(whole.output));
  await pass(finished);
  expect(read(finished)).toEqual(read(whole));

  const cancelled = { ...orderSheets(), checkpoint: join(folder.path, 'cancelled') };
  const controller = new AbortController();
  const work = runPass(
    orderFor(film, { indexFile: { ...cancelled, intervalMs: 1 } }),
    ({ fraction }) => fraction > 0.02 && controller.abort(),
    controller.signal,
  );
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(cancelled.sheets.output)).toBe(false);
});

test('cancelled among the sheets, it loses none of the pictures', async () => {
  const order = { ...orderSheets(), checkpoint: join(folder.path, 'late') };
  const controller = new AbortController();
  let turns = 0;
  const work = runPass(
    orderFor(film, { indexFile: { ...order, intervalMs: 20 } }),
    () => {},
    controller.signal,
    () => {
      // The output is complete: what goes on now is the laying out.
      if (existsSync(order.sheets.output) && turns++ > 0) controller.abort();
      return undefined;
    },
  );
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(order.output)).toBe(false);
  expect(existsSync(order.sheets.output)).toBe(false);
  expect(parseBif(readFileSync(order.checkpoint)).pictures).toHaveLength(1700);
});

describe('a folder that cannot be written', () => {
  test('ends the pass, as it is not the fault of the film, and leaves nothing', async () => {
    mkdirSync(join(folder.path, 'taken.sheets'));
    writeFileSync(join(folder.path, 'taken.sheets', '160 - 4x3'), 'a file');
    const order = orderSheets(160, { output: join(folder.path, 'taken') });
    await expect(pass(order)).rejects.toMatchObject({ code: 'folder-unwritable' });
    expect(existsSync(order.output)).toBe(false);
  });

  test.skipIf(noSmallDisk)(
    `says that the disk is full${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
    async () => {
      await using disk = await mountSmallDisk(16_384);
      const order = orderSheets();
      const sheets = { ...order.sheets, output: join(disk.path, 'sheets') };
      await expect(pass({ ...order, sheets })).rejects.toMatchObject({ code: 'disk-full' });
      expect(existsSync(sheets.output)).toBe(false);
      expect(existsSync(order.output)).toBe(false);
    },
  );
});
