import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askApi } from '../support/http.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** Derived files on a disk: an index file, and a folder of pictures. */
async function made() {
  const temp = await makeTempFolder();
  const pictures = join(temp.path, 'Chapters');
  await mkdir(pictures);
  for (const n of [10, 2, 1]) await writeFile(join(pictures, `chapter${n}.jpg`), 'x'.repeat(n));
  await writeFile(join(temp.path, 'index-sd.bif'), '0123456789');
  await writeFile(join(temp.path, 'secret.txt'), 'not for you');
  const ask = askApi({
    artifactPath: ({ kind }) => (kind === 'chapterThumbs' ? pictures : join(temp.path, 'index-sd.bif')),
  });
  return { ask, [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

test('a derived file is read, and a range of it', async () => {
  await using there = await made();
  const path = '/artifacts/indexFile:7/content';
  const whole = await there.ask('GET', path);
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  expect(await whole.text()).toBe('0123456789');
  const part = await there.ask('GET', path, undefined, { Range: 'bytes=2-4' });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  const tag = whole.headers.get('etag') ?? '';
  expect((await there.ask('GET', path, undefined, { 'If-None-Match': tag })).status).toBe(304);
});

test('of a folder it is told what is in it, and each file is read by its name', async () => {
  await using there = await made();
  expect(await (await there.ask('GET', '/artifacts/chapterThumbs:7')).json()).toMatchObject({
    present: true,
    files: [1, 2, 10].map(n => ({ name: `chapter${n}.jpg`, bytes: n })),
  });
  const picture = await there.ask('GET', '/artifacts/chapterThumbs:7/content?name=chapter2.jpg');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(await picture.text()).toBe('xx');
  expect((await there.ask('GET', '/artifacts/chapterThumbs:7/content')).status).toBe(404);
});

test.each([
  ['../secret.txt', 400],
  ['..', 400],
  ['a/chapter1.jpg', 400],
  ['.jpg', 400],
  ['secret.txt', 404],
])('nothing else is read by the name %s', async (name, status) => {
  await using there = await made();
  const target = `/artifacts/chapterThumbs:7/content?name=${encodeURIComponent(name)}`;
  expect((await there.ask('GET', target)).status).toBe(status);
});

test.each(['indexFile:9', 'indexFile', 'nonsense:7', 'indexFile:7:7', 'indexFile:x'])(
  'there is no derived file %s',
  async id => {
    for (const path of [`/artifacts/${id}`, `/artifacts/${id}/content`])
      expect((await askApi()('GET', path)).status).toBe(404);
  },
);

test.each(['BackupDatabase:9', 'Nonsense:7', 'RefreshLibraries'])('there is no unit %s', async id => {
  expect((await askApi()('GET', `/units/${id}`)).status).toBe(404);
});
