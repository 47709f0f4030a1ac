import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answerJson, startMediaServer } from '../../test/support/media-server.ts';
import { askJson } from './ask.ts';

const { signal } = new AbortController();
const MiB = 1024 ** 2;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

test.each<[what: string, cause: string, answer: Answer]>([
  ['401', 'it refuses the token', (_, response) => response.writeHead(401).end('<html></html>')],
  ['403', 'it refuses the token', (_, response) => response.writeHead(403).end()],
  ['404', 'it answers with the status 404', (_, response) => response.writeHead(404).end('{}')],
  ['500', 'it answers with the status 500', (_, response) => response.writeHead(500).end('x'.repeat(MiB))],
  ['a page', 'its answer is no JSON', (_, response) => response.end('<!DOCTYPE html><html></html>')],
  ['nothing', 'its answer is no JSON', (_, response) => response.end()],
  ['half of it', 'its answer is no JSON', (_, response) => response.end('{"MediaContainer":')],
  ['too much', 'its answer is longer than 4 MiB', (_, response) => response.end(`"${'x'.repeat(5 * MiB)}"`)],
  [
    'too much, packed',
    'its answer is longer than 4 MiB',
    (_, response) =>
      response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(50 * MiB, ' '))),
  ],
  [
    'a broken connection',
    'the connection failed',
    (_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{', () => response.destroy());
    },
  ],
])('an answer of %s is refused: %s', async (_, cause, answer) => {
  await using server = await startMediaServer(answer);
  await expect(askJson(server.url, '/', {}, signal)).rejects.toMatchObject({
    code: 'playback-unknown',
    parameters: { server: server.url, cause: expect.stringContaining(cause) },
  });
});

test('the token goes to no other address', async () => {
  await using other = await startMediaServer(answerJson([]));
  await using server = await startMediaServer((_, response) =>
    response.writeHead(302, { Location: `${other.url}/login` }).end(),
  );
  await expect(askJson(server.url, '/Sessions', { 'X-Plex-Token': 'secret' }, signal)).rejects.toMatchObject({
    parameters: { cause: `it sends on to ${other.url}/login` },
  });
  expect(other.requests).toEqual([]);
});

test.each<[what: string, answer: Answer]>([
  ['never comes', () => {}],
  ['never ends', (_, response) => response.writeHead(200).write('[')],
])('an answer that %s is not waited for', async (_, answer) => {
  await using server = await startMediaServer(answer);
  await expect(askJson(server.url, '/', {}, signal, 50)).rejects.toMatchObject({
    code: 'playback-unknown',
    parameters: { cause: 'no answer came within 0.05 s' },
  });
});

test('where nothing listens, that is said', async () => {
  const { url } = await startMediaServer(answerJson([])).then(async server => {
    await server[Symbol.asyncDispose]();
    return server;
  });
  await expect(askJson(url, '/', {}, signal)).rejects.toMatchObject({
    message: `${url} does not tell who watches: nothing listens there.`,
  });
});

test('an aborted question ends with the reason, and the connection with it', async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await startMediaServer(async request => {
    await once(request.socket, 'close');
    closed.resolve();
  });
  const controller = new AbortController();
  const answer = askJson(server.url, '/', {}, controller.signal);
  await server.asked(1);
  controller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
  await closed.promise;
});
