import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePng } from '../../test/support/png.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { PictureSize } from '../domain/picture.ts';
import { readPictureHeader } from '../media/formats/picture-header.ts';
import { WorkerProcess } from '../media/worker/worker-process.ts';
import { ScaledPictures } from './scaled-pictures.ts';
import { workerEntry } from './worker-entry.ts';

const size: PictureSize = { width: 40, height: 60, fills: true, enlarges: false, format: 'jpeg' };

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let poster: string;
let pictures: ScaledPictures;
let started: WorkerProcess[];

beforeEach(async () => {
  temp = await makeTempFolder();
  poster = join(temp.path, 'poster.png');
  await writeFile(poster, makePng(90, 400, 300));
  started = [];
  pictures = new ScaledPictures(join(temp.path, 'cache'), begin);
});
afterEach(async () => {
  await pictures.close();
  await temp[Symbol.asyncDispose]();
});

function begin(): WorkerProcess {
  const worker = new WorkerProcess(workerEntry);
  started.push(worker);
  return worker;
}

const shapeOf = async (path: string | undefined) => readPictureHeader(await readFile(path ?? ''));

test('a picture is scaled to the size in which it is shown, and no further', async () => {
  expect(await shapeOf(await pictures.find(poster, size))).toEqual({ format: 'jpeg', width: 80, height: 60 });
  const fitting = { ...size, fills: false, format: 'png' } as const;
  expect(await shapeOf(await pictures.find(poster, fitting))).toEqual({
    format: 'png',
    width: 40,
    height: 30,
  });
  const large = { ...size, width: 4_000, height: 3_000 };
  expect(await shapeOf(await pictures.find(poster, large))).toMatchObject({ width: 400 });
  const enlarged = { ...large, width: 800, height: 600, enlarges: true };
  expect(await shapeOf(await pictures.find(poster, enlarged))).toMatchObject({ width: 800 });
});

test('each is made once, and anew when its file is another', async () => {
  const found = await Promise.all(Array.from({ length: 5 }, () => pictures.find(poster, size)));
  expect(new Set(found).size).toBe(1);
  const [path = ''] = found;
  await writeFile(path, 'It is kept.');
  expect(await readFile((await pictures.find(poster, size)) ?? '', 'utf8')).toBe('It is kept.');
  await writeFile(poster, makePng(10, 200, 300));
  expect(await shapeOf(await pictures.find(poster, size))).toMatchObject({ width: 40, height: 60 });
  // Nothing half written is left, and one process did it all.
  const kept = await readdir(join(temp.path, 'cache', 'pictures'), { recursive: true });
  expect(kept.filter(name => name.endsWith('.partial'))).toEqual([]);
  expect(started).toHaveLength(1);
});

test('what is no picture has none, and harms none that come after it', async () => {
  const text = join(temp.path, 'poster.jpg');
  await writeFile(text, 'This is no picture.');
  const vector = join(temp.path, 'poster.svg');
  await writeFile(vector, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const folder = join(temp.path, 'folder.jpg');
  await mkdir(folder);
  const cut = join(temp.path, 'cut.png');
  await writeFile(cut, makePng(90, 400, 300).subarray(0, 60));
  for (const path of [text, vector, folder, cut, join(temp.path, 'gone.jpg')])
    expect(await pictures.find(path, size)).toBeUndefined();
  expect(await pictures.find(poster, size)).toBeDefined();
});

test('a process that dies is followed by another', async () => {
  expect(await pictures.find(poster, size)).toBeDefined();
  process.kill(started[0]?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => started[0]?.usable).toBe(false);
  expect(await pictures.find(poster, { ...size, width: 20 })).toBeDefined();
  expect(started).toHaveLength(2);
});

test('when it is closed, what waits for its turn is not scaled, and no process is left', async () => {
  const wanted = [10, 20, 30].map(width => pictures.find(poster, { ...size, width }));
  await expect.poll(() => started.length).toBe(1);
  await pictures.close();
  expect(await Promise.all(wanted)).toContain(undefined);
  expect(started.map(({ usable }) => usable)).toEqual([false]);
});

test('a process that nobody needs for a while is ended, each time', async () => {
  await pictures.close();
  pictures = new ScaledPictures(join(temp.path, 'cache'), begin, 1);
  for (const [n, width] of [20, 30].entries()) {
    expect(await pictures.find(poster, { ...size, width })).toBeDefined();
    expect(started).toHaveLength(n + 1);
    await expect.poll(() => started[n]?.usable).toBe(false);
  }
});
