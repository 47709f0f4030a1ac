/** What every answer to a request that failed has of RFC 9457, and Butler's own members of it. */
export interface Problem {
  readonly type: string;
  /** The kind of problem in words. */
  readonly title: string;
  readonly status: number;
  /** What is wrong this time. */
  readonly detail: string;
  /** Stable: programs tell problems apart by it. */
  readonly code: string;
  /** What `detail` names, for programs that tell it in other words; an older Butler does not say it apart. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What to do about it. */
  readonly remedy: string;
  /** Each field of the request that is wrong. */
  readonly errors?: readonly {
    readonly field: string;
    readonly message: string;
    /** What it must be, for programs that tell it in other words. */
    readonly said?: readonly {
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
    }[];
  }[];
}

/** Which request failed, and what came back. */
export interface ErrorContext {
  readonly method?: string;
  /** Without the token. */
  readonly url?: string;
  readonly status?: number;
  readonly headers?: Headers;
  /** As text; cut after a mebibyte. */
  readonly body?: string;
  readonly problem?: Problem;
  readonly cause?: unknown;
}

/** Whatever goes wrong with a request is one of these. Those with a `status` were answered. */
export class ButlerError extends Error {
  override readonly name: string = 'ButlerError';
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The body of the answer as text. */
  readonly body: string | undefined;
  /** What Butler says is wrong; a Plex server says nothing in this form. */
  readonly problem: Problem | undefined;

  constructor(message: string, { method, url, status, headers, body, problem, cause }: ErrorContext = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.method = method;
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.problem = problem;
  }

  /** The stable code of the problem, such as `task-unknown`. */
  get code(): string | undefined {
    return this.problem?.code;
  }

  /** What to do about it, in one line. */
  get remedy(): string | undefined {
    return this.problem?.remedy;
  }

  /** How long the server asks to be left alone, in milliseconds. */
  get retryAfterMs(): number | undefined {
    return parseRetryAfter(this.headers?.get('retry-after') ?? undefined);
  }
}

/** 400 and 422: the request is not valid; `problem.errors` names the fields. */
export class BadRequestError extends ButlerError {
  override readonly name = 'BadRequestError';
}

/** 401: the token is missing or wrong. */
export class UnauthorizedError extends ButlerError {
  override readonly name = 'UnauthorizedError';
}

/** 403: the token is right, but this may not be done with it, or from here. */
export class ForbiddenError extends ButlerError {
  override readonly name = 'ForbiddenError';
}

/** 404: there is no such thing. */
export class NotFoundError extends ButlerError {
  override readonly name: string = 'NotFoundError';
}

/** What was asked is Butler's own, and the server is none: a Plex server, or a proxy that lets `/api/v1` not through. */
export class NotButlerError extends NotFoundError {
  override readonly name = 'NotButlerError';
}

/** 409 and 412: it does not fit what is there, or it was changed meanwhile. */
export class ConflictError extends ButlerError {
  override readonly name = 'ConflictError';
}

/** 429: too many requests; `retryAfterMs` says when to come again. */
export class RateLimitedError extends ButlerError {
  override readonly name = 'RateLimitedError';
}

/** 5xx: it went wrong at the server. */
export class ServerError extends ButlerError {
  override readonly name = 'ServerError';
}

/** The server leads elsewhere. It is not followed, lest the token reach somebody else. */
export class RedirectError extends ButlerError {
  override readonly name = 'RedirectError';
}

/** No answer, or not the whole of it: not reachable, or cut off. */
export class ConnectionError extends ButlerError {
  override readonly name = 'ConnectionError';
}

/** No whole answer within `timeoutMs`. */
export class TimeoutError extends ButlerError {
  override readonly name = 'TimeoutError';
}

/** The `signal` of the call was aborted; `cause` is its reason. */
export class AbortedError extends ButlerError {
  override readonly name = 'AbortedError';
}

/** The answer is not what was asked for: no JSON, half of it, too much of it. */
export class ResponseValidationError extends ButlerError {
  override readonly name = 'ResponseValidationError';
}

/** Whether a status names another address: 304, for one, does not. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** The error for an answer that is none of 2xx. */
export function errorOf(message: string, context: ErrorContext & { readonly status: number }): ButlerError {
  const { status } = context;
  if (status >= 500) return new ServerError(message, context);
  if (isRedirect(status)) return new RedirectError(message, context);
  const Specific = byStatus[status] ?? ButlerError;
  return new Specific(message, context);
}

const byStatus: Readonly<Record<number, new (message: string, context: ErrorContext) => ButlerError>> = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  412: ConflictError,
  422: BadRequestError,
  429: RateLimitedError,
};

/** The header `Retry-After`, seconds or a date, in milliseconds from now. */
function parseRetryAfter(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
