import { type EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventStreamReader } from '../../../../test/support/event-stream.ts';
import { token } from '../../../../test/support/http.ts';
import { exchange, lines, open } from '../../../../test/support/raw-http.ts';
import { longPreference, startTalkativeServer } from '../../../../test/support/talkative-server.ts';
import type { ButlerEvents } from '../../../domain/events.ts';
import type { OwnersToken } from '../../owners-token.ts';
import type { HttpServer } from '../../server.ts';

const path = '/:/eventsource/notifications';

let events: EventEmitter<ButlerEvents>;
let server: HttpServer;
let owner: OwnersToken;

beforeEach(async () => {
  ({ events, server, owner } = await startTalkativeServer());
});

afterEach(() => server.close());

const isFollowed = () => events.listenerCount('run') > 0;

async function follow(): Promise<EventStreamReader> {
  const response = await fetch(`${server.address.url}${path}`, { headers: { 'X-Plex-Token': token } });
  return new EventStreamReader(response);
}

test('it begins at once with a sign of life, and is followed until the client leaves', async () => {
  const stream = await follow();
  expect(await stream.next()).toMatchObject({ event: 'ping', data: {} });
  expect(isFollowed()).toBe(true);
  events.emit('preference', longPreference.id);
  expect(await stream.next()).toMatchObject({ event: 'preference', data: { Setting: { id: 'Long' } } });
  await stream.close();
  while (isFollowed()) await setImmediate();
});

test('it ends when the token is renewed', async () => {
  const stream = await follow();
  await stream.next();
  owner.replace('the-new-token');
  expect(await stream.next()).toBeUndefined();
  expect(isFollowed()).toBe(false);
});

test('HEAD follows nothing', async () => {
  const { status, head } = await exchange(server.address.port, lines(`HEAD ${path}`, 'Host: localhost'));
  expect(status).toBe(200);
  expect(head).toMatch(/^content-type: text\/event-stream$/im);
  expect(isFollowed()).toBe(false);
});

test('without the token there is none', async () => {
  const response = await fetch(`${server.address.url}${path}`);
  expect(response.status).toBe(401);
  expect(isFollowed()).toBe(false);
});

test('who does not read is cut off', async () => {
  const socket = await open(server.address.port);
  socket.write(lines(`GET ${path}`, 'Host: localhost'));
  await once(socket, 'data');
  socket.pause();
  for (let told = 0; isFollowed() && told < 2_000; told++) {
    events.emit('preference', longPreference.id);
    await setImmediate();
  }
  expect(isFollowed()).toBe(false);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('error', () => {}).on('close', () => resolve());
  socket.resume();
  await promise;
});

test('it ends when the server stops', async () => {
  const stream = await follow();
  await stream.next();
  await server.close();
  expect(await stream.next()).toBeUndefined();
  expect(isFollowed()).toBe(false);
});
