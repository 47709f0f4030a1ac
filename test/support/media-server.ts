import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MediaServer extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  /** The requests that came, in order: `GET /Sessions?…`. */
  readonly requests: readonly string[];
  /** Resolves when so many requests have come. */
  asked(times: number): Promise<void>;
}

/** A local server that answers every request with `answer`; it and all its connections end with the scope. */
export async function startMediaServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<MediaServer> {
  const requests: string[] = [];
  const waiting: { times: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    for (const { times, resolve } of waiting) if (requests.length >= times) resolve();
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    asked: times =>
      new Promise(resolve => {
        if (requests.length >= times) resolve();
        else waiting.push({ times, resolve });
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Answers with a JSON document. */
export function answerJson(json: unknown): (request: IncomingMessage, response: ServerResponse) => void {
  return (_, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(json));
  };
}
