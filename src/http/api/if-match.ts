import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { ButlerError } from '../../domain/errors.ts';
import { matches } from '../entity-tag.ts';
import { respondFailure } from '../failure-response.ts';
import { isRead } from './etags.ts';

/**
 * A write that brings `If-Match` is done only where a GET of the same address has that tag still: nobody overwrites what
 * somebody else has changed. Otherwise it is 412. An address whose GET has no tag does not know it. `read` answers such a
 * GET.
 */
export function writeIfUnchanged(
  read: (request: Request, env: HttpBindings) => Response | Promise<Response>,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const wanted = isRead(c) ? undefined : c.req.header('if-match');
    if (wanted === undefined) return next();
    const headers = new Headers(c.req.raw.headers);
    for (const name of ['if-match', 'content-length', 'content-type']) headers.delete(name);
    const current = await read(new Request(c.req.url, { headers }), c.env);
    await current.body?.cancel();
    const tag = current.headers.get('etag');
    if (tag === null || matches(wanted, tag)) return next();
    return respondFailure({ status: 412, error: new ButlerError('changed-meanwhile', {}) }, c.req);
  };
}
