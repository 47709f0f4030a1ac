import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import {
  Butler,
  ButlerError,
  type Event,
  NotButlerError,
  ResponseValidationError,
  UnauthorizedError,
} from '../src/index.ts';
import { answer, cut, problem, ScriptedServer, type Step } from './scripted-server.ts';

const at = '2026-03-01T02:00:00.000Z';

function event(id: number, sentence: string): string {
  return `id: a-${id}\nevent: fault\ndata: ${JSON.stringify({ type: 'fault', at, sentence })}\n\n`;
}

/** Streams some text, and then ends as told; `retry: 1` so that nobody waits for long. */
function stream(text: string, end: (response: ServerResponse) => void): Step {
  return response => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`retry: 1\n\n${text}`, () => end(response));
  };
}

const breaks = (response: ServerResponse) => response.destroy();
const ends = (response: ServerResponse) => response.end();
const stays = () => {};

/** The sentences of so many events. */
async function sentences(events: AsyncIterable<Event>, count: number): Promise<string[]> {
  const found: string[] = [];
  for await (const event of events) {
    if (event.type === 'fault') found.push(event.sentence);
    if (found.length === count) break;
  }
  return found;
}

describe('events', () => {
  test('go on where they broke, in the middle of one', async () => {
    await using server = await ScriptedServer.of(
      stream(event(1, 'one') + event(2, 'two').slice(0, -9), breaks),
      stream('', ends),
      cut,
      answer(503),
      stream(event(2, 'two') + event(3, 'three'), stays),
    );
    const butler = new Butler({ serverURL: server.url });
    const connections: string[] = [];
    const events = butler.events({
      onConnection: (isOpen, cause) => connections.push(isOpen ? 'open' : (cause?.name ?? '')),
    });
    expect(await sentences(events, 3)).toEqual(['one', 'two', 'three']);
    expect(server.received.map(({ headers }) => headers['last-event-id'])).toEqual([
      ...[undefined, 'a-1', 'a-1', 'a-1', 'a-1'],
    ]);
    expect(connections).toEqual([
      ...['open', 'ConnectionError', 'open', 'ConnectionError', 'ConnectionError', 'ServerError', 'open'],
    ]);
  });

  test('are asked for by their types, with the token in a header', async () => {
    await using server = await ScriptedServer.of(stream(event(1, 'one'), stays));
    const butler = new Butler({ serverURL: server.url, token: 'the-token' });
    await sentences(butler.events({ types: ['fault', 'run'] }), 1);
    expect(server.received).toMatchObject([
      {
        url: '/api/v1/events?types=fault%2Crun',
        headers: { accept: 'text/event-stream', 'x-plex-token': 'the-token' },
      },
    ]);
  });

  test('come back after a silence', async () => {
    await using server = await ScriptedServer.of(
      stream(event(1, 'one'), stays),
      stream(event(2, 'two'), stays),
    );
    const butler = new Butler({ serverURL: server.url });
    expect(await sentences(butler.events({ silenceMs: 50 }), 2)).toEqual(['one', 'two']);
  });

  test('close their connection when the loop is left', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    await using server = await ScriptedServer.of(
      stream(event(1, 'one'), response => response.on('close', resolve)),
    );
    await sentences(new Butler({ serverURL: server.url }).events(), 1);
    await closed;
  });

  test('end with the signal: while they wait, and between two connections', async () => {
    for (const end of [stays, breaks]) {
      await using server = await ScriptedServer.of(
        stream(event(1, 'one').replace('id', 'retry: 60000\nid'), end),
      );
      const stop = new AbortController();
      const found: string[] = [];
      for await (const { type } of new Butler({ serverURL: server.url }).events({ signal: stop.signal })) {
        found.push(type);
        setImmediate(() => stop.abort());
      }
      expect(found).toEqual(['fault']);
    }
  });

  test('are not waited for where the server refuses them', async () => {
    const refused: [Step[], new (...args: never[]) => ButlerError][] = [
      [[problem(401, 'token-wrong')], UnauthorizedError],
      [[answer(404, '<h1>404</h1>')], NotButlerError],
      [[answer(200, '<h1>Welcome</h1>')], ResponseValidationError],
      [[stream('data: {"type"\n\n', stays)], ResponseValidationError],
      [[stream('', breaks), problem(401, 'token-wrong')], UnauthorizedError],
    ];
    for (const [script, Expected] of refused) {
      await using server = await ScriptedServer.of(...script);
      const butler = new Butler({ serverURL: server.url });
      const error = await sentences(butler.events(), 1).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(Expected);
    }
  });

  test('that cannot be opened at first are tried as every request is', async () => {
    await using server = await ScriptedServer.of(cut);
    const butler = new Butler({ serverURL: server.url });
    const events = butler.events({ retries: { strategy: 'none' } });
    await expect(sentences(events, 1)).rejects.toThrow(ButlerError);
    expect(server.received).toHaveLength(1);
  });
});
