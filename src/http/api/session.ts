import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import { RefusedRequest } from '../failure.ts';
import type { SessionCodes } from '../session-codes.ts';
import { formatInstant, instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

const sessionRequest = z
  .strictObject(
    { code: z.string('must be a code').min(1, 'must be a code').max(100, 'must be a code') },
    'the body must be an object',
  )
  .openapi('SessionRequest', { example: { code: 'Xm3sZ0pVt1yqk5aJH2bQ9w' } });

const begin = createRoute({
  method: 'post',
  path: '/session',
  operationId: 'beginSession',
  tags: ['Session'],
  summary: 'Sign in with a one-time code',
  description:
    'The server prints a link with a code when it starts. A code is good once, and for ten minutes; after ten wrong ones in a minute from one address none is taken from there. Needs no token.',
  security: [],
  request: { body: { required: true, content: { 'application/json': { schema: sessionRequest } } } },
  responses: {
    200: {
      description: 'The code was right, and is used up.',
      content: {
        'application/json': {
          schema: z.object({
            token: z.string().openapi({
              description: 'What further requests bring.',
              example: 'pVt1yqk5aJH2bQ9wXm3sZ0',
            }),
          }),
        },
      },
    },
    ...problems(400, 413, 415),
  },
});

const issue = createRoute({
  method: 'post',
  path: '/session/codes',
  operationId: 'issueSessionCode',
  tags: ['Session'],
  summary: 'Make a one-time code',
  description:
    'For a link to the dashboard that signs a browser in: the address of the server with `#code=` and the code.',
  responses: {
    201: {
      description: 'The code.',
      content: {
        'application/json': {
          schema: z.object({
            code: z.string().openapi({ example: 'Xm3sZ0pVt1yqk5aJH2bQ9w' }),
            expiresAt: instant,
          }),
        },
      },
    },
    ...problems(),
  },
});

const renew = createRoute({
  method: 'post',
  path: '/token/renew',
  operationId: 'renewToken',
  tags: ['Session'],
  summary: 'Renew the token',
  description:
    'From now on the new one is right, and it alone: whoever brings the one before gets 401 with the code `token-renewed`, streams of events that were opened with it end, and links that sign in are good no more. Refused where the server was started with a token of its own. The answer is in no cache, also not in that of `Idempotency-Key`.',
  responses: {
    200: {
      description: 'The new token, to be brought with further requests.',
      content: {
        'application/json': {
          schema: z.object({ token: z.string().openapi({ example: 'pVt1yqk5aJH2bQ9wXm3sZ0' }) }),
        },
      },
    },
    ...problems(409),
  },
});

/** Signing in with a code, before the gate. */
export function sessionRoutes(codes: SessionCodes) {
  return routes().openapi(begin, c => {
    const address = c.env.incoming.socket.remoteAddress ?? '';
    const redeemed = codes.redeem(c.req.valid('json').code, address);
    if (redeemed.outcome === 'admitted') return c.json({ token: redeemed.token }, 200);
    if (redeemed.outcome === 'wrong') throw new ButlerError('code-wrong', {});
    throw new RefusedRequest({
      status: 429,
      error: new ButlerError('too-many-guesses', {}),
      headers: { 'Retry-After': '60' },
    });
  });
}

/** Making codes, behind the gate. */
export function sessionCodeRoutes(codes: SessionCodes) {
  return routes().openapi(issue, c => {
    const { code, expiresAt } = codes.issue();
    return c.json({ code, expiresAt: formatInstant(expiresAt) }, 201);
  });
}

/** Renewing the token, behind the gate. */
export function tokenRoutes(renewToken: () => Promise<string>) {
  return routes().openapi(renew, async c =>
    c.json({ token: await renewToken() }, 200, { 'Cache-Control': 'no-store' }),
  );
}
