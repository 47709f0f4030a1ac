import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordedServices, webhookSecret } from '../../test/support/http.ts';
import { exchange, lines } from '../../test/support/raw-http.ts';
import { createHttpServer, type HttpServer } from './server.ts';

let server: HttpServer;
let port: number;
beforeAll(async () => {
  server = await createHttpServer({ ...recordedServices(), host: '127.0.0.1', port: 0 });
  port = server.address.port;
});
afterAll(() => server.close());

test('a body of 64 KiB is read, and one byte more is not', async () => {
  const most = 64 * 1024;
  const sent = async (length: number) =>
    (
      await exchange(
        port,
        `${lines('POST /butler', 'Host: localhost', `Content-Length: ${length}`)}${'x'.repeat(length)}`,
      )
    ).status;
  expect(await sent(most)).toBe(200);
  expect(await sent(most + 1)).toBe(413);
});

test('a webhook with the right secret may have 2 MiB, any other body not', async () => {
  const sent = async (target: string, length: number) => {
    const bytes = `${lines(`POST ${target}`, 'Host: localhost', `Content-Length: ${length}`)}${'x'.repeat(length)}`;
    return (await exchange(port, bytes)).status;
  };
  const most = 2 * 1024 ** 2;
  const right = `/api/v1/webhooks/plex?secret=${webhookSecret}`;
  expect(await sent(right, most)).toBe(204);
  expect(await sent(right, most + 1)).toBe(413);
  expect(await sent('/api/v1/webhooks/plex?secret=wrong', 64 * 1024)).toBe(401);
  for (const target of [
    '/api/v1/webhooks/plex?secret=wrong',
    `/api/v1/webhooks/plex?secret=${webhookSecret}&secret=wrong`,
    `/api/v1/pauses?secret=${webhookSecret}`,
  ]) {
    expect(await sent(target, 64 * 1024 + 1)).toBe(413);
  }
});

test('a body in chunks is counted', async () => {
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const head = lines('POST /butler', 'Host: localhost', 'Transfer-Encoding: chunked');
  expect((await exchange(port, `${head}${chunk.repeat(4)}0\r\n\r\n`)).status).toBe(200);
  expect((await exchange(port, `${head}${chunk.repeat(5)}0\r\n\r\n`)).status).toBe(413);
});
