import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { encodeHdrFilm, encodeRefreshedFilm, shiftFilm } from '../../../test/support/unusual-films.ts';
import type { PassOrders } from '../../domain/pass.ts';
import { type Bif, parseBif } from '../formats/bif.ts';
import { runPass } from '../pass.ts';
import { type FilmOptions, makeFilm } from '../sample/film.ts';
import { fillPicture } from '../sample/picture.ts';
import { drift } from '../sample/scenery.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const seconds = 30;
const usual = { intervalMs: 2000, width: 320, quality: 4, keyframesOnly: true };
let outputs = 0;

/** Orders an index file, and expects it to come to be. */
async function index(path: string, settings: Partial<PassOrders['indexFile']> = {}): Promise<Bif> {
  const { value, output, progress } = await order(path, settings);
  const bif = parseBif(readFileSync(output));
  expect(value).toEqual({
    ok: true,
    value: { pictures: bif.pictures.length, bytes: readFileSync(output).length },
  });
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBeLessThanOrEqual(1);
  return bif;
}

async function order(path: string, settings: Partial<PassOrders['indexFile']> = {}, signal?: AbortSignal) {
  const output = settings.output ?? join(folder.path, `${outputs++}.bif`);
  const progress: number[] = [];
  const outcome = await runPass(
    orderFor(path, { indexFile: { ...usual, output, ...settings } }),
    ({ fraction }) => progress.push(fraction),
    signal,
  );
  return { value: outcome.indexFile, output, progress };
}

/** A film whose pictures tell their time: they brighten evenly from black to white. */
function makeBrightening(name: string, options: Partial<FilmOptions> = {}): string {
  const path = join(folder.path, name);
  makeFilm({
    path,
    seconds,
    width: 64,
    height: 48,
    fps: 10,
    gop: 8,
    sound: false,
    picture: (picture, timeMs) => fillPicture(picture, 16 + (219 * timeMs) / (seconds * 1000)),
    ...options,
  });
  return path;
}

/** The times that the pictures tell, in milliseconds. */
function readTimes(bif: Bif): Promise<number[]> {
  return Promise.all(
    bif.pictures.map(async ({ jpeg }) => {
      const { channels } = await sharp(jpeg).greyscale().stats();
      return ((channels[0]?.mean ?? 0) / 255) * seconds * 1000;
    }),
  );
}

/** Three steps of brightness. */
const toleranceMs = (3 * seconds * 1000) / 219;

describe('each picture shows its time, within half the interval', () => {
  test.each([
    ['mp4', {}],
    ['mkv', {}],
    ['webm', {}],
    ['webm', { videoCodec: 'vp8', audioCodec: 'vorbis' }],
    ['mkv', { videoCodec: 'hevc' }],
    ['mkv', { videoCodec: 'mpeg4' }],
    ['ts', {}],
    ['ts', { videoCodec: 'mpeg2video' }],
    ['mp4', { sound: undefined }],
  ] as [string, Partial<FilmOptions>][])('%s %j', async (extension, options) => {
    const bif = await index(makeBrightening(`times.${extension}`, options));
    expect(bif.pictures.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 15 }, (_, n) => n * 2000));
    for (const [n, ms] of (await readTimes(bif)).entries()) {
      expect(Math.abs(ms - n * 2000)).toBeLessThan(1000 + toleranceMs);
    }
  });

  test.each(['mkv', 'ts'])('where the film begins in the middle of a broadcast (%s)', async extension => {
    const path = join(folder.path, `late.${extension}`);
    shiftFilm(makeBrightening('early.mkv'), path, 1_000_000);
    const times = await readTimes(await index(path));
    // Its header may count the time before it as well; then only reading shows where it ends.
    expect(times.length - 15).toBeOneOf([0, 1]);
    for (const [n, ms] of times.entries()) expect(Math.abs(ms - n * 2000)).toBeLessThan(1000 + toleranceMs);
  });

  test('where keyframes do not stand alone', async () => {
    const path = join(folder.path, 'refreshed.mkv');
    encodeRefreshedFilm({ path, seconds, levelAt: ms => 16 + (219 * ms) / (seconds * 1000) });
    for (const keyframesOnly of [true, false]) {
      const times = await readTimes(await index(path, { keyframesOnly }));
      expect(times).toHaveLength(15);
      for (const [n, ms] of times.entries()) expect(Math.abs(ms - n * 2000)).toBeLessThan(toleranceMs);
    }
  });

  const noMerger = missingTool('mkvmerge', '--version');
  test.skipIf(noMerger)(
    `where the file has no index, and begins with sound${noMerger ? ` (skipped: ${noMerger})` : ''}`,
    async () => {
      const film = join(folder.path, 'picture-first.mkv');
      makeFilm({ path: film, seconds, width: 64, height: 48, fps: 10, gop: 70 });
      const path = join(folder.path, 'sound-first.mkv');
      const without = ['--cues', '0:none', '--cues', '1:none'];
      execFileSync('mkvmerge', ['-q', '-o', path, ...without, '--sync', '0:200', film]);
      for (const keyframesOnly of [true, false])
        expect((await index(path, { keyframesOnly })).pictures.length).toBeGreaterThanOrEqual(15);
    },
  );

  test('where the file has lost its index', async () => {
    const path = makeBrightening('times-no-cues.mkv');
    const bytes = readFileSync(path);
    const cues = Buffer.from('1c53bb6b', 'hex');
    for (let at = bytes.indexOf(cues); at >= 0; at = bytes.indexOf(cues, at)) bytes[at + 3] = 0x6c;
    writeFileSync(path, bytes);
    for (const [n, ms] of (await readTimes(await index(path))).entries()) {
      expect(Math.abs(ms - n * 2000)).toBeLessThan(1000 + toleranceMs);
    }
  });
});

