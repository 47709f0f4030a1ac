import { execFileSync } from 'node:child_process';
import { stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../../../test/support/temp-folder.ts';
import type { NfoFile } from '../../../domain/local-media.ts';
import { readNfos } from './read.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const never = new AbortController().signal;
const read = (...files: NfoFile[]) => readNfos(files, () => undefined, never);

async function put(name: string, text: string): Promise<NfoFile> {
  const path = join(folder.path, name);
  await writeFile(path, text);
  const { size, mtimeMs } = await stat(path);
  return { path, size, modifiedAt: mtimeMs };
}

test('one bad file spoils no other one', async () => {
  const good = await put('good.nfo', '<movie><title>Heat</title></movie>');
  const bad = await put('bad.nfo', '<movie><title>Heat');
  const outcomes = await read(good, bad, { ...good, path: join(folder.path, 'gone.nfo') }, good);
  expect(outcomes).toMatchObject([
    { ok: true, nfo: { entries: [{ said: { fields: { title: 'Heat' } } }] } },
    { ok: false, error: expect.stringContaining('it is no XML'), isLasting: true },
    { ok: false, error: expect.stringContaining('ENOENT'), isLasting: false },
    { ok: true },
  ]);
});

test('a file of 10 MiB is refused without being read', async () => {
  const file = await put('long.nfo', '<movie>');
  await truncate(file.path, 10 * 2 ** 20);
  const { size, mtimeMs } = await stat(file.path);
  expect(await read({ ...file, size, modifiedAt: mtimeMs })).toEqual([
    { ok: false, error: 'it is longer than 1 MiB, which no NFO file is', isLasting: true },
  ]);
});

test('a file that is another one by now is left for the next scan', async () => {
  const file = await put('film.nfo', '<movie/>');
  expect(await read({ ...file, size: 5 })).toMatchObject([{ ok: false, isLasting: false }]);
});

test.skipIf(process.platform === 'win32')('a pipe in its place is not waited for', async () => {
  const path = join(folder.path, 'pipe.nfo');
  execFileSync('mkfifo', [path]);
  expect(await read({ path, size: 0, modifiedAt: 0 })).toMatchObject([{ ok: false, isLasting: false }]);
});

test('it ends when it is told to', async () => {
  const file = await put('film.nfo', '<movie/>');
  await expect(readNfos([file], () => undefined, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
    'enough',
  );
});
