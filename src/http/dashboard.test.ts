import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { recordedServices, token } from '../../test/support/http.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { createApp } from './app.ts';

const browser = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
  'Accept-Encoding': 'gzip, deflate',
};

async function makeDashboard(path: string) {
  await mkdir(join(path, 'assets'));
  for (const [name, text] of [
    ['index.html', '<!doctype html>'],
    ['assets/main-Ab_1.js', 'start();'],
    ['assets/notes.txt', 'of no known type'],
  ] as const) {
    await writeFile(join(path, name), text);
    await writeFile(join(path, `${name}.gz`), gzipSync(text));
    await writeFile(join(path, `${name}.br`), brotliCompressSync(text));
  }
}

/** Asks with these headers alone. */
function asking(dashboard: string | undefined) {
  const app = createApp(recordedServices({ dashboard }), {
    platform: 'linux',
    platformVersion: '6.1.0',
    startedAt: 0,
  });
  return async (target: string, headers: Record<string, string>) =>
    app.request(target, { headers }, { incoming: { socket: { remoteAddress: '192.0.2.1' } } });
}

describe('the dashboard', () => {
  test('is what a browser without a token gets at /', async () => {
    await using folder = await makeTempFolder();
    await makeDashboard(folder.path);
    const response = await asking(folder.path)('/', browser);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe('<!doctype html>');
  });

  test.each([
    ['a client of Plex', { 'X-Plex-Token': token, Accept: '*/*' }],
    ['who asks for JSON', { 'X-Plex-Token': token, Accept: 'application/json' }],
    ['who asks for nothing', { 'X-Plex-Token': token }],
    ['a browser that brings a token', { ...browser, 'X-Plex-Token': token }],
    ['who prefers XML', { 'X-Plex-Token': token, Accept: 'text/html;q=0.5, application/xml' }],
  ])('is not what %s gets', async (_, headers) => {
    await using folder = await makeTempFolder();
    await makeDashboard(folder.path);
    const response = await asking(folder.path)('/', headers);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('MediaContainer');
    expect(response.headers.get('vary')).toContain('Accept');
  });

  test('is asked for by no token in the address', async () => {
    await using folder = await makeTempFolder();
    await makeDashboard(folder.path);
    const response = await asking(folder.path)(`/?X-Plex-Token=${token}`, browser);
    expect(await response.text()).toContain('MediaContainer');
  });

  test('sends its assets compressed, for ever, and without a token', async () => {
    await using folder = await makeTempFolder();
    await makeDashboard(folder.path);
    const ask = asking(folder.path);
    const asset = '/assets/main-Ab_1.js';
    const plain = await ask(asset, {});
    expect(await plain.text()).toBe('start();');
    expect(plain.headers.get('content-type')).toBe('text/javascript;charset=utf-8');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const small = await ask(asset, { 'Accept-Encoding': 'gzip, deflate, br, zstd' });
    expect(small.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(await small.arrayBuffer()).toString()).toBe('start();');
    const refusing = await ask(asset, { 'Accept-Encoding': 'br;q=0, gzip' });
    expect(refusing.headers.get('content-encoding')).toBe('gzip');
  });

  test.each([
    '/assets/none.js',
    '/assets/notes.txt',
    '/assets/main-Ab_1.js.gz',
    '/assets/..%2Findex.html',
    '/index.html',
    '/assets/',
  ])('has no %s', async target => {
    await using folder = await makeTempFolder();
    await makeDashboard(folder.path);
    expect((await asking(folder.path)(target, browser)).status).toBe(401);
  });

  test('that was not made says how to make it', async () => {
    const response = await asking(undefined)('/', browser);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm start');
  });
});
