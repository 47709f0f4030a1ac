import { hash, randomBytes } from 'node:crypto';
import { FailureLimiter } from './auth.ts';
import type { OwnersToken } from './owners-token.ts';

/** How long a code may be used. */
const lifeMs = 10 * 60_000;
/** Codes that wait to be used at once; the oldest makes room for the next. */
const codesKept = 16;

/** What signs a browser in, once. */
export interface SessionCode {
  /** 16 random bytes in base64url. */
  readonly code: string;
  /** Milliseconds since 1970 UTC. */
  readonly expiresAt: number;
}

/** What became of a code that somebody brought. */
export type Redeemed =
  | { readonly outcome: 'admitted'; readonly token: string }
  | { readonly outcome: 'wrong' | 'too-many-guesses' };

/**
 * Codes for links that sign a browser in, so that nobody has to type the token, and no token is in any history. Each is
 * good once, and for ten minutes. After ten wrong ones in a minute from one address nothing is admitted from there.
 */
export class SessionCodes {
  readonly #token: OwnersToken;
  readonly #now: () => number;
  readonly #limiter: FailureLimiter;
  /** That of the token under which the codes were made. */
  #tenure: AbortSignal;
  /** By the hash of the code: to look one up tells nothing of the others by the time that it takes. */
  readonly #expiresAt = new Map<string, number>();

  /** @param now wall clock, milliseconds since 1970 UTC */
  constructor(token: OwnersToken, now: () => number) {
    this.#token = token;
    this.#tenure = token.tenure;
    this.#now = now;
    this.#limiter = new FailureLimiter(now);
  }

  issue(): SessionCode {
    this.#dropForeign();
    const [oldest] = this.#expiresAt.keys();
    if (oldest !== undefined && this.#expiresAt.size >= codesKept) this.#expiresAt.delete(oldest);
    const code = randomBytes(16).toString('base64url');
    const expiresAt = this.#now() + lifeMs;
    this.#expiresAt.set(hashCode(code), expiresAt);
    return { code, expiresAt };
  }

  /** @param address of who brings it */
  redeem(code: string, address: string): Redeemed {
    if (this.#limiter.isExceeded(address)) return { outcome: 'too-many-guesses' };
    this.#dropForeign();
    const hash = hashCode(code);
    const expiresAt = this.#expiresAt.get(hash) ?? 0;
    this.#expiresAt.delete(hash);
    if (expiresAt > this.#now()) return { outcome: 'admitted', token: this.#token.text };
    this.#limiter.noteFailure(address);
    return { outcome: 'wrong' };
  }

  /** What was made by who had the token before is worth no more than that. */
  #dropForeign(): void {
    if (this.#tenure === this.#token.tenure) return;
    this.#tenure = this.#token.tenure;
    this.#expiresAt.clear();
  }
}

function hashCode(code: string): string {
  return hash('sha256', code, 'hex');
}
