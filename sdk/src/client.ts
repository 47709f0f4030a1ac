import { parseJson, parsePlexError, parseProblem, readText } from './body.ts';
import {
  AbortedError,
  ButlerError,
  ConnectionError,
  type ErrorContext,
  errorOf,
  isRedirect,
  NotButlerError,
  ResponseValidationError,
  TimeoutError,
} from './errors.ts';
import {
  Accepts,
  type ButlerOptions,
  type CallOptions,
  headerValue,
  identityHeaders,
  parseServerURL,
} from './options.ts';
import { defaultRetries, planRetry, type RetryConfig, wait } from './retry.ts';
import { startTimer } from './timer.ts';

/** One request, before it is said who sends it. */
export interface Call {
  readonly method: string;
  /** Below the address of the server, such as `/butler`, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly accept: string;
  /** Sent with every try, where the options of the call have none. */
  readonly idempotencyKey?: string;
  /** What a 404 means, where the server does not say. */
  readonly absence?: string;
}

/** Where Butler's own API is. */
export const apiPath = '/api/v1';

const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
/** The most of the body of a failure that is kept, in bytes. */
const mostOfFailure = 2 ** 20;

/** Sends calls to one server, again where that may help, and tells what went wrong. */
export class Client {
  readonly serverURL: string;
  readonly accepts: Accepts;
  readonly #token: ButlerOptions['token'];
  readonly #identity: Headers;
  readonly #retries: RetryConfig;
  readonly #timeoutMs: number;
  readonly #maxResponseBytes: number;
  readonly #fetch: typeof globalThis.fetch;

  constructor(options: ButlerOptions) {
    this.serverURL = parseServerURL(options.serverURL);
    this.accepts = options.accepts ?? Accepts.ApplicationJson;
    this.#token = options.token;
    this.#identity = identityHeaders(options);
    this.#retries = options.retries ?? defaultRetries;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#maxResponseBytes = options.maxResponseBytes ?? 64 * 2 ** 20;
    this.#fetch = options.fetch ?? globalThis.fetch;
  }

  /** The JSON of the answer; undefined for one that has no content. */
  json(call: Call, options?: CallOptions): Promise<unknown> {
    return this.readText(call, options, (text, type, context) =>
      context.status === 204 ? undefined : parseJson(text, type, context),
    );
  }

  /** What `read` makes of the text of the answer and its content type. */
  readText<T>(
    call: Call,
    options: CallOptions | undefined,
    read: (text: string, type: string | null, context: ErrorContext) => T,
  ): Promise<T> {
    return this.request(call, options, async (response, context) => {
      const { text, isCut } = await readText(response, this.#maxResponseBytes);
      if (!isCut) return read(text, response.headers.get('content-type'), context);
      throw new ResponseValidationError(
        `The answer is longer than ${this.#maxResponseBytes} bytes.`,
        context,
      );
    });
  }

  /**
   * What `read` makes of the answer. Sends the request again where it failed for now and may be done twice; rejects with
   * a {@link ButlerError} for everything else.
   */
  async request<T>(
    call: Call,
    options: CallOptions = {},
    read: (response: Response, context: ErrorContext) => Promise<T>,
  ): Promise<T> {
    const { signal, idempotencyKey = call.idempotencyKey } = options;
    const isRepeatable = idempotent.has(call.method) || idempotencyKey !== undefined;
    const retries: RetryConfig = isRepeatable ? (options.retries ?? this.#retries) : { strategy: 'none' };
    const startedAt = performance.now();
    for (let tries = 1; ; tries++) {
      try {
        return await this.#try(call, options, read);
      } catch (error) {
        if (!(error instanceof ButlerError)) throw error;
        const waitMs = planRetry(retries, error, tries, performance.now() - startedAt, Math.random());
        if (waitMs === undefined) throw error;
        await wait(waitMs, signal).catch(cause => {
          throw aborted({ method: call.method, url: this.#url(call), cause });
        });
      }
    }
  }

  async #try<T>(
    call: Call,
    options: CallOptions,
    read: (response: Response, context: ErrorContext) => Promise<T>,
  ): Promise<T> {
    const { method } = call;
    const url = this.#url(call);
    const asked: ErrorContext = { method, url };
    if (options.signal?.aborted) throw aborted({ ...asked, cause: options.signal.reason });
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    // Whatever cannot be sent is the caller's, and no failure of the connection.
    const init: RequestInit = {
      method,
      headers: await this.#headers(call, options),
      redirect: 'manual',
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    };
    const deadline = new AbortController();
    const timer = timeoutMs > 0 ? startTimer(() => deadline.abort(), timeoutMs) : undefined;
    const signals = [deadline.signal, ...(options.signal ? [options.signal] : [])];
    const failed = (cause: unknown): never => {
      if (cause instanceof ButlerError) throw cause;
      if (options.signal?.aborted) throw aborted({ ...asked, cause: options.signal.reason });
      const message = deadline.signal.aborted
        ? `did not answer within ${timeoutMs} ms.`
        : `could not be asked: ${reasonOf(cause)}.`;
      const Failure = deadline.signal.aborted ? TimeoutError : ConnectionError;
      throw new Failure(`${this.serverURL} ${message}`, { ...asked, cause });
    };
    try {
      // Browsers refuse to call it as a method of something.
      const fetch = this.#fetch;
      const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) }).catch(failed);
      options.onResponse?.(response);
      if (!response.ok) throw await this.#failure(call, response, asked).catch(failed);
      const { status, headers } = response;
      return await read(response, { ...asked, status, headers }).catch(failed);
    } finally {
      clearTimeout(timer);
    }
  }

