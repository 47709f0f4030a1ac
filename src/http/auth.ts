import { hash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { type Failure, respondFailure, unauthorized } from './failure.ts';

const windowMs = 60_000;
const failuresAllowed = 10;
/** Addresses that are remembered at once; the oldest is forgotten for the next. */
const addressesRemembered = 10_000;

const tooMany: Failure = {
  status: 429,
  message: 'Too many wrong tokens came from this address.',
  headers: { 'Retry-After': `${windowMs / 1000}` },
};

/** What is stored of a token: its SHA-256, in hexadecimal. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/**
 * Lets only those pass who bring the token, in the header or the query parameter `X-Plex-Token`. After ten wrong ones
 * in a minute from one address its further wrong ones get 429; the right one always passes.
 */
export function requireToken(
  tokenHash: string,
  now: () => number = () => performance.now(),
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const right = Buffer.from(tokenHash, 'hex');
  if (right.length !== 32) throw new Error('A token hash is 64 hexadecimal digits');
  const isRight = (token: string) => timingSafeEqual(hash('sha256', token, 'buffer'), right);
  const limiter = new FailureLimiter(now);
  return async (c, next) => {
    const given = givenTokens(c.req.header('x-plex-token'), c.req.queries('X-Plex-Token'));
    const [token] = given;
    if (given.size === 1 && token !== undefined && isRight(token)) return next();
    // A missing token is no guess: clients ask without one to learn whether one is needed.
    const exceeded = given.size > 0 && limiter.noteFailure(c.env.incoming.socket.remoteAddress ?? '');
    return respondFailure(exceeded ? tooMany : unauthorized, c.req.header('accept'));
  };
}

/** Every different token that a request brings; more than one is an attempt to confuse someone. */
function givenTokens(header: string | undefined, queries: readonly string[] = []): ReadonlySet<string> {
  return new Set(header === undefined ? queries : [header, ...queries]);
}

/** Counts the failures of each address over a minute from the first. */
class FailureLimiter {
  readonly #failures = new Map<string, { count: number; readonly since: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the address had used up its failures before this one. */
  noteFailure(address: string): boolean {
    const known = this.#failures.get(address);
    if (known && this.#now() - known.since < windowMs) return ++known.count > failuresAllowed;
    // Deleted first, so that the map stays in the order of `since`.
    this.#failures.delete(address);
    this.#failures.set(address, { count: 1, since: this.#now() });
    if (this.#failures.size > addressesRemembered) {
      const [oldest = ''] = this.#failures.keys();
      this.#failures.delete(oldest);
    }
    return false;
  }
}
