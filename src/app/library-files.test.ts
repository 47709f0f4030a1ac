import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBrowsedLibrary } from '../../test/support/browsed-library.ts';
import type { TestLibrary } from '../../test/support/library.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { keepBlob } from '../files/blobs.ts';
import { BifWriter } from '../media/formats/bif.ts';
import { KnownFiles } from './library-files.ts';

const jpeg = Buffer.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9]);

let made: TestLibrary;
let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let files: KnownFiles;
/** Whether the shares answer. */
let isThere: boolean;

beforeEach(async () => {
  made = await openBrowsedLibrary();
  temp = await makeTempFolder();
  const folders = { bundles: join(temp.path, 'bundles'), blobs: join(temp.path, 'blobs') };
  isThere = true;
  files = new KnownFiles(made.library, made.store.metadata, folders, async () => isThere);
});
afterEach(async () => {
  await made[Symbol.asyncDispose]();
  await temp[Symbol.asyncDispose]();
});

test('a part and what lies beside it are where the library knows them', async () => {
  expect(await files.part(1)).toBe('/media/movie/clock.mkv');
  expect(await files.sidecar(1, 0)).toBe('/media/movie/clock.pt-BR.sdh.srt');
  expect(await files.artwork(1, ['disc', 'art'])).toBe('/media/movie/fanart.jpg');
});

test('what lies on a share that does not answer is refused, and no other file', async () => {
  isThere = false;
  const refused = { failure: { status: 503 } };
  await expect(files.part(1)).rejects.toMatchObject(refused);
  await expect(files.sidecar(1, 0)).rejects.toMatchObject(refused);
  await expect(files.artwork(1, ['art'])).rejects.toMatchObject(refused);
  expect(await files.part(99)).toBeUndefined();
  expect(await files.indexFile(1)).toContain('index-sd.bif');
});

test('what the library does not know is nowhere', async () => {
  expect(await files.part(99)).toBeUndefined();
  expect(await files.sidecar(1, 1)).toBeUndefined();
  expect(await files.sidecar(99, 0)).toBeUndefined();
  expect(await files.artwork(1, ['banner'])).toBeUndefined();
  expect(await files.artwork(99, ['poster'])).toBeUndefined();
  expect(await files.indexFile(2)).toBeUndefined();
  expect(await files.indexPicture(2, 0)).toBeUndefined();
});

test('artwork that was kept is found by its content, and passed over where it is gone', async () => {
  const blobs = join(temp.path, 'blobs');
  const blob = await keepBlob(blobs, jpeg, 'jpeg');
  const gone = '0'.repeat(40);
  const artwork = [gone, blob].map(blob => ({ kind: 'banner' as const, blob }));
  await made.store.metadata.keep('provider', [{ itemId: 2, version: '1', artwork }], 5);
  expect(await files.artwork(2, ['banner'])).toBe(join(blobs, blob.slice(0, 2), `${blob}.jpg`));
});

test('a picture of an index file is read from it, and there is none once it is gone', async () => {
  const path = (await files.indexFile(1)) ?? '';
  expect(path).toBe(join(temp.path, 'bundles/a/b.bundle/index-sd.bif'));
  expect(await files.indexPicture(1, 0)).toBeUndefined();
  await mkdir(dirname(path), { recursive: true });
  using bif = new BifWriter(path, 2_000, 1);
  bif.add(jpeg);
  bif.finish();
  expect(Buffer.from((await files.indexPicture(1, 9_000)) ?? [])).toEqual(jpeg);
  await writeFile(path, 'spoilt');
  expect(await files.indexPicture(1, 0)).toBeUndefined();
  await rm(path);
  expect(await files.indexPicture(1, 0)).toBeUndefined();
});
