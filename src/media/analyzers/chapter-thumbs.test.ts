import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { encodeHdrFilm, encodeRefreshedFilm } from '../../../test/support/unusual-films.ts';
import type { PassOrders } from '../../domain/pass.ts';
import { runPass } from '../pass.ts';
import { type FilmOptions, makeFilm } from '../sample/film.ts';
import { fillPicture, type Painter, type Picture } from '../sample/picture.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

type Chapters = PassOrders['chapterThumbs']['chapters'];
let works = 0;

async function order(path: string, chapters: Chapters, settings: { output?: string } = {}) {
  const output = settings.output ?? join(folder.path, `thumbs-${works++}`);
  const thumbs = { chapters, width: 64, quality: 3, output };
  const { chapterThumbs } = await runPass(orderFor(path, { chapterThumbs: thumbs }), () => {});
  return { outcome: chapterThumbs, output };
}

/** Orders thumbs, and expects them to come to be. */
async function take(path: string, chapters: Chapters) {
  const { outcome, output } = await order(path, chapters);
  if (!outcome?.ok) throw new Error(outcome?.error);
  const names = readdirSync(output);
  const sizes = names.map(name => readFileSync(join(output, name)).length);
  expect(outcome.value.bytes).toBe(sizes.reduce((a, b) => a + b));
  const found = outcome.value.chapters.flatMap(({ atMs }, n) =>
    atMs === undefined ? [] : `chapter${n + 1}.jpg`,
  );
  expect(names.sort()).toEqual(found.sort());
  return { ...outcome.value, pictureOf: (chapter: number) => join(output, `chapter${chapter}.jpg`) };
}

/** Sharp squares; the number of their shade tells the scene. */
function paintScene(picture: Picture, scene: number): void {
  const { width, luma } = picture;
  fillPicture(picture, 0);
  for (const at of luma.keys()) {
    const isLight = (((at % width) >> 2) + (Math.floor(at / width) >> 2)) % 2 === 0;
    luma[at] = isLight ? 120 + 20 * scene : 40;
  }
}

/** The scene that a picture shows. */
async function sceneOf(path: string): Promise<number> {
  const { channels } = await sharp(path).greyscale().stats();
  return Math.round((((channels[0]?.max ?? 0) * 219) / 255 + 16 - 120) / 20);
}

function makeScenes(options: Partial<FilmOptions> & { readonly paint: Painter }): string {
  const path = join(folder.path, `film-${works++}.${'mkv'}`);
  const { paint, ...rest } = options;
  makeFilm({
    path,
    seconds: 40,
    width: 64,
    height: 48,
    fps: 10,
    gop: 10,
    sound: false,
    picture: paint,
    ...rest,
  });
  return rest.path ?? path;
}

/** Four chapters of ten seconds. */
const chapters = [0, 1, 2, 3].map(n => ({ startMs: n * 10_000, endMs: (n + 1) * 10_000 }));
const sceneAt = (ms: number) => Math.min(3, Math.floor(ms / 10_000));

