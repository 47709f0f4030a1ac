import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventStreamReader } from '../../../test/support/event-stream.ts';
import { recordedServices, token } from '../../../test/support/http.ts';
import { Contract } from '../../../test/support/openapi.ts';
import { open } from '../../../test/support/raw-http.ts';
import { night, run } from '../../../test/support/recorded-butler.ts';
import { recordedHistory } from '../../../test/support/recorded-history.ts';
import { RecordedRestores } from '../../../test/support/recorded-safekeeping.ts';
import type { ButlerEvents } from '../../domain/events.ts';
import { OwnersToken } from '../owners-token.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { EventFeed } from './event-feed.ts';
import { eventTypes } from './event-view.ts';

let events: EventEmitter<ButlerEvents>;
let server: HttpServer;
let owner: OwnersToken;

beforeEach(async () => {
  events = new EventEmitter();
  owner = new OwnersToken(token);
  server = await createHttpServer({
    ...recordedServices({ events, token: owner }),
    host: '127.0.0.1',
    port: 0,
  });
});

afterEach(() => server.close());

async function follow(search = '', headers: Record<string, string> = {}): Promise<EventStreamReader> {
  const response = await fetch(`${server.address.url}/api/v1/events${search}`, {
    headers: { 'X-Plex-Token': token, ...headers },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const stream = new EventStreamReader(response);
  // From here on it is known to be there.
  await stream.read();
  return stream;
}

const say = (message: string) => events.emit('log', { runId: 7, at: night, level: 'info', message });

test('everybody who follows is told what happens, and nothing of before', async () => {
  const first = await follow();
  say('one');
  expect(await first.next()).toEqual({
    id: first.lastId,
    event: 'log',
    data: { type: 'log', at: '2026-03-01T02:00:00.000Z', runId: 7, level: 'info', message: 'one' },
  });
  const second = await follow();
  say('“two”\n\u2028');
  for (const stream of [first, second]) {
    expect(await stream.next()).toMatchObject({ data: { message: '“two”\n\u2028' } });
  }
});

test('each event is told as it is described', async () => {
  const document = await (await fetch(`${server.address.url}/api/v1/openapi.json`)).json();
  const contract = new Contract(document as never);
  const stream = await follow();
  const [report] = await recordedHistory.reportsOf('2026-03-01');
  const decision = (await recordedHistory.decisions({ limit: 1 }))[0];
  if (!report || !decision) throw new Error('Nothing is recorded.');
  events.emit('run', run('BackupDatabase', 7, { endedAt: night }));
  events.emit('progress', 8, { done: 1, total: 3, failed: 0, bytesDone: 5, timeLeftMs: 1.5 });
  events.emit('samples', 5, await recordedHistory.samples(5));
  say('Hello.');
  events.emit('pass', { path: '/media/Heat.mkv', bytes: 5_000, tasks: ['DeepMediaAnalysis'] });
  events.emit('unitFailed', { runId: 7, label: 'a', error: 'It broke.', attempts: 3, quarantined: true });
  events.emit('decision', decision);
  events.emit('section', { sectionId: 1, title: 'Films', change: 'added' });
  events.emit('mediaAdded');
  events.emit('nightEnded', report.night, true);
  events.emit('report', report);
  events.emit('pauses', [{ cause: 'battery', scope: 'all', sentence: 'No power.', since: night }]);
  events.emit('clock', { verdict: 'jumped', byMs: -5, sentence: 'The clock went back.' });
  events.emit('watch', { level: 'warn', sentence: 'Cannot watch.' });
  events.emit('fault', 'Something broke.');
  events.emit('restore', await new RecordedRestores().last());
  events.emit('preference', 'ButlerStartHour');
  const told = await stream.take(eventTypes.length);
  expect(told.map(({ event }) => event).toSorted()).toEqual([...eventTypes].toSorted());
  for (const { event, data } of told) {
    expect(contract.findMisfit({ $ref: '#/components/schemas/Event' }, data), event).toBeUndefined();
    expect(data).toMatchObject({ type: event });
  }
});

test('progress is told now and then, as it is by then, and before the end of its run', async () => {
  const stream = await follow('?types=run,progress');
  for (let done = 1; done <= 100; done++) {
    events.emit('progress', 7, { done, total: 100, failed: 0, bytesDone: 0 });
    events.emit('progress', 8, { done: 1, total: 2, failed: 0, bytesDone: 0 });
  }
  events.emit('run', run('BackupDatabase', 8, {}));
  expect((await stream.take(2)).map(({ data }) => data)).toMatchObject([
    { type: 'run', run: { id: 8 } },
    { type: 'progress', runId: 7, progress: { done: 100 } },
  ]);
});

describe('who comes back', () => {
  test('gets what was missed, also before the first event', async () => {
    const stream = await follow();
    const { lastId } = stream;
    await stream.close();
    say('one');
    say('two');
    const again = await follow('', { 'Last-Event-ID': lastId });
    const [one] = await again.take(2);
    const last = await follow('', { 'Last-Event-ID': one?.id ?? '' });
    expect(await last.next()).toMatchObject({ event: 'log', data: { message: 'two' } });
    say('three');
    for (const each of [again, last]) expect(await each.next()).toMatchObject({ data: { message: 'three' } });
  });

  test('after too long is told so first, and goes on from there', async () => {
    const stream = await follow();
    for (let i = 0; i < 2_000; i++) say('x'.repeat(1_000));
    const late = await follow('?types=run', { 'Last-Event-ID': stream.lastId });
    expect(await late.next()).toMatchObject({ event: 'resync', data: { type: 'resync' } });
    const again = await follow('', { 'Last-Event-ID': late.lastId });
    say('now');
    expect(await again.next()).toMatchObject({ event: 'log', data: { message: 'now' } });
  });

  test.each(['5b9d0e3c-41', 'nonsense', '7'])('with the id %j of another server is told so', async id => {
    const stream = await follow('', { 'Last-Event-ID': id });
    expect(await stream.next()).toMatchObject({ event: 'resync' });
  });
});

describe('the types', () => {
  test('that are asked for come, and no others', async () => {
    const stream = await follow('?types=fault,watch');
    say('no');
    events.emit('fault', 'yes');
    say('no');
    events.emit('watch', { level: 'info', sentence: 'yes' });
    expect((await stream.take(2)).map(({ event }) => event)).toEqual(['fault', 'watch']);
    const id = stream.lastId;
    say('no');
    events.emit('fault', 'again');
    const again = await follow('?types=fault&types=run', { 'Last-Event-ID': id });
    expect(await again.next()).toMatchObject({ data: { sentence: 'again' } });
  });

  test('that there are not are refused, with the nearest', async () => {
    const response = await fetch(`${server.address.url}/api/v1/events?types=run,progres`, {
      headers: { 'X-Plex-Token': token },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ field: 'types.1', message: 'must be the type of an event, such as progress' }],
    });
  });
});

