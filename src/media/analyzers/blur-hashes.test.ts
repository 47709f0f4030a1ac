import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, isBlurhashValid } from 'blurhash';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeHevc, irot, pictureItem, writeHeif } from '../../../test/support/heif.ts';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { runPass } from '../pass.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let song: string;
beforeAll(async () => {
  folder = await makeTempFolder();
  song = join(folder.path, 'song.mp3');
  writeFileSync(song, 'the file that the pictures stand for; it is not looked into');
});
afterAll(() => folder[Symbol.asyncDispose]());

async function hash(...pictures: string[]): Promise<readonly (string | null)[]> {
  const { blurHashes } = await runPass(orderFor(song, { blurHashes: { pictures } }), () => {});
  if (!blurHashes?.ok) throw new Error(blurHashes?.error);
  return blurHashes.value.hashes;
}

/** A picture whose halves have these colours. */
async function makeHalves(name: string, left: string, right: string, turn = 1): Promise<string> {
  const path = join(folder.path, name);
  const half = (background: string) =>
    sharp({ create: { width: 60, height: 80, channels: 4, background } })
      .png()
      .toBuffer();
  const composed = sharp({ create: { width: 120, height: 80, channels: 4, background: '#0000' } })
    .composite([
      { input: await half(left), left: 0, top: 0 },
      { input: await half(right), left: 60, top: 0 },
    ])
    .withMetadata({ orientation: turn });
  await (name.endsWith('.png') ? composed.png() : composed.flatten().jpeg()).toFile(path);
  return path;
}

/** The colour that a hash has at a place of a picture of 8 by 8. */
function colourAt(blur: string | null | undefined, x: number, y: number): number[] {
  const pixels = decode(blur ?? '', 8, 8);
  return [...pixels.subarray((y * 8 + x) * 4, (y * 8 + x) * 4 + 3)];
}
const isRed = ([r = 0, g = 0, b = 0]: number[]) => r > 150 && g < 90 && b < 90;
const isBlue = ([r = 0, g = 0, b = 0]: number[]) => b > 150 && r < 90 && g < 90;

test('a hash tells the colours, where they are', async () => {
  const [found] = await hash(await makeHalves('halves.png', '#f00', '#00f'));
  expect(isBlurhashValid(found ?? '')).toEqual({ result: true });
  expect(isRed(colourAt(found, 1, 4))).toBe(true);
  expect(isBlue(colourAt(found, 6, 4))).toBe(true);
});

test('pictures are upright, as they are shown', async () => {
  // To be turned by a quarter, clockwise: what is on the left comes to the top.
  const [found] = await hash(await makeHalves('turned.jpg', '#f00', '#00f', 6));
  expect(isRed(colourAt(found, 4, 1))).toBe(true);
  expect(isBlue(colourAt(found, 4, 6))).toBe(true);
});

test('HEIC, as telephones write it, is upright as its own properties say', async () => {
  const halves = await sharp(await makeHalves('halves for heic.png', '#f00', '#00f'))
    .resize(128, 64, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const path = join(folder.path, 'photo.heic');
  writeFileSync(path, writeHeif([pictureItem(1, encodeHevc(halves, 128, 64), [irot(3)])], 1));
  const [found] = await hash(path);
  expect(isRed(colourAt(found, 4, 1))).toBe(true);
  expect(isBlue(colourAt(found, 4, 6))).toBe(true);
});

test('what is transparent is dark', async () => {
  const [found] = await hash(await makeHalves('logo.png', '#f000', '#00f'));
  expect(colourAt(found, 1, 4)[0]).toBeLessThan(60);
  expect(isBlue(colourAt(found, 6, 4))).toBe(true);
});

test('one that cannot be read does not keep the others from being hashed', async () => {
  const fine = await makeHalves('fine.png', '#f00', '#00f');
  const text = join(folder.path, 'text.jpg');
  writeFileSync(text, 'no picture');
  const svg = join(folder.path, 'drawing.jpg');
  writeFileSync(
    svg,
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );
  const cut = join(folder.path, 'cut.png');
  writeFileSync(cut, readFileSync(fine).subarray(0, 60));
  const pipe = join(folder.path, 'pipe.jpg');
  execFileSync('mkfifo', [pipe]);
  const bad = [text, svg, cut, pipe, folder.path, join(folder.path, 'missing.jpg')];
  expect(await hash(fine, ...bad, fine)).toEqual([
    expect.any(String),
    ...bad.map(() => null),
    expect.any(String),
  ]);
});

test('a picture of more pixels than any screen has is not decoded', async () => {
  const path = join(folder.path, 'bomb.png');
  await sharp({ create: { width: 10_000, height: 6000, channels: 3, background: '#000' } })
    .png()
    .toFile(path);
  expect(await hash(path)).toEqual([null]);
});

describe.skipIf(noRealMedia)(`real photos${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  test.each([
    'big-buck-bunny.jpg',
    'Channel_digital_image_CMYK_color_no_profile.jpg',
    '4.webp',
    'gain-map.jpg',
    'Portrait_3.jpg',
    'sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif',
  ])('%s has the colour of its blur', async name => {
    const [found] = await hash(realMedia(`photo/${name}`));
    const blur = decode(found ?? '', 1, 1);
    const { data } = await sharp(realMedia(`photo/${name}`))
      .resize(1, 1, { kernel: 'linear' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    // The hash averages light, this averages what stands for it.
    for (const [n, level] of [...data].entries()) expect(Math.abs(level - (blur[n] ?? 0))).toBeLessThan(90);
  });
});
