import { hash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AnswerStore, KeptAnswer } from '../../domain/answers.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { Failure } from '../failure.ts';
import { respondFailure } from '../failure-response.ts';

/** How long a key is remembered. */
const keptMs = 24 * 3_600_000;
/** Characters of an answer that is kept; none of the API's own comes near. */
const mostLength = 256 * 1024;

/**
 * A POST that brings an `Idempotency-Key` is done once: who did not get the answer asks again with the same key, and gets
 * it (draft-ietf-httpapi-idempotency-key-header). What went wrong in the server is done anew. `now` is the wall clock in
 * milliseconds.
 */
export function doOnce(answers: AnswerStore, now: () => number): MiddlewareHandler {
  const inFlight = new Map<string, string>();
  return async (c, next) => {
    const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    if (key === undefined) return next();
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) return respondFailure(keyInvalid(), c.req);

    const { pathname, search } = new URL(c.req.url);
    const request = hash('sha256', `${pathname}${search}\n${await c.req.text()}`);
    const held = inFlight.get(key);
    if (held !== undefined) return respondFailure(held === request ? underWay() : keyReused(), c.req);
    inFlight.set(key, request);
    try {
      const kept = await answers.findAnswer(key, now() - keptMs);
      if (kept?.request === request) return again(kept);
      if (kept) return respondFailure(keyReused(), c.req);
      await next();
      const { status, headers } = c.res;
      // What is secret is to be kept nowhere.
      if (status >= 500 || headers.get('cache-control') === 'no-store') return;
      const contentType = headers.get('content-type');
      const body = await c.res.clone().text();
      if (body.length > mostLength) return;
      const answer = { request, status, ...(contentType !== null && { contentType }), body };
      // What is done is done: who heard that it failed, as on a full disk, would only have it done again.
      await answers.keepAnswer(key, answer, now(), now() - keptMs).catch(() => undefined);
    } finally {
      inFlight.delete(key);
    }
  };
}

function again({ status, contentType, body }: KeptAnswer): Response {
  const headers = { ...(contentType && { 'Content-Type': contentType }), 'Idempotency-Replayed': 'true' };
  return new Response(body === '' ? null : body, { status: status as ContentfulStatusCode, headers });
}

const expected = 'must be 1 to 200 letters, digits and signs of ASCII, without spaces';

// Made when they are told: an error holds all that was on the stack when it was made, here a whole server.
const keyInvalid = (): Failure => ({
  status: 400,
  error: new ButlerError('request-invalid', { problems: `Idempotency-Key ${expected}` }),
  fields: [{ field: 'Idempotency-Key', message: expected }],
});

const keyReused = (): Failure => ({ status: 422, error: new ButlerError('key-reused', {}) });

const underWay = (): Failure => ({
  status: 409,
  error: new ButlerError('request-under-way', {}),
  headers: { 'Retry-After': '1' },
});
