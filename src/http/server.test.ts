import { once } from 'node:events';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordedServices, token } from '../../test/support/http.ts';
import { exchange, lines, open } from '../../test/support/raw-http.ts';
import { RecordedButler } from '../../test/support/recorded-butler.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';

const running: HttpServer[] = [];

async function serve(options: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
  const server = await createHttpServer({ ...recordedServices(), host: '127.0.0.1', port: 0, ...options });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.close()));
});

describe('what comes over the wire', () => {
  let server: HttpServer;
  let port: number;
  beforeAll(async () => {
    server = await createHttpServer({ ...recordedServices(), host: '127.0.0.1', port: 0 });
    port = server.address.port;
  });
  afterAll(() => server.close());

  const status = async (first: string, ...headers: readonly string[]) =>
    (await exchange(port, lines(first, ...headers))).status;

  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '[::1]'])(
    'a host by the name of %s is this one',
    async host => {
      expect(await status('GET /butler', `Host: ${host}`)).toBe(200);
      expect(await status('GET /butler', `Host: ${host}:${port}`)).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'local%68ost',
    '192.0.2.1',
    '[2001:db8::1]',
    '127.1',
    '2130706433',
    'localhost/',
    '[::1',
    '',
  ])('a host by the name of %j is not', async host => {
    expect(await status('GET /butler', `Host: ${host}`)).toBe(421);
  });

  test('a host is named once', async () => {
    expect(await status('GET /butler')).toBe(400);
    expect(await status('GET /butler', 'Host: localhost', 'Host: localhost')).toBe(400);
    expect(await status('GET /butler', 'Host: localhost', 'hOST: evil.example')).toBe(400);
  });

  test.each([
    'http://localhost/butler',
    'http://evil.example/butler',
    '*',
    '/../butler',
    '/butler/..',
    '/./butler',
    '/%2e%2E/butler',
    '/butler/.%2e/identity',
    '/butler%2fBackupDatabase',
    '/butler%5cBackupDatabase',
    '/butler\\BackupDatabase',
    '/butler/%00',
    '/butler#x',
  ])('the target %s is refused', async target => {
    expect(await status(`GET ${target}`, 'Host: localhost')).toBe(400);
  });

  test.each(['/butler?x=/../y', '/butler?x=%2f%00', '/butler?x=http://evil.example', '/butler?'])(
    'the query of %s is data',
    async target => {
      expect(await status(`GET ${target}`, 'Host: localhost')).toBe(200);
    },
  );

  test.each([
    ['http://evil.example', 403],
    ['null', 403],
    ['http://localhost', 403],
    ['https://localhost:1', 403],
    ['http://localhost:32500', 200],
    ['https://localhost:32500', 200],
  ])('a page of %s writes: %i', async (origin, expected) => {
    const headers = ['Host: localhost:32500', `Origin: ${origin}`];
    expect(await status('POST /butler', ...headers)).toBe(expected);
    expect(await status('GET /butler', ...headers)).toBe(200);
  });

  test.each([
    ['an answer', lines('GET /butler', 'Host: localhost')],
    ['a 404', lines('GET /nonsense', 'Host: localhost')],
    ['a 401', 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['a refusal', lines('GET /butler', 'Host: evil.example')],
    ['an unknown expectation', lines('POST /butler', 'Host: localhost', 'Expect: miracles')],
    ['what cannot be parsed', 'nonsense\r\n\r\n'],
    ['a head that is too long', lines('GET /butler', `X: ${'x'.repeat(20_000)}`)],
  ])('%s carries the security headers', async (_, bytes) => {
    const { head } = await exchange(port, bytes);
    expect(head).toContain('X-Content-Type-Options: nosniff\r\n');
    expect(head).toContain('Referrer-Policy: no-referrer\r\n');
    expect(head).toContain('Cache-Control: no-store\r\n');
    expect(head).toContain("Content-Security-Policy: default-src 'none'");
    expect(head).not.toMatch(/^access-control/im);
  });

  test('a refusal is encoded as asked for', async () => {
    const { text } = await exchange(port, lines('GET /', 'Host: evil.example', 'Accept: application/json'));
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toEqual({
      errors: [{ code: 421, message: expect.stringContaining('--host'), status: 421 }],
    });
  });

  test.each([
    ['GET', 'Host: evil.example', 421, 'host-unknown'],
    ['GET', 'X: no host', 400, 'request-malformed'],
    ['POST', 'Host: localhost\r\nOrigin: http://evil.example', 403, 'origin-foreign'],
    ['POST', 'Host: localhost\r\nContent-Length: 70000', 413, 'body-too-large'],
    ['POST', 'Host: localhost\r\nExpect: miracles', 417, 'expectation-unknown'],
  ])('below /api/ %s with %s is told as a problem', async (method, header, expected, code) => {
    const { status, head, text } = await exchange(port, lines(`${method} /api/v1/pauses`, header));
    expect(status).toBe(expected);
    expect(head).toContain('Content-Type: application/problem+json\r\n');
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, code });
  });

  test('no request gives a 5xx, and every one ends', async () => {
    const sign = fc.constantFrom(...'/%.:?&=#+ abZ09\t\\"<>\u00e9\0{}[]@;,*');
    const word = fc.oneof(
      fc.constantFrom(
        '/butler',
        '/BackupDatabase',
        '/:/prefs',
        '/activities',
        '/library',
        '/sections',
        '/get',
        '/api/v1',
        '/tasks',
        '/runs/5',
        '/failures/retry',
        '/pauses',
        '/webhooks/plex',
      ),
      fc.constantFrom('?ButlerStartHour=', '?id=', '/..', '%2e', '%zz', '%ff', `?X-Plex-Token=${token}`),
      fc.string({ unit: sign, maxLength: 8 }),
    );
    const header = fc.tuple(
      fc.constantFrom(
        'Host',
        'Accept',
        'Origin',
        'X-Plex-Token',
        'Content-Length',
        'Transfer-Encoding',
        'Expect',
        'Upgrade',
      ),
      fc.oneof(
        fc.constantFrom(
          'localhost',
          token,
          'application/json',
          'chunked',
          '3',
          '100-continue',
          'websocket',
          '*/*;q=2',
        ),
        fc.string({ unit: sign, maxLength: 12 }),
      ),
    );
    const request = fc.record({
      method: fc.constantFrom(
        'GET',
        'POST',
        'PUT',
        'DELETE',
        'HEAD',
        'OPTIONS',
        'PATCH',
        'TRACE',
        'CONNECT',
        'X',
      ),
      target: fc.array(word, { maxLength: 4 }).map(words => words.join('') || '/'),
      headers: fc.array(header, { maxLength: 5 }),
      body: fc.string({ unit: sign, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, headers, body }) => {
        const given = headers.map(([name, value]) => `${name}: ${value}`);
        const socket = await open(port);
        const bytes = `${lines(`${method} ${target}`, 'Host: localhost', ...given)}${body}`;
        // Our half of the connection ends with the request, so that nothing waits for more of it.
        const answer = exchange(socket, bytes);
        socket.end();
        expect((await answer).status).toBeLessThan(500);
      }),
      { numRuns: 500 },
    );
  });
});

