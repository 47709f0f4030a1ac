import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { isIPv6 } from 'node:net';
import { release } from 'node:os';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { ButlerError, formatError } from '../domain/errors.ts';
import { mostWebhookBytes } from '../domain/playback.ts';
import { type AppServices, apiUrl, createApp } from './app.ts';
import { bringsSecret } from './auth.ts';
import { readBody } from './body.ts';
import type { Failure } from './failure.ts';
import { encodeFailure } from './failure-response.ts';
import { findRefusal, securityHeaders } from './guard.ts';
import { Notifier } from './plex/notifications/notifier.ts';
import { getsWebSocket, serveWebSockets } from './websockets.ts';

/** What a client may use up before it is cut off. Durations in milliseconds. */
interface Limits {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly bodyBytes: number;
  /** Of a webhook with the right secret. */
  readonly webhookBytes: number;
  readonly connections: number;
  /** How long requests in hand may go on while the server closes. */
  readonly closingMs: number;
}

const defaultLimits: Limits = {
  headersMs: 10_000,
  requestMs: 15_000,
  bodyBytes: 64 * 1024,
  webhookBytes: mostWebhookBytes,
  connections: 512,
  closingMs: 1_500,
};

export interface HttpServerOptions extends AppServices {
  /** IP address or name to listen on. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly limits?: Partial<Limits>;
}

export interface HttpServer {
  readonly address: { readonly host: string; readonly port: number; readonly url: string };
  /** Lets requests in hand finish, for a short while, and ends every connection. Safe to call twice. */
  close(): Promise<void>;
}

/** Headers of every answer; the last is what Plex calls its protocol. */
const commonHeaders = new Map([...securityHeaders, ['X-Plex-Protocol', '1.0']]);

/** Listens. Throws `port-in-use` and `address-unavailable`. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const limits = { ...defaultLimits, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    // How often Node looks for connections past those two.
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    // The guard answers for a missing Host, with the headers of every other answer.
    requireHostHeader: false,
    shouldUpgradeCallback: request => getsWebSocket(request, options),
  });
  server.maxConnections = limits.connections;
  for (const event of ['request', 'checkExpectation']) {
    server.on(event, (_request: IncomingMessage, response: ServerResponse) => {
      response.setHeaders(commonHeaders);
    });
  }
  const closing = new AbortController();
  const notifier = new Notifier(options);
  server.on('request', createListener(options, limits, closing.signal, notifier));
  serveWebSockets(server, notifier, () => AbortSignal.any([closing.signal, options.token.tenure]));
  server.on('checkExpectation', (request, response) => refuse(request, response, { status: 417 }));
  server.on('clientError', refuseUnreadable);

  const port = await listen(server, options);
  const authority = `${isIPv6(options.host) ? `[${options.host}]` : options.host}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    address: { host: options.host, port, url: `http://${authority}` },
    close: () => {
      closing.abort();
      closed ??= closeServer(server, limits.closingMs);
      return closed;
    },
  };
}

function createListener(
  options: HttpServerOptions,
  limits: Limits,
  closing: AbortSignal,
  notifier: Notifier,
) {
  const host = { platform: process.platform, platformVersion: release(), startedAt: Date.now() };
  const app = createApp(options, host, closing, notifier);
  const handle = getRequestListener(app.fetch);
  return (request: IncomingMessage, response: ServerResponse) => {
    const refusal = findRefusal(request, options.host);
    if (refusal) return refuse(request, response, refusal);
    if (!hasBody(request)) return void handle(request, response);
    // Whole bodies only: no handler ever waits for a slow client, or reads more than it should.
    const most = isWebhook(request, options) ? limits.webhookBytes : limits.bodyBytes;
    readBody(request, most).then(
      body => {
        if (!body) return refuse(request, response, { status: 413 });
        return handle(Object.assign(request, { rawBody: body }), response);
      },
      // The client went away in the middle.
      () => response.destroy(),
    );
  };
}

/** Known before its body is read, so that only those who bring the secret may fill more memory. */
function isWebhook(request: IncomingMessage, { webhooks }: HttpServerOptions): boolean {
  const isOne = request.url?.startsWith(`${apiUrl}/webhooks/`) ?? false;
  return isOne && bringsSecret(request, webhooks.secret());
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || (headers['content-length'] ?? '0') !== '0';
}

function refuse(request: IncomingMessage, response: ServerResponse, failure: Failure): void {
  const asking = { path: request.url ?? '', accept: request.headers.accept };
  const { status, headers, body } = encodeFailure(failure, asking);
  // Whoever speaks like this is not listened to any further.
  response.writeHead(status, { ...headers, Connection: 'close' });
  response.end(body);
}

/** Answers what Node's parser could not read, or did not get in time. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const headers = [...commonHeaders, ['Connection', 'close'], ['Content-Length', '0']];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`);
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<number> {
  try {
    const listening = once(server, 'listening');
    server.listen(port, host);
    await listening;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new ButlerError('port-in-use', { host, port }, { cause: error });
    throw new ButlerError('address-unavailable', { host, cause: formatError(error) }, { cause: error });
  }
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

async function closeServer(server: Server, closingMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), closingMs);
  await closed;
  clearTimeout(deadline);
}
