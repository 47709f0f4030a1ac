import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { orderFor } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { encodeRefreshedFilm } from '../../../test/support/unusual-films.ts';
import { parseBif } from '../formats/bif.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { fillPicture } from '../sample/picture.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const seconds = 60;
const levelAt = (ms: number) => 16 + (219 * ms) / (seconds * 1000);
const settings = { intervalMs: 1000, width: 64, quality: 4, keyframesOnly: true };
let works = 0;

/** A film of one keyframe a second, each brighter than the one before. */
function makeBrightening(extension = 'mkv'): string {
  const path = join(folder.path, `film-${works++}.${extension}`);
  const shape = { seconds, width: 64, height: 48, fps: 10, gop: 10, sound: false } as const;
  makeFilm({ ...shape, path, picture: (picture, timeMs) => fillPicture(picture, levelAt(timeMs)) });
  return path;
}

function planWork() {
  const place = join(folder.path, `work-${works++}`);
  return { ...settings, output: `${place}.bif`, checkpoint: `${place}.checkpoint` };
}
type Work = ReturnType<typeof planWork>;

/** The hashes of the pictures. */
async function index(path: string, work: Work): Promise<readonly string[]> {
  const { indexFile } = await runPass(orderFor(path, { indexFile: work }), () => {});
  expect(indexFile).toMatchObject({ ok: true });
  expect(existsSync(work.checkpoint)).toBe(false);
  return parseBif(readFileSync(work.output)).pictures.map(({ jpeg }) =>
    createHash('sha1').update(jpeg).digest('hex'),
  );
}

/** Cancels the work when it has come so far. */
async function cancelAt(path: string, work: Work, fraction: number): Promise<void> {
  const controller = new AbortController();
  // Gives the signal a chance to be seen between any two pictures.
  const frozen = vi.spyOn(performance, 'now').mockImplementation(() => clock++ * 21);
  let clock = 0;
  const pass = runPass(
    orderFor(path, { indexFile: work }),
    progress => void (progress.fraction >= fraction && controller.abort()),
    controller.signal,
  ).finally(() => frozen.mockRestore());
  await expect(pass).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(work.output)).toBe(false);
}

/** Makes the pictures in the first part of a film worthless, and lets it look unchanged. */
function spoil(path: string, fraction: number): void {
  const { mtime, size } = statSync(path);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, 2000, Math.floor(size * fraction)));
  utimesSync(path, mtime, mtime);
}

test('a pass that was cancelled is gone on with: what was done is not decoded again', async () => {
  const path = makeBrightening();
  const whole = await index(path, planWork());
  const work = planWork();
  await cancelAt(path, work, 0.6);
  expect(existsSync(work.checkpoint)).toBe(true);
  spoil(path, 0.5);
  expect(await index(path, work)).toEqual(whole);
  expect(await index(path, planWork())).not.toEqual(whole);
  expect(readdirSync(folder.path).filter(name => name.includes('.checkpoint'))).toEqual([]);
});

test('it reads only the rest, where the file has an index', async () => {
  const path = makeBrightening('mp4');
  const work = planWork();
  await cancelAt(path, work, 0.6);
  const fractions: number[] = [];
  await runPass(orderFor(path, { indexFile: work }), ({ fraction }) => fractions.push(fraction));
  expect(fractions[0]).toBeGreaterThan(0.55);
  expect(fractions.length).toBeLessThan(30);
});

test('a worker that is killed leaves a checkpoint of a moment ago', async () => {
  const path = makeBrightening();
  const whole = await index(path, planWork());
  const work = planWork();
  const left = planWork();
  // Each look at the clock is a second later, so that checkpoints are due.
  let clock = 0;
  const hasty = vi.spyOn(performance, 'now').mockImplementation(() => clock++ * 1000);
  await runPass(orderFor(path, { indexFile: work }), ({ fraction }) => {
    // What is on the disk at this instant is what a killed process leaves.
    if (fraction > 0.7 && !existsSync(left.checkpoint)) copyFileSync(work.checkpoint, left.checkpoint);
  }).finally(() => hasty.mockRestore());
  spoil(path, 0.6);
  expect(await index(path, left)).toEqual(whole);
});

test('of a damaged checkpoint it takes what is whole, and never what is not', async () => {
  const path = makeBrightening();
  const whole = await index(path, planWork());
  const cancelled = planWork();
  await cancelAt(path, cancelled, 0.6);
  const sound = readFileSync(cancelled.checkpoint);
  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('not a BIF')],
    ['cut in the entries', bytes => bytes.subarray(0, 100)],
    ['cut in a picture', bytes => bytes.subarray(0, bytes.length - 100)],
    ['another signature', bytes => bytes.fill(0, 0, 8)],
    ['another interval', bytes => bytes.fill(1, 16, 20)],
    ['far too many pictures', bytes => bytes.fill(0xff, 12, 16)],
    ['offsets in disorder', bytes => bytes.fill(0xff, 64, 200)],
    ['a picture of zeroes', bytes => bytes.fill(0, bytes.length - 2000)],
  ];
  for (const [name, damage] of damages) {
    const work = planWork();
    writeFileSync(work.checkpoint, damage(Buffer.from(sound)));
    expect(await index(path, work), name).toEqual(whole);
  }
});

test('a checkpoint of more pictures than the film has gives no more than that', async () => {
  const long = makeBrightening();
  const work = planWork();
  await cancelAt(long, work, 0.9);
  const short = join(folder.path, 'short.mkv');
  makeFilm({ path: short, seconds: 5, width: 64, height: 48, sound: false });
  expect(await index(short, work)).toHaveLength(5);
});

test('where keyframes do not stand alone, what was made of them is forgotten', async () => {
  const path = join(folder.path, 'refreshed.mkv');
  encodeRefreshedFilm({ path, seconds, levelAt });
  const whole = await index(path, planWork());
  const work = planWork();
  // Stands for what an earlier pass made of keyframes before it knew.
  const other = makeBrightening();
  await cancelAt(other, work, 0.3);
  expect(await index(path, work)).toEqual(whole);
});

test('a finished file is its own checkpoint: nothing of the film is decoded', async () => {
  const path = makeBrightening();
  const work = planWork();
  const whole = await index(path, work);
  const again = planWork();
  copyFileSync(work.output, again.checkpoint);
  spoil(path, 0.9);
  expect(await index(path, again)).toEqual(whole);
});
