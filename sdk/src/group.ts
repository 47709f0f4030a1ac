import type { Call, Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { type Page, type Pages, pagesOf, parsePage } from './pages.ts';
import { pathSegment } from './path-segment.ts';

/** Where the parts of a request go, as the description of the API says. */
export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Names of parameters of the query. */
  readonly query?: readonly string[];
  /** Where there is a body, it is what is neither in the path nor in the query; an optional one is left out when empty. */
  readonly body?: 'required' | 'optional';
  /** Whether the server does it once for each `Idempotency-Key`, so that it may be sent again like a GET. */
  readonly isDoneOnce?: boolean;
}

/** The parameters and the body of an operation as one object. A member that is undefined is as one that is absent. */
export type RequestOf<Data> = Loose<Part<Data, 'path'> & Part<Data, 'query'> & Body<Data>>;

type Part<Data, Name extends string> = Data extends { [K in Name]?: infer Value }
  ? [NonNullable<Value>] extends [never]
    ? unknown
    : NonNullable<Value>
  : unknown;

type Body<Data> = Data extends { body: unknown } ? Part<Data, 'body'> : Partial<Part<Data, 'body'>>;

type Loose<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] };

type Values = Readonly<Record<string, unknown>>;

/** Operations of Butler's own API that belong together. */
export class Group {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  protected async ask<Result>(operation: Operation, request: object, options?: CallOptions): Promise<Result> {
    return (await this.#client.json(toCall(operation, request as Values), options)) as Result;
  }

  /** Whatever the body of the answer is, it is not read as anything. */
  protected async askNothing(operation: Operation, request: object, options?: CallOptions): Promise<void> {
    await this.#client.readText(toCall(operation, request as Values), options, () => undefined);
  }

  protected async askText(operation: Operation, request: object, options?: CallOptions): Promise<string> {
    return await this.#client.readText(toCall(operation, request as Values, '*/*'), options, text => text);
  }

  /** The answer itself: its body is still to be read. */
  protected async askBytes(operation: Operation, request: object, options?: CallOptions): Promise<Response> {
    return await this.#client.request(
      toCall(operation, request as Values, '*/*'),
      options,
      async response => response,
    );
  }

  protected askPages<P extends Page<unknown>>(
    operation: Operation,
    request: object,
    options?: CallOptions,
  ): Pages<P> {
    return pagesOf(async cursor => {
      const asked = cursor === undefined ? request : { ...request, cursor };
      return parsePage<P>(await this.ask(operation, asked, options));
    });
  }
}

/** Throws a TypeError where a parameter of the path is missing. */
function toCall(operation: Operation, request: Values, accept = 'application/json'): Call {
  const { method, path, query = [], body, isDoneOnce } = operation;
  const rest = { ...request };
  const filled = path.replaceAll(/{(\w+)}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return pathSegment(name, value);
  });
  const search: Record<string, unknown> = {};
  for (const name of query) {
    search[name] = rest[name];
    delete rest[name];
  }
  const isSent = body === 'required' || (body === 'optional' && Object.keys(rest).length > 0);
  return {
    ...{ method, path: filled, query: search, accept },
    ...(isSent && { body: rest }),
    ...(isDoneOnce && { idempotencyKey: newKey() }),
  };
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that did not come over TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(36)).join('-');
}
