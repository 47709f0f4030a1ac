import { hash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Butler } from '../../domain/butler.ts';
import { matches } from '../entity-tag.ts';

/** Tells this process from any other, whose revisions are none of this one. */
const processName = crypto.randomUUID().slice(0, 8);

/** Answers of JSON carry a tag (RFC 9110, 8.8.3), and who has that answer already gets 304. */
export function tagAnswers(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { status, headers } = c.res;
    if (!isRead(c) || status !== 200 || headers.get('content-type') !== 'application/json') return;
    if (headers.has('etag')) return;
    const body = await c.res.arrayBuffer();
    const tag = `"${hash('sha256', Buffer.from(body), 'base64url').slice(0, 22)}"`;
    headers.set('ETag', tag);
    c.res = matches(c.req.header('if-none-match'), tag)
      ? new Response(null, { status: 304, headers: { ETag: tag } })
      : new Response(body, { status, headers });
  };
}

/** As {@link tagAnswers} for what changes only with the Butler's revision: nothing is made where nothing has changed. */
export function tagByRevision(butler: Pick<Butler, 'revision'>): MiddlewareHandler {
  return async (c, next) => {
    if (!isRead(c)) return next();
    const tag = `"${processName}-${butler.revision()}"`;
    if (matches(c.req.header('if-none-match'), tag))
      return new Response(null, { status: 304, headers: { ETag: tag } });
    await next();
    if (c.res.status === 200) c.res.headers.set('ETag', tag);
    return undefined;
  };
}

export function isRead({ req: { method } }: Context): boolean {
  return method === 'GET' || method === 'HEAD';
}