describe('where keyframes are rare', () => {
  test.each(['mp4', 'mkv', 'ts'])(
    'the one before is shown, until the next is an interval away (%s)',
    async extension => {
      const path = makeBrightening(`rare.${extension}`, { gop: 70 });
      const times = await readTimes(await index(path, { intervalMs: 1000 }));
      for (const [n, ms] of times.entries()) {
        expect(Math.abs(ms - Math.min(4, Math.floor((n + 1) / 7)) * 7000)).toBeLessThan(toleranceMs);
      }
    },
  );

  test.each(['mp4', 'mkv', 'ts'])('exact frames can be had instead, from %s', async extension => {
    const path = makeBrightening(`exact.${extension}`, { gop: 70 });
    for (const intervalMs of [1000, 9000]) {
      const times = await readTimes(await index(path, { intervalMs, keyframesOnly: false }));
      expect(times).toHaveLength(Math.ceil((seconds * 1000) / intervalMs));
      for (const [n, ms] of times.entries()) expect(Math.abs(ms - n * intervalMs)).toBeLessThan(toleranceMs);
    }
  });

  test('a film of a single one has that picture throughout', async () => {
    const bif = await index(makeBrightening('single.mkv', { gop: 300 }));
    expect(bif.pictures).toHaveLength(15);
    for (const { jpeg } of bif.pictures) expect(jpeg).toEqual(bif.pictures[0]?.jpeg);
  });
});

