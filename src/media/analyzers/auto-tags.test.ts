import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeHevc, imir, pictureItem, writeHeif } from '../../../test/support/heif.ts';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { AutoTagFacts } from '../../domain/analysis.ts';
import { runPass } from '../pass.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function pass(path: string, confidence = 50) {
  const { autoTags } = await runPass(orderFor(path, { autoTags: { confidence } }), () => {});
  return autoTags;
}

async function look(path: string, confidence?: number): Promise<AutoTagFacts> {
  const outcome = await pass(path, confidence);
  if (!outcome?.ok) throw new Error(outcome?.error);
  return outcome.value;
}

async function save(name: string, picture: Sharp): Promise<string> {
  const path = join(folder.path, name);
  await picture.toFile(path);
  return path;
}

/** A picture of one colour. */
const blank = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/human')),
  '../assets/samples.jpg',
);

describe('people, in the photos that come with the models', () => {
  test.each([
    { who: 'woman', left: 165, width: 150, people: 1 },
    { who: 'man at a table', left: 320, width: 215, people: 1 },
    { who: 'three', left: 1135, width: 145, people: 3 },
  ])('$who', async ({ who, left, width, people }) => {
    const photo = sharp(samples).extract({ left, top: 0, width, height: 155 });
    expect(await look(await save(`${who}.png`, photo))).toMatchObject({ people });
  });

  test('a crowd of which only faces are seen', async () => {
    const photo = sharp(samples).extract({ left: 912, top: 0, width: 210, height: 155 });
    expect((await look(await save('crowd.png', photo))).people).toBeGreaterThanOrEqual(3);
  });

  test('lying on their side, as the file says that it is to be turned', async () => {
    const photo = sharp(samples).extract({ left: 165, top: 0, width: 150, height: 155 }).rotate(-90);
    const turned = await save('turned.jpg', photo.withMetadata({ orientation: 6 }));
    expect((await look(turned)).people).toBe(1);
  });
});

test('people in HEIC, of which a thumbnail is too small to see them', async () => {
  const { data, info } = await sharp(samples)
    .extract({ left: 1135, top: 0, width: 145, height: 155 })
    .resize(192, 192, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(data, { raw: info }).resize(64, 64).raw().toBuffer();
  const path = join(folder.path, 'three.heic');
  const items = [
    pictureItem(1, encodeHevc(data, 192, 192), [imir(1)]),
    { ...pictureItem(2, encodeHevc(small, 64, 64)), references: { thmb: [1] } },
  ];
  await writeFile(path, writeHeif(items, 1));
  expect((await look(path)).people).toBe(3);
});

describe.skipIf(noRealMedia)(`real photos${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  test('a dog in a park, printed in four colours', async () => {
    const path = realMedia('photo/Channel_digital_image_CMYK_color_no_profile.jpg');
    const { objects, people, colours } = await look(path);
    expect(objects).toEqual([{ label: 'dog', count: 1, score: expect.closeTo(0.58, 1) }]);
    expect(people).toBe(1);
    expect(colours).toContain('green');
    // Those who want to be sure get nothing, those who do not mind get the chairs of the prams.
    expect((await look(path, 90)).objects).toEqual([]);
    expect((await look(path, 30)).objects.map(({ label }) => label)).toContain('person');
  });

  test.each([
    ['4.webp', ['blue']],
    ['gain-map.jpg', []],
    ['Landscape_6.jpg', []],
    ['sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif', ['pink', 'purple']],
  ])('nothing is seen in %s that is not there', async (name, colours) => {
    expect(await look(realMedia(`photo/${name}`))).toEqual({ objects: [], people: 0, colours });
  });
});

test('where a photo was taken', async () => {
  const gps = {
    GPSLatitudeRef: 'S',
    GPSLatitude: '33/1 51/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '151/1 12/1 0/1',
  };
  const photo = blank(64, 48, '#1040d0').jpeg().withExif({ IFD3: gps });
  expect(await look(await save('sydney.jpg', photo))).toEqual({
    objects: [],
    people: 0,
    colours: ['blue'],
    place: { town: 'Sydney', country: 'Australia' },
  });
});

test.each([
  ['of one pixel', 1, 1],
  ['as thin as a line', 4000, 1],
  ['of 49 million pixels', 7000, 7000],
])('a photo %s', async (name, width, height) => {
  const path = await save(`${name}.png`, blank(width, height, '#d01020'));
  expect(await look(path)).toMatchObject({ objects: [], colours: ['red'] });
});

test('transparent and grey pictures are looked at as they are shown', async () => {
  const clear = sharp({ create: { width: 40, height: 40, channels: 4, background: '#ff000000' } });
  expect((await look(await save('clear.png', clear))).colours).toEqual(['white']);
  const grey = blank(40, 40, '#777').toColourspace('b-w');
  expect((await look(await save('grey.png', grey))).colours).toEqual(['grey']);
});

test('damaged photos fail with one sentence, and the next one is looked at', async () => {
  const whole = await blank(600, 400, '#30a040').jpeg().toBuffer();
  const cut = join(folder.path, 'cut.jpg');
  await writeFile(cut, whole.subarray(0, whole.length / 2));
  const text = join(folder.path, 'text.jpg');
  await writeFile(text, 'This is no photo.');
  const large = await save('large.png', blank(8000, 7000, '#fff').png({ compressionLevel: 1 }));
  for (const path of [cut, text, large]) {
    expect(await pass(path)).toEqual({ ok: false, error: expect.stringMatching(/^.+\.$/) });
  }
  expect((await look(await save('fine.jpg', blank(60, 40, '#30a040')))).colours).toEqual(['green']);
});
