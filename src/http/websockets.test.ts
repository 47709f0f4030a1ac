import { type EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { token } from '../../test/support/http.ts';
import { exchange, open } from '../../test/support/raw-http.ts';
import { run } from '../../test/support/recorded-butler.ts';
import { SocketClient } from '../../test/support/socket-client.ts';
import { longPreference, startTalkativeServer } from '../../test/support/talkative-server.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { OwnersToken } from './owners-token.ts';
import type { HttpServer } from './server.ts';

const path = '/:/websockets/notifications';

let events: EventEmitter<ButlerEvents>;
let server: HttpServer;
let owner: OwnersToken;

beforeEach(async () => {
  ({ events, server, owner } = await startTalkativeServer());
});

afterEach(() => server.close());

const connect = (target = path, headers: Record<string, string> = { 'X-Plex-Token': token }) =>
  SocketClient.open(`${server.address.url}${target}`, headers);

const isFollowed = () => events.listenerCount('run') > 0;

/** A request for a websocket by its first line; a header that is given counts, rather than that of the same name here. */
function asking(target: string, changes: Readonly<Record<string, string>> = {}): string {
  const headers = {
    Host: 'localhost',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'X-Plex-Token': token,
    ...changes,
  };
  const given = Object.entries(headers).filter(([, value]) => value !== '');
  const head = given.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `GET ${target} HTTP/1.1\r\n${head}\r\n`;
}

/** The status of what is answered first. */
async function statusOf(bytes: string): Promise<number> {
  const socket = await open(server.address.port);
  socket.write(bytes);
  const [first] = await once(socket, 'data');
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(first))?.[1]);
}

describe('who gets one', () => {
  test.each([
    ['at the path of all clients', path, {}],
    ['at the path of the description', '/:/websocket/notifications', {}],
    ['with a slash at the end', `${path}/`, {}],
    ['with the token in the query', `${path}?X-Plex-Token=${token}`, { 'X-Plex-Token': '' }],
    ['with the token in both', `${path}?X-Plex-Token=${token}`, {}],
    ['with the token as that of a bearer', path, { 'X-Plex-Token': '', Authorization: `Bearer ${token}` }],
    ['from a page of this server', path, { Origin: 'http://localhost' }],
    ['from a page of this server behind a proxy with TLS', path, { Origin: 'https://localhost' }],
    ['in other letters', path, { Upgrade: 'WebSocket' }],
    ['with extensions that there are not', path, { 'Sec-WebSocket-Extensions': 'permessage-deflate' }],
  ])('whoever asks %s', async (_, target, changes) => {
    expect(await statusOf(asking(target, changes))).toBe(101);
  });

  test.each([
    ['no token', 401, path, { 'X-Plex-Token': '' }],
    ['a wrong token', 401, path, { 'X-Plex-Token': 'wrong' }],
    ['a wrong token in the query too', 401, `${path}?X-Plex-Token=wrong`, {}],
    ['no host', 400, path, { Host: '' }],
    ['a foreign host', 421, path, { Host: 'evil.example' }],
    ['a foreign page', 403, path, { Origin: 'http://evil.example' }],
    ['a page from nowhere', 403, path, { Origin: 'null' }],
    ['a dot segment', 400, `/x/..${path}`, {}],
    ['an older version', 426, path, { 'Sec-WebSocket-Version': '8' }],
    ['no version', 426, path, { 'Sec-WebSocket-Version': '' }],
    ['a key that is none', 426, path, { 'Sec-WebSocket-Key': 'abc' }],
    ['no key', 426, path, { 'Sec-WebSocket-Key': '' }],
    ['another protocol', 426, path, { Upgrade: 'h2c' }],
    ['no wish for one', 426, path, { Upgrade: '', Connection: '' }],
    ['another path', 200, '/butler', {}],
    ['a path that is not there', 404, '/:/websockets/nonsense', {}],
  ])('not who comes with %s: %i', async (_, status, target, changes) => {
    expect(await statusOf(asking(target, changes))).toBe(status);
  });

  test('what is refused carries the headers of every answer, and is told as asked for', async () => {
    const headers = { Accept: 'application/json', 'Sec-WebSocket-Version': '8' };
    const { head, text } = await exchange(server.address.port, asking(path, headers));
    expect(head).toContain('X-Content-Type-Options: nosniff');
    expect(head).toMatch(/^upgrade: websocket$/im);
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      errors: [{ code: 426, status: 426 }],
    });
  });

  test('who guesses is stopped, and the right token passes still', async () => {
    const guess = () => statusOf(asking(path, { 'X-Plex-Token': 'wrong' }));
    for (let i = 0; i < 10; i++) expect(await guess()).toBe(401);
    expect(await guess()).toBe(429);
    expect(await statusOf(asking(path))).toBe(101);
  });
});