describe('limits', () => {
  test('a client that never finishes its head is let go', async () => {
    const { address } = await serve({ limits: { headersMs: 50 } });
    const { status } = await exchange(address.port, 'GET /butler HTTP/1.1\r\nHost: loc');
    expect(status).toBe(408);
  });

  test('a client that never finishes its body is let go', async () => {
    const { address } = await serve({ limits: { headersMs: 50, requestMs: 100 } });
    const head = lines('POST /butler', 'Host: localhost', 'Content-Length: 10');
    expect((await exchange(address.port, `${head}abc`)).status).toBe(408);
  });

  test('one connection too many is not taken', async () => {
    const { address } = await serve({ limits: { connections: 2 } });
    const kept = [await open(address.port), await open(address.port)];
    expect((await exchange(address.port, lines('GET /butler', 'Host: localhost'))).text).toBe('');
    for (const socket of kept) {
      expect((await exchange(socket, lines('GET /butler', 'Host: localhost'))).status).toBe(200);
    }
  });
});

describe('listening', () => {
  test('any free port is told with its address', async () => {
    const { address } = await serve();
    expect(address).toEqual({
      host: '127.0.0.1',
      port: expect.any(Number),
      url: `http://127.0.0.1:${address.port}`,
    });
    expect((await fetch(`${address.url}/identity`)).status).toBe(200);
  });

  test('on IPv6 too', async () => {
    const { address } = await serve({ host: '::1' });
    expect(address.url).toBe(`http://[::1]:${address.port}`);
    expect((await fetch(`${address.url}/identity`)).status).toBe(200);
  });

  test('the configured host is a name of the server', async () => {
    const { address } = await serve({ host: 'localhost' });
    expect((await fetch(`http://localhost:${address.port}/identity`)).status).toBe(200);
  });

  test('a port that is taken is told', async () => {
    const { port } = (await serve()).address;
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${port} on 127.0.0.1 is already in use.`,
    });
  });

  test('an address of another machine is told', async () => {
    await expect(serve({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'address-unavailable' });
  });
});

describe('closing', () => {
  test('does not wait for connections that are kept alive', async () => {
    const server = await serve();
    const socket = await open(server.address.port);
    socket.write('GET /identity HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await server.close();
    await closed;
  });

  test('lets a request in hand finish', async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    class SlowButler extends RecordedButler {
      override async startAll(): Promise<void> {
        started.resolve();
        await finish.promise;
      }
    }
    const server = await serve({ butler: new SlowButler() });
    const answer = exchange(server.address.port, lines('POST /butler', 'Host: localhost'));
    await started.promise;
    const closed = server.close();
    finish.resolve();
    expect((await answer).status).toBe(200);
    await closed;
  });

  test('gives up on a request that does not end', async () => {
    const started = Promise.withResolvers<void>();
    class StuckButler extends RecordedButler {
      override startAll(): Promise<void> {
        started.resolve();
        return new Promise(() => {});
      }
    }
    const server = await serve({ butler: new StuckButler(), limits: { closingMs: 20 } });
    const answer = exchange(server.address.port, lines('POST /butler', 'Host: localhost'));
    await started.promise;
    await server.close();
    expect((await answer).status).toBe(0);
  });

  test('twice is once', async () => {
    const server = await serve();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    await expect(fetch(`${server.address.url}/identity`)).rejects.toThrow();
  });
});
