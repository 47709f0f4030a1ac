import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { ButlerError } from '../../domain/errors.ts';
import { matches } from '../entity-tag.ts';
import { respondFailure } from '../failure-response.ts';
import { isRead } from './etags.ts';

type Read = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/**
 * A write that brings `If-Match` is done only where a GET of the same address has that tag still: nobody overwrites what
 * somebody else has changed. Otherwise it is 412. An address whose GET has no tag does not know it. `read` answers such a
 * GET. Writes to one address are done one after the other, so that none comes between the look and the write.
 */
export function writeIfUnchanged(read: Read): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const last = new Map<string, Promise<unknown>>();
  return async (c, next) => {
    const wanted = c.req.header('if-match');
    // What is posted is something new or an act, and may take minutes.
    if (isRead(c) || (c.req.method === 'POST' && wanted === undefined)) return next();
    const { path } = c.req;
    const write = async () => {
      if (wanted === undefined || (await isUnchanged(c, wanted, read))) return next();
      return respondFailure({ status: 412, error: new ButlerError('changed-meanwhile', {}) }, c.req);
    };
    const turn = (last.get(path) ?? Promise.resolve()).catch(() => undefined).then(write);
    last.set(path, turn);
    try {
      return await turn;
    } finally {
      if (last.get(path) === turn) last.delete(path);
    }
  };
}

async function isUnchanged(
  c: Context<{ Bindings: HttpBindings }>,
  wanted: string,
  read: Read,
): Promise<boolean> {
  const headers = new Headers(c.req.raw.headers);
  for (const name of ['if-match', 'content-length', 'content-type']) headers.delete(name);
  const current = await read(new Request(c.req.url, { headers }), c.env);
  await current.body?.cancel();
  const tag = current.headers.get('etag');
  return tag === null || matches(wanted, tag);
}