test('a stream ends with the server', async () => {
  const streams = [await follow(), await follow('?types=run')];
  await server.close();
  for (const stream of streams) expect(await stream.next()).toBeUndefined();
});

test('a stream ends when its token is renewed, and is not opened again with that', async () => {
  const stream = await follow();
  owner.replace('the-new-token');
  expect(await stream.next()).toBeUndefined();
  const refused = await fetch(`${server.address.url}/api/v1/events`, { headers: { 'X-Plex-Token': token } });
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'token-renewed' }]);
  const renewed = await follow('', { 'X-Plex-Token': 'the-new-token' });
  say('hello');
  expect(await renewed.next()).toMatchObject({ data: { message: 'hello' } });
});

describe('a client that does not read', () => {
  test('is cut off, while the others go on', async () => {
    const lazy = await open(server.address.port);
    lazy.pause();
    lazy.write(`GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nX-Plex-Token: ${token}\r\n\r\n`);
    const keen = await follow();
    // More than the buffers of both sides and of the system take.
    const [rounds, messages, length] = [64, 16, 16 * 1024];
    for (let i = 0; i < rounds; i++) {
      for (let n = 0; n < messages; n++) say('x'.repeat(length));
      await keen.take(messages);
    }
    let received = 0;
    lazy.on('data', chunk => {
      received += chunk.length;
    });
    lazy.on('error', () => {});
    const closed = once(lazy, 'close');
    lazy.resume();
    await closed;
    expect(received).toBeLessThan(rounds * messages * length);
  });

  test('from one sign of life to the next is dropped', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const feed = new EventFeed({
      events,
      now: () => night,
      closing: new AbortController().signal,
      heartbeatMs: 5,
    });
    const reader = feed.follow({ drop: resolve }).getReader();
    expect((await reader.read()).done).toBe(false);
    await promise;
  });

  test('but takes signs of life in stays, and learns its place', async () => {
    const feed = new EventFeed({
      events,
      now: () => night,
      closing: new AbortController().signal,
      heartbeatMs: 5,
    });
    const drop = () => {
      throw new Error('It was dropped.');
    };
    const stream = new EventStreamReader(
      new Response(feed.follow({ types: new Set(['fault'] as const), drop })),
    );
    await stream.read();
    const before = stream.lastId;
    say('not for you');
    while (stream.lastId === before) await stream.read();
    expect(stream.comments).toBeGreaterThan(0);
    await stream.close();
  });
});

test.each(['the token was renewed', 'the server closed'])(
  'a stream that is first read when %s ends at once',
  async what => {
    const [renewed, closing] = [new AbortController(), new AbortController()];
    const feed = new EventFeed({ events, now: () => night, closing: closing.signal });
    const stream = feed.follow({ until: renewed.signal, drop: () => {} });
    (what === 'the server closed' ? closing : renewed).abort();
    expect(await stream.getReader().read()).toEqual({ done: true, value: undefined });
  },
);
