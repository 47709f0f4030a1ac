import { STATUS_CODES } from 'node:http';
import { escapeMarkup } from './markup.ts';
import { preferredEncoding } from './negotiation.ts';

/** Why a request got no answer. */
export interface Failure {
  readonly status: 400 | 401 | 403 | 404 | 413 | 417 | 421 | 429 | 500 | 503;
  /** One line for people; the name of the status where absent. */
  readonly message?: string;
  /** Plex's own number for it; the status where absent. */
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Plex's two bodies for 401; the number and the sentence are its own. */
export const unauthorized: Failure = {
  status: 401,
  code: 1001,
  message: 'User could not be authenticated',
};

export interface EncodedFailure {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A failure as Plex encodes one: a list of errors for those who ask for JSON, otherwise a small page. */
export function encodeFailure(failure: Failure, accept: string | undefined): EncodedFailure {
  const { status, code = status, message, headers } = failure;
  const name = STATUS_CODES[status] ?? '';
  const isJson = preferredEncoding(accept) === 'json';
  // On its page for 401 Plex says no more than the name.
  const details = status === 401 ? undefined : message;
  const body = isJson
    ? JSON.stringify({ errors: [{ code, message: message ?? name, status }] })
    : page(status, name, details);
  return {
    status,
    headers: {
      'Content-Type': isJson ? 'application/json' : 'text/html',
      'Content-Length': `${Buffer.byteLength(body)}`,
      ...headers,
    },
    body,
  };
}

export function respondFailure(failure: Failure, accept: string | undefined): Response {
  const { status, headers, body } = encodeFailure(failure, accept);
  return new Response(body, { status, headers });
}

function page(status: number, name: string, message?: string): string {
  const details = message === undefined ? '' : `<p>${escapeMarkup(message)}</p>`;
  return `<html><head><title>${name}</title></head><body><h1>${status} ${name}</h1>${details}</body></html>`;
}
