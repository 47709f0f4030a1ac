import { STATUS_CODES } from 'node:http';
import type { HonoRequest } from 'hono';
import type { Failure } from './failure.ts';
import { escapeMarkup } from './markup.ts';
import { preferredEncoding } from './negotiation.ts';
import { toProblem } from './problem.ts';

/** What a request says of the form in which it wants its answer. */
export interface Asking {
  readonly path: string;
  /** The header of that name. */
  readonly accept: string | undefined;
}

export interface EncodedFailure {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * A failure as the API encodes it that was asked: of Butler’s own a problem (RFC 9457); elsewhere, as Plex does, a list
 * of errors for those who ask for JSON, otherwise a small page.
 */
export function encodeFailure(failure: Failure, { path, accept }: Asking): EncodedFailure {
  if (isOwn(path)) return encoded(failure, 'application/problem+json', JSON.stringify(toProblem(failure)));
  const { status, code = status, message } = failure;
  const name = STATUS_CODES[status] ?? '';
  if (preferredEncoding(accept) === 'json') {
    const body = JSON.stringify({ errors: [{ code, message: message ?? name, status }] });
    return encoded(failure, 'application/json', body);
  }
  // On its page for 401 Plex says no more than the name.
  return encoded(failure, 'text/html', page(status, name, status === 401 ? undefined : message));
}

/** Whether nothing of Plex is at this address. */
function isOwn(path: string): boolean {
  return /^\/(?:api|health|metrics)(?:[/?]|$)/.test(path);
}

export function respondFailure(failure: Failure, request: HonoRequest): Response {
  const asking = { path: request.path, accept: request.header('accept') };
  const { status, headers, body } = encodeFailure(failure, asking);
  return new Response(body, { status, headers });
}

function encoded({ status, headers }: Failure, type: string, body: string): EncodedFailure {
  return {
    status,
    headers: { 'Content-Type': type, 'Content-Length': `${Buffer.byteLength(body)}`, ...headers },
    body,
  };
}

function page(status: number, name: string, message?: string): string {
  const details = message === undefined ? '' : `<p>${escapeMarkup(message)}</p>`;
  return `<html><head><title>${name}</title></head><body><h1>${status} ${name}</h1>${details}</body></html>`;
}
