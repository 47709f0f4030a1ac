import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { isAddress, showAddress } from './address.ts';
import { type DownloadRequest, download } from './download.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { followed } from './redirect.ts';

/** A server that answers as it is told, and a folder to download to. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await makeTempFolder();
  const file = join(folder.path, 'file');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    file,
    get: (request: Partial<DownloadRequest> = {}) =>
      download({
        address: `${url}/start`,
        file,
        mostBytes: 1_000_000,
        signal: new AbortController().signal,
        ...request,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('what is there is downloaded, and not again until it changes', async () => {
  await using server = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
    else
      response
        .writeHead(200, { ETag: '"1"', 'Last-Modified': 'Sun, 28 Mar 2027 02:00:00 GMT' })
        .end('content');
  });
  const version = '"1"\nSun, 28 Mar 2027 02:00:00 GMT';
  expect(await server.get()).toEqual({ kind: 'file', bytes: 7, version });
  expect(await readFile(server.file, 'utf8')).toBe('content');
  expect(await server.get({ version })).toEqual({ kind: 'unchanged' });
  expect(await server.get({ version: '"0"\n' })).toMatchObject({ kind: 'file' });
});

test('the time of the last change is asked for too', async () => {
  await using server = await serve((request, response) => {
    if (request.headers['if-modified-since'] === 'yesterday') response.writeHead(304).end();
    else response.writeHead(200, { 'Last-Modified': 'yesterday' }).end('content');
  });
  const answer = await server.get();
  expect(answer).toMatchObject({ version: '\nyesterday' });
  expect(await server.get({ version: '\nyesterday' })).toEqual({ kind: 'unchanged' });
});

test('a redirect on the same host is followed', async () => {
  await using server = await serve((request, response) => {
    if (request.url === '/start') response.writeHead(302, { Location: '/there' }).end();
    else response.end('there');
  });
  expect(await server.get()).toEqual({ kind: 'file', bytes: 5, version: '' });
});

test.each<readonly [string, RequestListener, RegExp]>([
  [
    'an error',
    (_, response) => void response.writeHead(503).end(),
    /^the server answers with status 503 \(Service/,
  ],
  [
    'a loop',
    (_, response) => void response.writeHead(302, { Location: '/' }).end(),
    /^the server sends on and on$/,
  ],
  [
    'another host',
    (_, response) => void response.writeHead(302, { Location: 'http://169.254.169.254/' }).end(),
    /^the server sends on to 169.254.169.254, which was not configured$/,
  ],
  ['nowhere', (_, response) => void response.writeHead(301).end(), /^the server sends on to nowhere$/],
  [
    'more than announced may come',
    (_, response) => void response.writeHead(200, { 'Content-Length': 2_000_000 }).write('a'),
    /^it is larger than 1 MB$/,
  ],
  [
    'more than may come, unannounced',
    (_, response) => void response.end(Buffer.alloc(2_000_000)),
    /^it is larger than 1 MB$/,
  ],
  [
    'more than may come, well packed',
    (_, response) =>
      void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2_000_000))),
    /^it is larger than 1 MB$/,
  ],
  [
    'less than announced',
    (_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('a', () => response.destroy());
    },
    /^the connection failed/,
  ],
  ['nothing', request => void request.socket.destroy(), /^the connection failed/],
])('%s is an error', async (_, listener, message) => {
  await using server = await serve(listener);
  await expect(server.get()).rejects.toThrow(message);
});

test('a server that says nothing, or little, is not waited for', async () => {
  await using silent = await serve(() => {});
  await expect(silent.get({ stalledMs: 20 })).rejects.toThrow('nothing comes for 0.02 s');
  await using slow = await serve((_, response) => {
    const timer = setInterval(() => response.write('a'), 1);
    response.on('close', () => clearInterval(timer));
  });
  await expect(slow.get({ wholeMs: 50 })).rejects.toThrow('it takes longer than 0.05 s');
});

test('nothing listens at an address', async () => {
  const server = await serve(() => {});
  await server[Symbol.asyncDispose]();
  await expect(server.get()).rejects.toThrow('nothing listens there');
});

test('it ends when it is told to', async () => {
  const controller = new AbortController();
  await using server = await serve(() => controller.abort(new Error('enough')));
  await expect(server.get({ signal: controller.signal })).rejects.toThrow('enough');
});

test.each([
  ['https://example.org/a', 'http://example.org/a', false],
  ['http://example.org/a', 'https://example.org/a', true],
  ['https://example.org/a', '//example.org:8443/b', true],
  ['https://example.org/a', 'https://user:pass@example.org/', false],
  ['https://example.org/a', 'file:///etc/passwd', false],
  ['https://example.org/a', 'https://example.org.evil.test/', false],
  ['https://example.org/a', 'http://[', false],
])('from %s to %s is followed: %s', (from, to, isFollowed) => {
  expect('url' in followed(new URL(from), to)).toBe(isFollowed);
});

test('an address is one of the web, and shown without its secrets', () => {
  const texts = [
    'https://example.org/a?b=c',
    'http://[::1]:80/',
    'ftp://example.org/',
    'https://a:b@c/',
    '/etc',
    'https://',
  ];
  expect(texts.filter(isAddress)).toEqual(texts.slice(0, 2));
  expect(showAddress('https://example.org/guide.xml?token=hunter2')).toBe('https://example.org/guide.xml?…');
  expect(showAddress('https://example.org/guide.xml')).toBe('https://example.org/guide.xml');
});

test('a server sends on to another host only where that was allowed by name', () => {
  const from = new URL('https://archive.example/a');
  const to = (location: string) => followed(from, location, ['other.example', '.below.example']);
  expect(to('https://other.example/b')).toHaveProperty('url');
  expect(to('https://deep.below.example/b')).toHaveProperty('url');
  expect(to('https://below.example/b')).toHaveProperty('refused');
  expect(to('https://another.example/b')).toHaveProperty('refused');
  expect(to('http://other.example/b?c')).toEqual({ url: new URL('https://other.example/b?c') });
  expect(to('http://archive.example/b')).toHaveProperty('refused');
  expect(to('ftp://other.example/b')).toHaveProperty('refused');
});

test('a key goes to the host that it is for, and to no other', async () => {
  const seen: (string | undefined)[] = [];
  await using server = await serve((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === '/there') response.end('content');
    else response.writeHead(307, { Location: `${server.url.replace('127.0.0.1', 'localhost')}/there` }).end();
  });
  const address = `${server.url}/start`;
  const { signal } = new AbortController();
  const request = { address, mostBytes: 10, signal, headers: { Authorization: 'secret' } };
  const received = await fetchBytes({ ...request, alsoHosts: ['localhost'] });
  expect(received).toMatchObject({ kind: 'content', content: Buffer.from('content') });
  expect(seen).toEqual(['secret', undefined]);
  await expect(fetchBytes(request)).rejects.toThrow('localhost, which was not configured');
});

test('how long a server wants to be left alone is in the failure', async () => {
  const headers: Record<string, string>[] = [
    { 'Retry-After': '7' },
    { 'Retry-After': 'Sun, 28 Mar 2027 02:00:30 GMT', Date: 'Sun, 28 Mar 2027 02:00:00 GMT' },
    { 'Retry-After': 'soon' },
  ];
  const [...expected] = [7_000, 30_000, undefined];
  await using server = await serve((_, response) => void response.writeHead(503, headers.shift()).end());
  for (const retryAfterMs of expected) {
    await expect(server.get()).rejects.toMatchObject({ failure: { status: 503, retryAfterMs } });
  }
});