describe('pictures are as the film is shown', () => {
  /** White above, black below. */
  const halves: FilmOptions['picture'] = picture => {
    fillPicture(picture, 16);
    picture.luma.fill(235, 0, picture.luma.length / 2);
  };
  const corners = async (jpeg: Uint8Array) => {
    const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => ((data[y * info.width + x] ?? 0) > 128 ? 'white' : 'black');
    const { width, height } = info;
    const right = width - 1;
    const bottom = height - 1;
    return {
      size: `${width}x${height}`,
      corners: [at(0, 0), at(right, 0), at(right, bottom), at(0, bottom)].join(' '),
    };
  };

  test.each([
    [0, '320x240', 'white white black black'],
    [90, '320x426', 'black white white black'],
    [180, '320x240', 'black black white white'],
    [270, '320x426', 'white black black white'],
  ] as const)('turned by %i degrees', async (rotation, size, expected) => {
    const path = makeBrightening(`turned-${rotation}.mp4`, { seconds: 1, rotation, picture: halves });
    const [picture] = (await index(path)).pictures;
    expect(await corners(picture?.jpeg ?? Buffer.alloc(0))).toEqual({ size, corners: expected });
  });

  test('in its colours', async () => {
    // BT.601: luma 81, blueness 90, redness 240 are pure red.
    const path = makeBrightening('red.mp4', {
      seconds: 1,
      picture: picture => fillPicture(picture, 81, 90, 240),
    });
    const [picture] = (await index(path)).pictures;
    const { dominant } = await sharp(picture?.jpeg).stats();
    expect(dominant.r).toBeGreaterThan(240);
    expect(dominant.g).toBeLessThan(16);
    expect(dominant.b).toBeLessThan(16);
  });

  test('with HDR toned down: the white of paper is bright', async () => {
    const path = join(folder.path, 'hdr.mkv');
    // 203 candela per square metre, the white of ITU-R BT.2408, and a tenth of it.
    const [white, grey] = [573, 370];
    encodeHdrFilm({ path, seconds: 4, levelAt: ms => (ms < 2000 ? white : grey) });
    const { pictures } = await index(path, { keyframesOnly: false });
    const levels = await Promise.all(
      pictures.map(async ({ jpeg }) => (await sharp(jpeg).greyscale().stats()).channels[0]?.mean ?? 0),
    );
    expect(levels[0]).toBeGreaterThan(200);
    expect(levels[1]).toBeGreaterThan(50);
    expect(levels[1]).toBeLessThan(130);
  });

  test('and nothing that shines is darker than what shines less', async () => {
    const path = join(folder.path, 'lights.mkv');
    // 203, 1,000, 2,700 and 10,000 candela per square metre.
    const lights = [573, 723, 820, 940];
    encodeHdrFilm({ path, seconds: 8, levelAt: ms => lights[Math.floor(ms / 2000)] ?? 0 });
    const { pictures } = await index(path, { keyframesOnly: false });
    const levels = await Promise.all(
      pictures.map(async ({ jpeg }) => (await sharp(jpeg).greyscale().stats()).channels[0]?.mean ?? 0),
    );
    expect(levels).toHaveLength(4);
    expect(levels.toSorted((a, b) => a - b)).toEqual(levels);
  });

  test('in the width and the quality asked for', async () => {
    const path = makeBrightening('sizes.mp4', { seconds: 4, picture: drift, width: 320, height: 180 });
    const [fine, coarse] = await Promise.all([2, 31].map(quality => index(path, { width: 160, quality })));
    const { width, height } = await sharp(fine?.pictures[0]?.jpeg).metadata();
    expect([width, height]).toEqual([160, 90]);
    expect(fine?.pictures[0]?.jpeg.length).toBeGreaterThan(coarse?.pictures[0]?.jpeg.length ?? Number.NaN);
  });
});

describe('a damaged film', () => {
  test.each(['mkv', 'ts'])('that was cut has pictures as far as it goes (%s)', async extension => {
    const path = makeBrightening(`cut.${extension}`);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const { pictures } = await index(path);
    expect(pictures.length).toBeGreaterThan(5);
    expect(pictures.length).toBeLessThan(10);
  });

  test('with nothing readable left is one clear error, and leaves nothing', async () => {
    const path = makeBrightening('headless.mp4');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const { value, output } = await order(path);
    expect(value).toEqual({
      ok: false,
      error: expect.stringMatching(/^"[^"]+headless.mp4" cannot be read as media: /),
    });
    expect(existsSync(output)).toBe(false);
  });

  test('whose pictures are all noise is one clear error, and leaves nothing', async () => {
    const path = makeBrightening('noise.mp4');
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4);
    writeFileSync(path, bytes);
    const { value, output } = await order(path);
    expect(value).toEqual({
      ok: false,
      error: expect.stringContaining('none of its pictures can be decoded'),
    });
    expect(existsSync(output)).toBe(false);
  });

  test('may claim to last for weeks', async () => {
    const path = makeBrightening('long.mp4');
    const { value } = await order(path, { intervalMs: 0.5 });
    expect(value).toEqual({ ok: false, error: expect.stringContaining('60000 pictures are too many') });
  });
});

test('a cover is not a film', async () => {
  const jpeg = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
  const path = join(folder.path, 'song.m4a');
  makeFilm({ path, seconds: 1, cover: { bytes: jpeg, width: 30, height: 30 } });
  const { value, output } = await order(path);
  expect(value).toEqual({ ok: false, error: expect.stringContaining('it has no moving picture') });
  expect(existsSync(output)).toBe(false);
});

test('a film that changes while it is read is read for nothing', async () => {
  const path = makeBrightening('changing.ts');
  const output = join(folder.path, 'changing.bif');
  const pass = runPass(orderFor(path, { indexFile: { ...usual, output } }), () =>
    utimesSync(path, new Date(0), new Date(0)),
  );
  await expect(pass).rejects.toMatchObject({ code: 'media-changed' });
  expect(existsSync(output)).toBe(false);
});

