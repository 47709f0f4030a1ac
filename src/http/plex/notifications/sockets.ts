import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { ButlerError } from '../../../domain/errors.ts';
import { parseFilters } from './filters.ts';
import { formatMessage } from './notification.ts';
import type { Notifier } from './notifier.ts';

/** Clients give up on a connection that is silent for 15 seconds. */
const pingEveryMs = 10_000;
/** Pings without an answer after which a client is gone: some look into one message for long before they read the next. */
const mostUnanswered = 4;
/** Clients have nothing to say but pings and farewells. */
const mostReceived = 1024;
/** Bytes that wait for a client before it is cut off: it does not read. */
const mostWaiting = 256 * 1024;
/** How long a client has to say farewell too. */
const farewellMs = 1_000;

/** The websockets on which clients of Plex are told what happens, until they leave or are to end. */
export class NotificationSockets {
  readonly #notifier: Notifier;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: mostReceived,
    perMessageDeflate: false,
  });

  constructor(notifier: Notifier) {
    this.#notifier = notifier;
  }

  /**
   * Answers a request for a websocket that may have one.
   *
   * @param ending when it aborts, the websocket ends, with a `ButlerError` for its reason by that
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, ending: AbortSignal): void {
    this.#server.handleUpgrade(request, socket, head, client => this.#serve(client, request, ending));
  }

  #serve(client: WebSocket, { url = '' }: IncomingMessage, ending: AbortSignal): void {
    const wants = parseFilters(new URL(url, 'http://localhost').searchParams);
    const unsubscribe = this.#notifier.subscribe(notification => {
      if (client.readyState !== WebSocket.OPEN || !wants(notification.type)) return;
      client.send(formatMessage(notification));
      if (client.bufferedAmount > mostWaiting) client.terminate();
    });
    let unanswered = 0;
    const timer = setInterval(() => {
      if (unanswered++ === mostUnanswered) return client.terminate();
      client.ping();
    }, pingEveryMs).unref();
    const end = () => {
      const { reason } = ending;
      // 1008 is for what is against a policy, and asks for something else than to come back (RFC 6455, 7.4.1).
      if (reason instanceof ButlerError) client.close(1008, reason.message);
      else client.close(1001, 'Butler is stopping.');
      setTimeout(() => client.terminate(), farewellMs).unref();
    };
    ending.addEventListener('abort', end, { once: true });
    client.on('pong', () => {
      unanswered = 0;
    });
    // A frame that is too long or malformed: the library has closed the connection, saying why.
    client.on('error', () => undefined);
    client.on('close', () => {
      unsubscribe();
      clearInterval(timer);
      ending.removeEventListener('abort', end);
    });
    if (ending.aborted) end();
  }
}
