import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Addresses } from '../../src/providers/open.ts';

type Reply = (response: ServerResponse) => void;

/** A local server that stands for all providers. */
export interface ProviderServer extends AsyncDisposable {
  readonly url: string;
  readonly addresses: Addresses;
  /** What is at a path, query aside: JSON, the bytes of a picture, or what is done with the response. */
  readonly content: Record<string, unknown>;
  /** Paths with their queries, of every request that came, in order. */
  readonly requests: string[];
  readonly headers: IncomingHttpHeaders[];
}

/**
 * Answers with what is put into `content`, as the providers do: JSON with an ETag and 304 for who knows it, and a 404 for
 * all else.
 */
export async function startProviderServer(content: Record<string, unknown> = {}): Promise<ProviderServer> {
  const requests: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    requests.push(url);
    headers.push(request.headers);
    const found = content[url.split('?')[0] ?? ''];
    if (typeof found === 'function') (found as Reply)(response);
    else if (found === undefined) {
      response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"status_code":34}');
    } else {
      const bytes = Buffer.isBuffer(found) ? found : Buffer.from(JSON.stringify(found));
      const tag = `W/"${createHash('sha1').update(bytes).digest('hex')}"`;
      if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
      else response.writeHead(200, { ETag: tag }).end(bytes);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    addresses: {
      tmdb: `${url}/tmdb`,
      tmdbPictures: `${url}/t/p`,
      tvmaze: `${url}/maze`,
      tvmazePictures: `${url}/static`,
      musicbrainz: `${url}/mb`,
      covers: `${url}/caa`,
    },
    content,
    requests,
    headers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
