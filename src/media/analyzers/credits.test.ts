import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { CreditsRoll } from '../../domain/analysis.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { writeText } from '../sample/paint/letters.ts';
import { fillPicture, type Painter, type Picture } from '../sample/picture.ts';
import { paintCredits, paintTitle } from '../sample/scenes/titles.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** What is shown from some second of the film on. */
interface Scene {
  readonly from: number;
  readonly paint: (picture: Picture, seconds: number) => void;
}

const names = Array.from({ length: 24 }, (_, n) => (n % 8 === 7 ? '' : `Part ${n}|Somebody Number ${n}`));
const roll = (length: number) => (picture: Picture, seconds: number) =>
  paintCredits(picture, names, seconds, length);
const black = (picture: Picture) => fillPicture(picture, 16);

/** Names on dark blue, another one every four seconds. */
const cards = (picture: Picture, seconds: number) => {
  fillPicture(picture, 50, 150, 120);
  const end = picture.width / picture.height;
  writeText(
    picture,
    `Made by number ${Math.floor(seconds / 4)}`,
    { x: end / 2, y: 0.4, size: 0.09 },
    { luma: 235, cb: 128, cr: 128 },
  );
  writeText(picture, 'and many others', { x: end / 2, y: 0.6, size: 0.07 }, { luma: 200, cb: 128, cr: 128 });
};

/** Shapes that move over a ground of many levels, as dark as it is asked for. */
const scene = (light: number) => (picture: Picture, seconds: number) => {
  const { width, height, luma } = picture;
  fillPicture(picture, 16, 118, 138);
  const columns = Float32Array.from(
    { length: width },
    (_, x) => Math.sin(x / 17 + seconds) + Math.sin(x / 5),
  );
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.sin(y / 11 - seconds / 2);
    for (let x = 0; x < width; x++, at++) luma[at] = 16 + (1 + (row + (columns[x] ?? 0)) / 3) * light;
  }
};

interface Film {
  readonly name: string;
  readonly seconds: number;
  readonly scenes: readonly Scene[];
  readonly gop?: number;
}

async function look({ name, seconds, scenes, gop = 20 }: Film): Promise<readonly CreditsRoll[]> {
  const picture: Painter = (canvas, timeMs) => {
    const at = timeMs / 1000;
    // Nobody looks at the rest.
    if (at < seconds * 0.75) return;
    const shown = scenes.findLast(({ from }) => from <= at);
    shown?.paint(canvas, at - shown.from);
  };
  const path = join(folder.path, `${name}.mp4`);
  makeFilm({ path, seconds, width: 256, height: 144, fps: 2, gop, sound: false, picture });
  return await take(path);
}

async function take(path: string): Promise<readonly CreditsRoll[]> {
  const { credits } = await runPass(orderFor(path, { credits: { tailMs: 900_000 } }), () => {});
  if (!credits?.ok) throw new Error(credits?.error);
  return credits.value.rolls;
}

/** Within a step of the search, and half a second from one picture to the next. */
const about = (seconds: number) => expect.closeTo(seconds * 1000, -3.2);

describe('credits', () => {
  test('that roll over black to the end', async () => {
    const scenes = [
      { from: 0, paint: scene(80) },
      { from: 263.5, paint: roll(36) },
    ];
    const rolls = await look({ name: 'roll', seconds: 300, scenes });
    expect(rolls).toEqual([{ startMs: about(263.5), endMs: 300_000, isFinal: true }]);
  });

  test('on cards of a colour, with keyframes far apart', async () => {
    const scenes = [
      { from: 0, paint: scene(80) },
      { from: 167.5, paint: cards },
    ];
    const rolls = await look({ name: 'cards', seconds: 200, scenes, gop: 24 });
    expect(rolls).toEqual([{ startMs: about(167.5), endMs: 200_000, isFinal: true }]);
  });

  test('before a scene that comes after them', async () => {
    const scenes = [
      { from: 0, paint: scene(80) },
      { from: 250, paint: roll(30) },
      { from: 280.5, paint: scene(60) },
    ];
    const rolls = await look({ name: 'after', seconds: 300, scenes });
    expect(rolls).toEqual([{ startMs: about(250), endMs: about(280.5), isFinal: false }]);
  });

  test('with a scene in their middle', async () => {
    const scenes = [
      { from: 0, paint: scene(80) },
      { from: 340, paint: cards },
      { from: 360, paint: scene(60) },
      { from: 375, paint: roll(25) },
    ];
    const rolls = await look({ name: 'middle', seconds: 400, scenes });
    expect(rolls).toEqual([
      { startMs: about(340), endMs: about(360), isFinal: false },
      { startMs: about(375), endMs: 400_000, isFinal: true },
    ]);
  });

  test.skipIf(noRealMedia)(
    `of a real file are found${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`,
    async () => {
      expect(await take(realMedia('video/credits-330s.mp4'))).toEqual([
        { startMs: 300_000, endMs: 330_000, isFinal: true },
      ]);
    },
  );
});

describe('no credits', () => {
  test.each<[string, readonly Scene[]]>([
    ['a film without', [{ from: 0, paint: scene(90) }]],
    [
      'a film that ends at night',
      [
        { from: 0, paint: scene(90) },
        { from: 120, paint: scene(12) },
      ],
    ],
    [
      'the black at its very end',
      [
        { from: 0, paint: scene(90) },
        { from: 143, paint: black },
      ],
    ],
    [
      'a moment of black before its last scene',
      [
        { from: 0, paint: scene(90) },
        { from: 130, paint: black },
        { from: 134, paint: scene(70) },
      ],
    ],
    [
      'a dedication',
      [
        { from: 0, paint: scene(90) },
        {
          from: 142,
          paint: picture => {
            black(picture);
            paintTitle(picture, { lines: ['For a friend'], y: 0.4, size: 0.1, opacity: 1 });
          },
        },
      ],
    ],
  ])('in %s', async (name, scenes) => {
    expect(await look({ name, seconds: 150, scenes, gop: 8 })).toEqual([]);
  });

  test('in a film of one picture', async () => {
    expect(await look({ name: 'one', seconds: 0.5, scenes: [{ from: 0, paint: scene(90) }] })).toEqual([]);
  });
});