test('cancelling ends the work and leaves nothing', async () => {
  const path = makeBrightening('cancelled.ts');
  const controller = new AbortController();
  const output = join(folder.path, 'cancelled.bif');
  const pass = runPass(
    orderFor(path, { indexFile: { ...usual, intervalMs: 1, output } }),
    () => controller.abort(),
    controller.signal,
  );
  await expect(pass).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(output)).toBe(false);
});

describe('an output that cannot be written', () => {
  test('stops the pass, as it is not the fault of the film', async () => {
    const path = makeBrightening('fine.mp4');
    await expect(order(path, { output: join(folder.path, 'missing', 'a.bif') })).rejects.toMatchObject({
      code: 'folder-unwritable',
    });
    const taken = join(folder.path, 'taken.bif');
    writeFileSync(taken, 'another');
    await expect(order(path, { output: taken })).rejects.toMatchObject({ code: 'folder-unwritable' });
    expect(readFileSync(taken, 'utf8')).toBe('another');
  });

  test.skipIf(noSmallDisk)(
    `says that the disk is full${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
    async () => {
      await using disk = await mountSmallDisk(8192);
      const output = join(disk.path, 'a.bif');
      const path = makeBrightening('many.mp4');
      await expect(order(path, { output, intervalMs: 100 })).rejects.toMatchObject({ code: 'disk-full' });
      expect(existsSync(output)).toBe(false);
    },
  );
});

describe.skipIf(noRealMedia)(`real films${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  test.each([
    ['video/annex-b.mkv', 18, '320x180'],
    ['video/credits-330s.mp4', 165, '320x240'],
    ['video/h264-aac-61s.ts', 31, '320x180'],
    ['video/h264-aac.mp4', 3, '320x180'],
    ['video/h264-aac.ts', 3, '320x320'],
    ['video/h264-eac3-720p.ts', 3, '320x180'],
    ['video/h264-fragmented-60s.mp4', 30, '320x256'],
    ['video/hevc-aac.mp4', 5, '320x180'],
    ['video/hevc-aac.ts', 3, '320x180'],
    ['video/rotated.mp4', 1, '320x568'],
    ['video/sar-2x1.mp4', 3, '320x90'],
    ['video/vp8-vorbis-45s.webm', 23, '320x180'],
    ['video/vp9-alpha.webm', 5, '320x180'],
    ['damaged/faulty.webm', 3, '320x180'],
  ])('%s has %i pictures of %s, all of which can be seen', async (name, count, size) => {
    const { pictures } = await index(realMedia(name));
    expect(pictures).toHaveLength(count);
    for (const { jpeg } of pictures) {
      const { info } = await sharp(jpeg, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
      expect(`${info.width}x${info.height}`).toBe(size);
    }
  });

  test.each([
    'video/two-audio-tracks.mp4',
    'video/vp8-vorbis-45s.en.srt',
    'audio/with-picture.flac',
    'damaged/malformed-join.mp3',
    'damaged/truncated.jpg',
  ])('%s is refused, with one clear error', async name => {
    const { value, output } = await order(realMedia(name));
    expect(value).toEqual({ ok: false, error: expect.stringMatching(/ cannot be read as media: [^\n]+\.$/) });
    expect(existsSync(output)).toBe(false);
  });
});

test('the media engine leaves nothing behind in the terminal', () => {
  const script = `
    import { runPass } from ${JSON.stringify(new URL('../pass.ts', import.meta.url).href)};
    const order = JSON.parse(process.argv[1]);
    const outcome = await runPass(order, () => {});
    if (!outcome.indexFile.ok) throw new Error(outcome.indexFile.error);
  `;
  const path = makeBrightening('quiet.ts');
  const bytes = readFileSync(path);
  bytes.fill(0xff, 5000, 9000);
  writeFileSync(path, bytes);
  const output = join(folder.path, 'quiet.bif');
  const order = orderFor(path, { facts: {}, indexFile: { ...usual, output } });
  const words = execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(order)], {
    stdio: 'pipe',
  });
  expect(words.toString()).toBe('');
  expect(parseBif(readFileSync(output)).pictures).toHaveLength(15);
});
