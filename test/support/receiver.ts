import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  /** `POST /path` */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A local server that takes what is posted to it. */
export interface Receiver extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves with the request of that number, from 1, when it has come in. */
  request(number: number): Promise<Received>;
}

/**
 * Starts one that answers the requests in turn: with a status, with what a function makes of the response, or, where
 * `never` is said, not at all. The last answer goes for all that follow. It ends with the scope.
 */
export async function startReceiver(
  ...answers: readonly (number | 'never' | ((response: ServerResponse) => void))[]
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? 200;
    received.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    server.emit('received');
    if (typeof answer === 'number') response.writeHead(answer).end('An answer that nobody reads.');
    else if (answer !== 'never') answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async request(number) {
      for (;;) {
        const found = received[number - 1];
        if (found) return found;
        await once(server, 'received');
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
