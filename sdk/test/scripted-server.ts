import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is done with one request. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

/** A server that does with each request what stands next in its script, and with all further ones what stands last. */
export class ScriptedServer implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #script: readonly Step[];
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #waiting = new Set<() => void>();

  private constructor(script: readonly Step[]) {
    this.#script = script;
  }

  static async of(...script: readonly Step[]): Promise<ScriptedServer> {
    const server = new ScriptedServer(script);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves once so many requests have come in. */
  async requests(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = () => this.received.length >= count && resolve();
    this.#waiting.add(check);
    check();
    await promise;
    this.#waiting.delete(check);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += piece;
    const { method = '', url = '', headers } = request;
    this.received.push({ method, url, headers, body });
    const step = this.#script[this.received.length - 1] ?? this.#script.at(-1);
    for (const check of this.#waiting) check();
    await step?.(response, request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers with a body; an object is sent as JSON. */
export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Step {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html' : 'application/json';
  return response => {
    response.writeHead(status, { 'Content-Type': type, ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}

/** Answers with a problem, as Butler does. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Step {
  const body = { type: `urn:butler:problem:${code}`, title: code, status, detail: `It is ${code}.`, code };
  return answer(
    status,
    { ...body, remedy: 'Do it otherwise.' },
    { 'Content-Type': 'application/problem+json', ...headers },
  );
}

/** Takes the request, and says nothing. */
export const silence: Step = () => {};

/** Breaks the connection before there is an answer. */
export const cut: Step = (_, { socket }) => {
  socket.destroy();
};

export const tasks = answer(200, { ButlerTasks: { ButlerTask: [{ name: 'BackupDatabase', interval: 3 }] } });
