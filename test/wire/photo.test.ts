import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PictureSize } from '../../src/domain/picture.ts';
import { askOf, recordedServices } from '../support/http.ts';
import { makePng } from '../support/png.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let picture: string;
const asked: [path: string, size: PictureSize][] = [];

beforeAll(async () => {
  temp = await makeTempFolder();
  picture = join(temp.path, 'scaled.jpg');
  await writeFile(picture, makePng(1));
});
afterAll(() => temp[Symbol.asyncDispose]());

function ask(query: string, headers: Record<string, string> = {}) {
  asked.length = 0;
  const { files } = recordedServices();
  const services = recordedServices({
    files: {
      ...files,
      artwork: async (id, kinds) => (id === 7 ? `/media/${kinds[0]}.jpg` : undefined),
      part: async id => ({ 1: '/media/film.mkv', 2: '/media/photo.JPG' })[id],
    },
    pictures: {
      find: async (path, size) => {
        asked.push([path, size]);
        return picture;
      },
    },
  });
  return askOf(services)(`/photo/:/transcode?${query}`, headers);
}

test('a picture of an item is answered in the size that is asked for', async () => {
  const url = encodeURIComponent('/library/metadata/7/thumb/1772330400');
  const response = await ask(`url=${url}&width=240&height=360&minSize=1&upscale=1`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
  expect(asked).toEqual([
    ['/media/poster.jpg', { width: 240, height: 360, fills: true, enlarges: true, format: 'jpeg' }],
  ]);
  const again = await ask(`url=${url}&width=240&height=360`, {
    'If-None-Match': response.headers.get('etag') ?? '',
  });
  expect(again.status).toBe(304);
  expect(again.headers.get('cache-control')).toBe('private, no-cache');
});

test('photos are pictures too, and other media are none', async () => {
  expect((await ask('url=/library/parts/2/file&width=100&height=100&format=png')).status).toBe(200);
  expect(asked).toEqual([
    ['/media/photo.JPG', { width: 100, height: 100, fills: false, enlarges: false, format: 'png' }],
  ]);
  expect((await ask('url=/library/parts/1/file&width=100&height=100')).status).toBe(404);
  expect(asked).toEqual([]);
});

test.each([
  '/library/metadata/8/thumb',
  '/library/metadata/7/theme',
  '/library/metadata/7/constructor',
  'https://elsewhere.example/poster.jpg',
  '//elsewhere.example/poster.jpg',
  'file:///etc/passwd',
  '/library/../../etc/passwd',
  'http://[',
  '',
])('there is no picture at %j', async url => {
  expect((await ask(`url=${encodeURIComponent(url)}&width=9&height=9`)).status).toBe(404);
  expect(asked).toEqual([]);
});

test.each(['width=0&height=9', 'width=9', 'width=9&height=-1', 'width=9999&height=9', 'width=a&height=9'])(
  'a size of %s is refused',
  async size => {
    const response = await ask(`url=/library/metadata/7/thumb&${size}`);
    expect(response.status).toBe(400);
    expect(asked).toEqual([]);
  },
);

test('an address that names this server as clients know it is understood', async () => {
  const url = encodeURIComponent('http://127.0.0.1:32400/library/metadata/7/art?X-Plex-Token=secret');
  expect((await ask(`url=${url}&width=9&height=9`)).status).toBe(200);
  expect(asked[0]?.[0]).toBe('/media/art.jpg');
});
