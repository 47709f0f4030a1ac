import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { play, type Scene } from '../../../test/support/season.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { fillPicture, type Picture } from '../sample/picture.ts';
import { drift } from '../sample/scenery.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function take(path: string) {
  const { breaks } = await runPass(orderFor(path, { breaks: {} }), () => {});
  if (!breaks?.ok) throw new Error(breaks?.error);
  return breaks.value.breaks;
}

/** Seconds of a recording. */
const length = 64;

/** Half a second at each of these seconds. */
function isGap(gaps: readonly number[], seconds: number): boolean {
  return gaps.some(at => seconds >= at && seconds < at + 0.5);
}

/** A recording that is silent at some moments, and black at some. */
async function record(
  name: string,
  { silent, black }: { readonly silent: readonly number[]; readonly black: readonly number[] },
) {
  const scenes: Scene[] = [];
  for (const [n, at] of [0, ...silent.map(from => from + 0.5)].entries()) {
    const end = silent[n] ?? length;
    scenes.push({ seconds: end - at, seed: 40 + n }, { seconds: 0.5, seed: undefined });
  }
  const picture = (canvas: Picture, ms: number) =>
    isGap(black, ms / 1000) ? fillPicture(canvas, 16) : drift(canvas, ms);
  const path = join(folder.path, name);
  makeFilm({
    path,
    seconds: length,
    width: 96,
    height: 64,
    fps: 10,
    gop: 20,
    picture,
    audioCodec: 'ac3',
    audioBitrate: 192_000,
    sound: play(scenes),
  });
  return await take(path);
}

const spots = [12, 22, 37, 42, 57];

test.each(['break.mkv', 'break.ts'])(
  'a break is found where both picture and sound say so: %s',
  async name => {
    const [found, ...others] = await record(name, { silent: spots, black: spots });
    expect(others).toEqual([]);
    expect(Math.abs((found?.startMs ?? 0) - 12_000)).toBeLessThan(100);
    expect(Math.abs((found?.endMs ?? 0) - 57_500)).toBeLessThan(100);
  },
);

test('silences alone are no break', async () => {
  expect(await record('silent.mkv', { silent: spots, black: [12, 37] })).toEqual([]);
});

test('black alone is no break', async () => {
  expect(await record('black.mkv', { silent: [22, 50], black: spots })).toEqual([]);
});

test('a film without sound has none', async () => {
  const path = join(folder.path, 'mute.mkv');
  makeFilm({ path, seconds: 3, width: 64, height: 48, sound: false });
  expect(await take(path)).toEqual([]);
});

test
  .skipIf(noRealMedia)
  .each(['video/h264-aac-61s.ts', 'video/vp8-vorbis-45s.webm', 'video/credits-330s.mp4'])(
  `a real film has none: %s${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`,
  async name => {
    expect(await take(realMedia(name))).toEqual([]);
  },
);
