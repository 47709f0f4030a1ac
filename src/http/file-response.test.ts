import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { parseRange, respondFile } from './file-response.ts';

const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251);

async function served() {
  const temp = await makeTempFolder();
  const path = join(temp.path, 'film.mkv');
  await writeFile(path, content);
  const app = new Hono()
    .get('/film', c => respondFile(c.req, path, 'video/x-matroska'))
    .get('/gone', c => respondFile(c.req, join(temp.path, 'gone'), 'video/mp4'))
    .get('/folder', c => respondFile(c.req, temp.path, 'video/mp4'));
  return { app, path, [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() };
}

test('a file is sent whole', async () => {
  await using server = await served();
  const response = await server.app.request('/film');
  expect([response.status, response.headers.get('content-length')]).toEqual([200, `${content.length}`]);
  expect(response.headers.get('content-type')).toBe('video/x-matroska');
  expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
});

test('of a file its head is told', async () => {
  await using server = await served();
  const response = await server.app.request('/film', { method: 'HEAD' });
  expect([response.status, response.headers.get('content-length')]).toEqual([200, `${content.length}`]);
  expect(await response.text()).toBe('');
});

test.each([
  ['bytes=0-0', 206, 0, 1],
  ['bytes=10-', 206, 10, content.length],
  ['bytes=-5', 206, content.length - 5, content.length],
  ['bytes=-9999999', 206, 0, content.length],
  ['bytes=300000-599999', 206, 300_000, 600_000],
  ['bytes=5-9999999', 206, 5, content.length],
  ['bytes=9-3', 200, 0, content.length],
  ['bytes=0-1,4-5', 200, 0, content.length],
  ['bytes=-', 200, 0, content.length],
  ['lines=1-2', 200, 0, content.length],
] as const)('Range: %s', async (range, status, start, end) => {
  await using server = await served();
  const response = await server.app.request('/film', { headers: { Range: range } });
  expect([response.status, response.headers.get('content-range')]).toEqual([
    status,
    status === 206 ? `bytes ${start}-${end - 1}/${content.length}` : null,
  ]);
  expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(start, end))).toBe(true);
});

test.each(['bytes=700000-', 'bytes=999999999-', 'bytes=-0'])('Range: %s lies beyond the end', async range => {
  await using server = await served();
  const response = await server.app.request('/film', { headers: { Range: range } });
  expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */700000']);
});

test('who has the file as it is gets it no more, and nobody the rest of another file', async () => {
  await using server = await served();
  const ask = (headers: Record<string, string>) => server.app.request('/film', { headers });
  const tag = (await ask({})).headers.get('etag') ?? '';
  const again = await ask({ 'If-None-Match': tag });
  expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
  expect((await ask({ Range: 'bytes=5-', 'If-Range': tag })).status).toBe(206);
  await writeFile(server.path, 'another');
  expect((await ask({ 'If-None-Match': tag })).status).toBe(200);
  expect((await ask({ Range: 'bytes=5-', 'If-Range': tag })).status).toBe(200);
});

test('what is no file now is not found', async () => {
  await using server = await served();
  expect((await server.app.request('/gone')).status).toBe(404);
  expect((await server.app.request('/folder')).status).toBe(404);
});

test('a file that is cut while it is sent does not pass for a whole one', async () => {
  await using server = await served();
  const response = await server.app.request('/film');
  const reader = response.body?.getReader();
  await reader?.read();
  await writeFile(server.path, 'cut');
  await expect(reader?.read()).rejects.toThrow('shorter');
});

test('a range lies in the file, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.option(fc.nat(1_200)), fc.option(fc.nat(1_200)), (size, first, last) => {
      const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size);
      if (typeof range !== 'object') return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.start).toBeLessThan(range.end);
      expect(range.end).toBeLessThanOrEqual(size);
    }),
  );
});
