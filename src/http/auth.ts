import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { ButlerError } from '../domain/errors.ts';
import { type Failure, unauthorized } from './failure.ts';
import { respondFailure } from './failure-response.ts';
import type { OwnersToken } from './owners-token.ts';

const windowMs = 60_000;
const failuresAllowed = 10;
/** Addresses that are remembered at once; the oldest is forgotten for the next. */
const addressesRemembered = 10_000;

const tooMany: Failure = {
  status: 429,
  message: 'Too many wrong tokens came from this address.',
  error: new ButlerError('too-many-guesses', {}),
  headers: { 'Retry-After': `${windowMs / 1000}` },
};

/** As a wrong one, but that it says what happened. */
const renewed: Failure = { ...unauthorized, error: new ButlerError('token-renewed', {}) };

/** Lets some requests through to what comes behind it. */
export type Gate = MiddlewareHandler<{ Bindings: HttpBindings }>;

/**
 * Lets only those pass who bring the token, in the header or the query parameter `X-Plex-Token`, or as `Bearer`. After ten
 * wrong ones in a minute from one address its further wrong ones get 429; the right one always passes, and one that was
 * right before is no guess.
 */
export function requireToken(token: OwnersToken, now: () => number = () => performance.now()): Gate {
  return admitOnly(
    text => token.isRight(text),
    c =>
      given(
        tokenIn(name => c.req.header(name)),
        c.req.queries('X-Plex-Token'),
      ),
    text => (token.wasRight(text) ? { failure: renewed, isGuess: false } : { failure: unauthorized }),
    now,
  );
}

/** As {@link requireToken} for a secret that may change, in the header `X-Butler-Secret` or the query parameter `secret`. */
export function requireSecret(secret: () => string, now: () => number = () => performance.now()): Gate {
  return admitOnly(
    text => isSecret(text, secret()),
    c => given(c.req.header('x-butler-secret'), c.req.queries('secret')),
    () => ({ failure: { status: 401, error: new ButlerError('webhook-secret-wrong', {}) } }),
    now,
  );
}

/** Whether a request as it came over the wire would pass {@link requireToken}. */
export function bringsToken(request: IncomingMessage, token: OwnersToken): boolean {
  const [text, ...others] = given(
    tokenIn(name => headerOf(request, name)),
    queriesOf(request, 'X-Plex-Token'),
  );
  return text !== undefined && others.length === 0 && token.isRight(text);
}

/** Whether a request as it came over the wire would pass {@link requireSecret}. */
export function bringsSecret(request: IncomingMessage, secret: string): boolean {
  const [text, ...others] = given(headerOf(request, 'x-butler-secret'), queriesOf(request, 'secret'));
  return text !== undefined && others.length === 0 && isSecret(text, secret);
}

/**
 * What the headers bring, in the one of Plex or as `Bearer`.
 *
 * @param header the value of the header of a name, which is in small letters
 */
function tokenIn(header: (name: string) => string | undefined): string | undefined {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(header('authorization') ?? '') ?? [];
  return header('x-plex-token') ?? bearer;
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const text = headers[name];
  return typeof text === 'string' ? text : undefined;
}

function queriesOf({ url = '' }: IncomingMessage, name: string): readonly string[] {
  return new URL(url, 'http://localhost').searchParams.getAll(name);
}

/** In constant time. An empty secret is none. */
function isSecret(text: string, secret: string): boolean {
  const same = timingSafeEqual(hash('sha256', text, 'buffer'), hash('sha256', secret, 'buffer'));
  return same && secret !== '';
}

/** What is answered to a wrong text, and whether it counts among the guesses of who brings it: it does where not said. */
interface Refusal {
  readonly failure: Failure;
  readonly isGuess?: boolean;
}

function admitOnly(
  isRight: (text: string) => boolean,
  givenBy: (c: Context) => ReadonlySet<string>,
  refuse: (text: string) => Refusal,
  now: () => number,
): Gate {
  const limiter = new FailureLimiter(now);
  return async (c, next) => {
    const texts = givenBy(c);
    const [text] = texts;
    if (texts.size === 1 && text !== undefined && isRight(text)) return next();
    const { failure, isGuess = true } = refuse(text ?? '');
    // A missing token is no guess: clients ask without one to learn whether one is needed.
    const exceeded =
      texts.size > 0 && isGuess && limiter.noteFailure(c.env.incoming.socket.remoteAddress ?? '');
    return respondFailure(exceeded ? tooMany : failure, c.req);
  };
}

/** Every different text that a request brings; more than one is an attempt to confuse someone. */
function given(header: string | undefined, queries: readonly string[] = []): ReadonlySet<string> {
  return new Set(header === undefined ? queries : [header, ...queries]);
}

/** Counts the failures of each address over a minute from the first. */
export class FailureLimiter {
  readonly #failures = new Map<string, { count: number; readonly since: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the address has used up its failures. */
  isExceeded(address: string): boolean {
    const known = this.#failures.get(address);
    return known !== undefined && known.count >= failuresAllowed && this.#now() - known.since < windowMs;
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
