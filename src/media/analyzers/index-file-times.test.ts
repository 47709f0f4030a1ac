import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { encodeInterlacedFilm, encodeUnevenFilm } from '../../../test/support/unusual-films.ts';
import { parseBif } from '../formats/bif.ts';
import { runPass } from '../pass.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

let outputs = 0;

async function index(path: string, intervalMs: number, keyframesOnly: boolean, width = 32) {
  const output = join(folder.path, `${outputs++}.bif`);
  const order = { intervalMs, width, quality: 2, keyframesOnly, output };
  const { indexFile } = await runPass(orderFor(path, { indexFile: order }), () => {});
  expect(indexFile).toMatchObject({ ok: true });
  return parseBif(readFileSync(output)).pictures;
}

/** The mean of a picture, as luma in video range. */
async function levelOf(jpeg: Uint8Array): Promise<number> {
  const { channels } = await sharp(jpeg).greyscale().stats();
  return ((channels[0]?.mean ?? 0) * 219) / 255 + 16;
}

describe('a film whose pictures come unevenly', () => {
  // A second of fifty pictures, then one of two, and so on; with a pause of four seconds in the middle.
  const timesMs = Array.from({ length: 40 }, (_, second) =>
    second > 18 && second < 22
      ? []
      : Array.from({ length: second % 2 ? 2 : 50 }, (_, n) => second * 1000 + n * (second % 2 ? 500 : 20)),
  ).flat();
  const levelAt = (ms: number) => 16 + (219 * ms) / 40_000;

  test.each(['mkv', 'mp4', 'ts'])('exactly the picture that is shown at each time (%s)', async extension => {
    const path = join(folder.path, `uneven.${extension}`);
    encodeUnevenFilm({ path, timesMs, levelAt });
    for (const [n, { jpeg }] of (await index(path, 1500, false)).entries()) {
      const shownMs = timesMs.findLast(ms => ms <= n * 1500) ?? 0;
      expect(Math.abs((await levelOf(jpeg)) - levelAt(shownMs)), `at ${n * 1500} ms`).toBeLessThan(2);
    }
  });

  test.each(['mkv', 'mp4', 'ts'])(
    'a keyframe half an interval away at most, or the one before or after (%s)',
    async extension => {
      const path = join(folder.path, `uneven-keys.${extension}`);
      encodeUnevenFilm({ path, timesMs, levelAt });
      const keyframesMs = timesMs.filter((_, n) => n % 20 === 0);
      for (const [n, { jpeg }] of (await index(path, 1500, true)).entries()) {
        const near = keyframesMs.filter(ms => Math.abs(ms - n * 1500) <= 750);
        const before = keyframesMs.filter(ms => ms <= n * 1500).slice(-1);
        const after = keyframesMs.filter(ms => ms > n * 1500).slice(0, 1);
        const fit = near.length > 0 ? near : [...before, ...after];
        const level = await levelOf(jpeg);
        const off = fit.map(ms => Math.abs(level - levelAt(ms)));
        expect(Math.min(...off), `at ${n * 1500} ms`).toBeLessThan(2);
      }
    },
  );
});

test.each(['mkv', 'mp4', 'ts'])(
  'a film with a keyframe for each interval has each at its time (%s)',
  async extension => {
    const path = join(folder.path, `late-keys.${extension}`);
    const levelAt = (ms: number) => 16 + (219 * ms) / 40_000;
    // The keyframes stand a little after the times of the index file.
    const timesMs = [0, 80, ...Array.from({ length: 398 }, (_, n) => 100 * n + 180)];
    encodeUnevenFilm({ path, timesMs, levelAt });
    for (const [n, { jpeg }] of (await index(path, 2000, true)).entries())
      expect(Math.abs((await levelOf(jpeg)) - levelAt(n * 2000)), `at ${n * 2000} ms`).toBeLessThan(
        levelAt(1000) - 16,
      );
  },
);

describe('a film in two fields', () => {
  const levelAt = (ms: number) => 20 + (100 * ms) / 20_000;

  test.each(['mkv', 'ts'])('is shown at its times, without combs (%s)', async extension => {
    const path = join(folder.path, `fields.${extension}`);
    encodeInterlacedFilm({ path, seconds: 20, levelAt });
    const pictures = await index(path, 2000, true);
    expect(pictures.length).toBeOneOf([10, 11]);
    for (const { jpeg } of pictures) {
      const { channels } = await sharp(jpeg).greyscale().stats();
      expect(channels[0]?.stdev).toBeLessThan(3);
      // Both fields together are 251.
      expect(Math.abs((await levelOf(jpeg)) - 125.5)).toBeLessThan(3);
    }
  });
});

describe.skipIf(noRealMedia)(`real films${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  test.each([
    ['rotated.mp4', 300],
    ['h264-aac.ts', 1000],
  ] as const)('%s: each keyframe is the one that decoding everything finds', async (name, intervalMs) => {
    const path = realMedia(`video/${name}`);
    const keys = await index(path, intervalMs, true, 64);
    const exact = await index(path, 30, false, 64);
    const digest = (jpeg: Uint8Array) =>
      sharp(jpeg).resize(8, 8, { fit: 'fill' }).greyscale().raw().toBuffer();
    const all = await Promise.all(
      exact.map(async ({ atMs, jpeg }) => ({ atMs, pixels: await digest(jpeg) })),
    );
    for (const { atMs, jpeg } of keys) {
      const pixels = await digest(jpeg);
      const distance = (other: Buffer) =>
        pixels.reduce((sum, value, n) => sum + Math.abs(value - (other[n] ?? 0)), 0);
      // Somewhere within a group of pictures before its time stands the very same.
      const near = all.filter(other => other.atMs <= atMs + 200 && other.atMs >= atMs - 12_500);
      const best = Math.min(...near.map(other => distance(other.pixels)));
      expect(best / 64, `at ${atMs} ms`).toBeLessThan(3);
    }
  });
});