  #url({ path, query = {} }: Call): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) search.append(name, String(one));
      }
    }
    const text = search.toString();
    return this.serverURL + path + (text && `?${text}`);
  }

  async #headers(call: Call, options: CallOptions): Promise<Headers> {
    const { idempotencyKey = call.idempotencyKey, headers = {} } = options;
    const all = new Headers(this.#identity);
    all.set('Accept', call.accept);
    const token = typeof this.#token === 'function' ? await this.#token() : this.#token;
    if (token) all.set('X-Plex-Token', headerValue('token', token));
    if (call.body !== undefined) all.set('Content-Type', 'application/json');
    if (idempotencyKey !== undefined)
      all.set('Idempotency-Key', headerValue('idempotencyKey', idempotencyKey));
    for (const [name, value] of Object.entries(headers)) all.set(name, headerValue(name, value));
    return all;
  }

  async #failure({ path, absence }: Call, response: Response, asked: ErrorContext): Promise<ButlerError> {
    const { status, headers } = response;
    // A browser shows nothing of a redirect that is not followed.
    if (response.type === 'opaqueredirect')
      return errorOf('The server leads elsewhere.', { ...asked, status: 302 });
    const type = headers.get('content-type');
    const { text: body } = await readText(response, mostOfFailure);
    const problem = parseProblem(body, type);
    const context = { ...asked, status, headers, body, ...(problem && { problem }) };
    if (isRedirect(status)) {
      const location = headers.get('location') ?? 'an address that it does not tell';
      return errorOf(`${this.serverURL} leads to ${location}: set serverURL to where it is.`, context);
    }
    if (status === 404 && path.startsWith(apiPath) && !problem) {
      const message = `${this.serverURL} has no ${apiPath}: it is no Butler. A Plex server has tasks, preferences and activities only.`;
      return new NotButlerError(message, context);
    }
    const said = problem?.detail ?? parsePlexError(body, type) ?? (status === 404 ? absence : undefined);
    return errorOf(said ?? describe(status, response.statusText), context);
  }
}

function describe(status: number, text: string): string {
  return `The server answers with ${status}${text && ` ${text}`}.`;
}

function aborted(context: ErrorContext): AbortedError {
  return new AbortedError('The call was aborted.', context);
}

/** What platforms say of a connection that failed stands in the innermost cause: `fetch failed` says nothing. */
function reasonOf(error: unknown): string {
  let reason = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  if (reason instanceof AggregateError && reason.errors[0] instanceof Error) reason = reason.errors[0];
  const message = reason instanceof Error ? reason.message : String(reason);
  return message.replace(/[.?!]+$/, '') || 'no reason is given';
}
