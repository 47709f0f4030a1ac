import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { FuzzedRequest } from './requests.ts';

/** Longer than any answer may take, also on a machine that does much else. */
const longestMs = 20_000;

/** Sends requests as they are, over connections that are kept. */
export class Wire implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #origin: URL;

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /** The answer; of a stream, its beginning. Rejects where there is none in time. */
  async send(asked: FuzzedRequest, isAgain = false): Promise<Response | 'cut off'> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { hostname, port } = this.#origin;
    const { method, target, headers, body } = asked;
    const host = ['Host', `${hostname}:${port}`] as const;
    const length = body ? ([['Content-Length', `${body.length}`]] as const) : [];
    const sent = request({
      agent: this.#agent,
      hostname,
      port,
      method,
      path: target,
      headers: [host, ...headers, ...length].flat() as never,
      signal: AbortSignal.timeout(longestMs),
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body);
    try {
      return await toResponse(await promise, method);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
      // Whoever sends too much may find the connection closed before the answer is read.
      if (body && body.length > 60_000) return 'cut off';
      // A connection that was kept may have been closed just now.
      if (isAgain) throw error;
      return await this.send(asked, true);
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

async function toResponse(message: IncomingMessage, method: string): Promise<Response> {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, [value].flat().join(', '));
  // A stream of events has no end: its beginning is enough.
  if (headers.get('content-type') === 'text/event-stream' && method !== 'HEAD') {
    const [beginning] = await once(message, 'data');
    message.destroy();
    return new Response(beginning, { status, headers });
  }
  const body = Buffer.concat(await message.toArray());
  const isEmpty = [101, 204, 205, 304].includes(status);
  if (isEmpty && body.length > 0) throw new Error(`There is a body with the status ${status}.`);
  return new Response(isEmpty ? null : body, { status, headers });
}