describe('while it is open', () => {
  test('what happens is told to everybody, as they want it', async () => {
    const all = await connect();
    const some = await connect(`${path}?filters=-preference`);
    events.emit('preference', longPreference.id);
    expect(JSON.parse(await all.next())).toMatchObject({
      NotificationContainer: { type: 'preference', size: 1, Setting: [{ id: 'Long', value: true }] },
    });
    events.emit('run', run('RefreshLibraries', 7, {}));
    for (const client of [all, some]) expect(await client.next()).toContain('"Library scan complete"');
  });

  test('nothing is followed before the first comes, and when the last has gone', async () => {
    expect(isFollowed()).toBe(false);
    const clients = [await connect(), await connect()];
    expect(isFollowed()).toBe(true);
    await clients[0]?.close();
    expect(isFollowed()).toBe(true);
    await clients[1]?.close();
    while (isFollowed()) await setImmediate();
  });

  test('a renewed token ends it, and says so', async () => {
    const client = await connect();
    owner.replace('the-new-token');
    expect(await client.closed).toEqual({
      code: 1008,
      reason: expect.stringMatching(/^The token was renewed/),
    });
    expect(await statusOf(asking(path))).toBe(401);
    const other = await connect(path, { 'X-Plex-Token': 'the-new-token' });
    await other.close();
  });

  test('a ping is answered', async () => {
    const socket = await open(server.address.port);
    socket.write(asking(path));
    await once(socket, 'data');
    socket.write(Buffer.from([0x89, 0x82, 0, 0, 0, 0, 0x48, 0x69]));
    const [answer] = await once(socket, 'data');
    expect([...answer]).toEqual([0x8a, 2, 0x48, 0x69]);
    socket.destroy();
  });

  describe('signs of life', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
    afterEach(() => void vi.useRealTimers());

    /** A connection that answers nothing by itself. */
    async function connectMutely() {
      const socket = await open(server.address.port);
      socket.write(asking(path));
      await once(socket, 'data');
      return socket;
    }

    async function nextPing(socket: Awaited<ReturnType<typeof connectMutely>>) {
      const received = once(socket, 'data');
      vi.advanceTimersByTime(10_000);
      const [[first]] = await received;
      expect(first).toBe(0x89);
    }

    test('come every ten seconds, and who answers none is gone', async () => {
      const socket = await connectMutely();
      for (let pings = 0; pings < 4; pings++) await nextPing(socket);
      const closed = once(socket, 'close');
      vi.advanceTimersByTime(10_000);
      await closed;
      expect(isFollowed()).toBe(false);
    });

    test('are answered late by who is busy', async () => {
      const socket = await connectMutely();
      for (let pings = 0; pings < 3; pings++) await nextPing(socket);
      socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
      // It was taken in when what comes after it is answered.
      socket.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]));
      await once(socket, 'data');
      for (let pings = 0; pings < 4; pings++) await nextPing(socket);
      socket.destroy();
    });
  });

  test('what clients say is ignored, unless it is too much', async () => {
    const client = await connect();
    client.send('{"subscribe":"everything"}');
    events.emit('preference', longPreference.id);
    expect(await client.next()).toContain('"Long"');
    client.send('x'.repeat(2_000));
    expect((await client.closed).code).toBe(1009);
  });

  test('who does not read is cut off', async () => {
    const socket = await open(server.address.port);
    socket.write(asking(path));
    await once(socket, 'data');
    socket.pause();
    let told = 0;
    for (; isFollowed() && told < 2_000; told++) {
      events.emit('preference', longPreference.id);
      await setImmediate();
    }
    expect(isFollowed()).toBe(false);
    socket.destroy();
  });
});

describe('when the server stops', () => {
  test('clients are told', async () => {
    const clients = [await connect(), await connect()];
    await server.close();
    for (const { closed } of clients) {
      expect(await closed).toEqual({ code: 1001, reason: 'Butler is stopping.' });
    }
  });

  test('one that does not answer is not waited for', async () => {
    const socket = await open(server.address.port);
    socket.write(asking(path));
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await server.close();
    socket.resume();
    await closed;
  });

  test('one that just comes is let go', async () => {
    const socket = await open(server.address.port);
    socket.on('error', () => {});
    socket.write(asking(path));
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.resume().on('close', () => resolve());
    await server.close();
    await promise;
  });
});

test('a hundred clients are no leak', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on('warning', note);
  const clients = await Promise.all(Array.from({ length: 100 }, () => connect()));
  events.emit('preference', longPreference.id);
  for (const client of clients) await client.next();
  await server.close();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
