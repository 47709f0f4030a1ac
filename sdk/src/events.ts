import { apiPath, type Call, type Client } from './client.ts';
import { AbortedError, ButlerError, ConnectionError, ResponseValidationError } from './errors.ts';
import { EventParser } from './event-parser.ts';
import type { Event } from './generated/types.gen.ts';
import type { CallOptions } from './options.ts';
import { backoffMs, isPassing, wait } from './retry.ts';
import { startTimer } from './timer.ts';

/** What may be chosen of events. */
export interface EventOptions extends Omit<CallOptions, 'idempotencyKey' | 'timeoutMs'> {
  /** Only these, and `resync`; all where absent. */
  readonly types?: readonly Event['type'][] | undefined;
  /** After how long without a sign of life the connection is taken for dead, in milliseconds; 45,000 by default. Butler gives one every 15 seconds. */
  readonly silenceMs?: number | undefined;
  /** Told when the stream is open, and when it broke and why; it is opened again by itself. */
  readonly onConnection?: ((isOpen: boolean, cause?: ButlerError) => void) | undefined;
}

/** Waits before the stream is opened again: the first is what the server asks for, or this. */
const reopening = { initialInterval: 1_000, maxInterval: 30_000, exponent: 2 };
/** The longest event, in letters. */
const mostOfEvent = 2 ** 24;

/**
 * What happens at the server, as it happens, until the loop is left or the signal is aborted. A stream that breaks is
 * opened again, with growing waits and for as long as it takes, at the event where it broke: where the server has
 * forgotten what came after, the next event is `resync`. Rejects where the stream cannot be opened at first, or not
 * any more because the server refuses it.
 */
export async function* followEvents(client: Client, options: EventOptions = {}): AsyncGenerator<Event, void> {
  const { types, silenceMs = 45_000, onConnection, ...callOptions } = options;
  const { signal } = options;
  const chosen = types?.filter(type => type !== 'resync');
  const query = { types: chosen?.join(',') };
  const call: Call = { method: 'GET', path: `${apiPath}/events`, query, accept: 'text/event-stream' };
  const parser = new EventParser();
  let failures = 0;
  let isFirst = true;
  for (;;) {
    let openedAt = Number.POSITIVE_INFINITY;
    try {
      const resuming = parser.lastId ? { 'Last-Event-ID': parser.lastId } : {};
      const headers = { ...options.headers, ...resuming };
      const retries = isFirst ? options.retries : ({ strategy: 'none' } as const);
      const response = await client.request(call, { ...callOptions, headers, retries }, checkStream);
      isFirst = false;
      openedAt = performance.now();
      onConnection?.(true);
      for await (const event of readEvents(response, parser, silenceMs)) {
        failures = 0;
        yield event;
      }
      throw new ConnectionError(`${client.serverURL} ended the stream of events.`);
    } catch (error) {
      if (signal?.aborted || error instanceof AbortedError) return;
      if (isFirst || !(error instanceof ButlerError && isPassing(error))) throw error;
      onConnection?.(false, error);
      // Whatever was wrong before a stream that held is over.
      if (performance.now() - openedAt > reopening.maxInterval) failures = 0;
      failures++;
      const initialInterval = parser.retryMs ?? reopening.initialInterval;
      const waitMs =
        error.retryAfterMs ?? backoffMs({ ...reopening, initialInterval }, failures, Math.random());
      await wait(waitMs, signal).catch(() => {});
    }
  }
}

async function checkStream(response: Response): Promise<ReadableStream<Uint8Array>> {
  const type = response.headers.get('content-type') ?? 'no content type';
  if (response.body && type.startsWith('text/event-stream')) return response.body;
  throw new ResponseValidationError(`The answer is ${type} instead of a stream of events.`);
}

/** Ends with the stream, or after a silence. */
async function* readEvents(stream: ReadableStream<Uint8Array>, parser: EventParser, silenceMs: number) {
  parser.restart();
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  const end = () => void reader.cancel().catch(() => {});
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      timer = startTimer(end, silenceMs);
      const { done, value } = await reader.read().catch(cause => {
        throw new ConnectionError('The stream of events broke.', { cause });
      });
      clearTimeout(timer);
      if (done) return;
      for (const { data } of parser.push(decoder.decode(value, { stream: true }))) yield parseEvent(data);
      if (parser.held > mostOfEvent) throw new ResponseValidationError('An event is too long.');
    }
  } finally {
    clearTimeout(timer);
    end();
  }
}

function parseEvent(data: string): Event {
  try {
    return JSON.parse(data) as Event;
  } catch (cause) {
    throw new ResponseValidationError('An event is broken JSON.', { body: data, cause });
  }
}