describe('there is a picture for each chapter', () => {
  test.each(['mp4', 'mkv', 'ts', 'webm'])('which shows that chapter, at its start (%s)', async extension => {
    const path = join(folder.path, `scenes.${extension}`);
    makeScenes({ path, paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const { made, chapters: found, pictureOf } = await take(path, chapters);
    expect(made).toBe(false);
    expect(found.map(({ startMs, endMs }) => ({ startMs, endMs }))).toEqual(chapters);
    for (const n of [1, 2, 3]) expect((found[n]?.atMs ?? 0) - n * 10_000).toBeLessThan(1500);
    for (const n of [0, 1, 2, 3]) expect(await sceneOf(pictureOf(n + 1))).toBe(n);
  });

  test('and no keyframe of the chapter before, however rare they are', async () => {
    const path = makeScenes({ gop: 70, paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const { pictureOf } = await take(path, chapters);
    for (const n of [0, 1, 2, 3]) expect(await sceneOf(pictureOf(n + 1))).toBe(n);
  });

  test('the first is that of fifteen seconds, or of the middle of a chapter that is shorter', async () => {
    const path = makeScenes({ paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const first = async (endMs: number) => (await take(path, [{ startMs: 0, endMs }])).chapters[0]?.atMs;
    expect(await first(40_000)).toBe(15_000);
    expect(await first(12_000)).toBe(6000);
  });
});

describe('where a better picture stands within three seconds', () => {
  const blur: Painter = picture => {
    for (const at of picture.luma.keys()) picture.luma[at] = 60 + 2 * (at % picture.width);
  };
  test.each<[string, Painter]>([
    ['black', picture => fillPicture(picture, 16)],
    ['nearly black', picture => fillPicture(picture, 22)],
    ['white', picture => fillPicture(picture, 235)],
    ['blurred', blur],
  ])('none is %s', async (_, hide) => {
    const paint: Painter = (picture, ms) => {
      fillPicture(picture, 16);
      if (ms % 10_000 < 1800) hide(picture, ms);
      else paintScene(picture, sceneAt(ms));
    };
    // Keyframes every second, every seven seconds, and only one.
    for (const gop of [10, 70, 400]) {
      const { chapters: found, pictureOf } = await take(makeScenes({ gop, paint }), chapters);
      for (const n of [0, 1, 2, 3]) {
        expect(await sceneOf(pictureOf(n + 1)), `keyframes every ${gop}, chapter ${n}`).toBe(n);
        expect((found[n]?.atMs ?? 0) % 10_000).toBeGreaterThanOrEqual(1800);
      }
    }
  });

  test('that stands only between keyframes, it is found there', async () => {
    const paint: Painter = (picture, ms) => {
      fillPicture(picture, 16);
      if (ms % 10_000 >= 2000 && ms % 10_000 < 2800) paintScene(picture, sceneAt(ms));
    };
    const { chapters: found } = await take(makeScenes({ gop: 50, paint }), chapters.slice(1));
    for (const { atMs = 0 } of found.slice(1)) {
      expect(atMs % 10_000).toBeGreaterThanOrEqual(2000);
      expect(atMs % 10_000).toBeLessThan(2800);
    }
  });

  test('a film that is black throughout has black pictures', async () => {
    const path = makeScenes({ paint: picture => fillPicture(picture, 16) });
    const { chapters: found } = await take(path, chapters);
    expect(found.every(({ atMs }) => atMs !== undefined)).toBe(true);
  });
});

describe('a film without chapters gets some', () => {
  /** Changes its scene at these times. */
  const makeLong = (changesMs: readonly number[], seconds = 1100) =>
    makeScenes({
      ...{ seconds, fps: 2, gop: 16 },
      paint: (picture, ms) => paintScene(picture, changesMs.filter(changeMs => changeMs <= ms).length % 5),
    });

  test('at the changes of scene that are next to each fifth minute', async () => {
    const path = makeLong([100_000, 288_000, 320_500, 612_000, 905_000]);
    const { made, chapters: found, pictureOf } = await take(path, []);
    expect(made).toBe(true);
    expect(found).toHaveLength(4);
    for (const [n, changeMs] of [0, 288_000, 612_000, 905_000].entries()) {
      const { startMs = -1, endMs } = found[n] ?? {};
      expect(startMs - changeMs).toBeGreaterThanOrEqual(0);
      // The keyframe after it: there is one every eight seconds.
      expect(startMs - changeMs).toBeLessThanOrEqual(8000);
      expect(endMs).toBe(found[n + 1]?.startMs ?? 1_100_000);
      expect(existsSync(pictureOf(n + 1))).toBe(true);
    }
    expect(await sceneOf(pictureOf(2))).toBe(2);
    expect(found[0]?.atMs).toBeGreaterThan(6000);
  });

  test('at every fifth minute, where nothing changes', async () => {
    const { chapters: found } = await take(makeLong([]), []);
    expect(found).toHaveLength(4);
    for (const [n, { startMs }] of found.entries())
      expect(Math.abs(startMs - n * 300_000)).toBeLessThan(8500);
  });

  test('but one alone, where it is short', async () => {
    const { chapters: found } = await take(makeLong([200_000], 400), []);
    expect(found).toMatchObject([{ startMs: 0, endMs: 400_000 }]);
  });
});

describe('a hostile film', () => {
  test('may claim any number of chapters, in any order, of any length', async () => {
    const path = makeScenes({ paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const many = Array.from({ length: 10_000 }, (_, n) => ({ startMs: (n * 7919) % 50_000, endMs: n * 30 }));
    const { chapters: found } = await take(path, many);
    expect(found).toHaveLength(1000);
    expect(found.filter(({ atMs }) => atMs !== undefined).length).toBeGreaterThan(100);
  });

  test('whose chapters lie beyond its end has none of those', async () => {
    const path = makeScenes({ paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const { chapters: found } = await take(path, [...chapters, { startMs: 50_000, endMs: 60_000 }]);
    expect(found.map(({ atMs }) => atMs !== undefined)).toEqual([true, true, true, true, false]);
  });

  test('of a single picture has that', async () => {
    const path = makeScenes({ seconds: 0.1, paint: picture => paintScene(picture, 1) });
    expect((await take(path, [])).chapters).toMatchObject([{ startMs: 0, atMs: 0 }]);
  });

  test('whose keyframes do not stand alone is decoded', async () => {
    const path = join(folder.path, 'refreshed.mkv');
    encodeRefreshedFilm({ path, seconds: 30, levelAt: ms => (ms < 20_000 ? 60 : 180) });
    const { chapters: found } = await take(path, [
      { startMs: 0, endMs: 20_000 },
      { startMs: 20_000, endMs: 30_000 },
    ]);
    expect(found.map(({ atMs }) => atMs !== undefined)).toEqual([true, true]);
  });

  test.each(['mkv', 'ts'])('that was cut has pictures as far as it goes (%s)', async extension => {
    const path = join(folder.path, `cut.${extension}`);
    makeScenes({ path, paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const { chapters: found } = await take(path, chapters);
    expect(found.map(({ atMs }) => atMs !== undefined)).toEqual([true, true, expect.anything(), false]);
  });

  test('that was cut before the picture of its first chapter has one of what there is', async () => {
    const path = join(folder.path, 'stub.mkv');
    makeScenes({ path, paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 8));
    const [first] = (await take(path, [])).chapters;
    expect(first?.atMs).toBeLessThan(5000);
  });

  test('that is all noise is one clear error, and leaves nothing', async () => {
    const path = join(folder.path, 'noise.mp4');
    makeScenes({ path, paint: (picture, ms) => paintScene(picture, sceneAt(ms)) });
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4);
    writeFileSync(path, bytes);
    const { outcome, output } = await order(path, chapters);
    expect(outcome).toEqual({
      ok: false,
      error: expect.stringContaining('none of its pictures can be decoded'),
    });
    expect(existsSync(output)).toBe(false);
  });
});

test('an output that cannot be written stops the pass, as it is not the fault of the film', async () => {
  const path = makeScenes({ seconds: 2, paint: picture => paintScene(picture, 1) });
  const taken = join(folder.path, 'taken');
  writeFileSync(taken, 'precious');
  for (const output of [taken, join(folder.path, 'missing', 'thumbs')]) {
    await expect(order(path, [], { output })).rejects.toMatchObject({ code: 'folder-unwritable' });
  }
});

test('HDR is toned down', async () => {
  const path = join(folder.path, 'hdr.mkv');
  encodeHdrFilm({ path, seconds: 4, levelAt: () => 573 });
  const { pictureOf } = await take(path, []);
  expect((await sharp(pictureOf(1)).greyscale().stats()).channels[0]?.mean).toBeGreaterThan(200);
});

describe.skipIf(noRealMedia)(`real films${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  test.each([
    'h264-fragmented-60s.mp4',
    'h264-aac-61s.ts',
    'vp8-vorbis-45s.webm',
    'annex-b.mkv',
    'rotated.mp4',
    'hevc-aac.ts',
  ])('%s has a picture of each chapter that can be seen', async name => {
    const thumbs = await take(realMedia(`video/${name}`), []);
    expect(thumbs.chapters).toHaveLength(1);
    await sharp(thumbs.pictureOf(1), { failOn: 'warning' }).raw().toBuffer();
  });
});
