import { hash, timingSafeEqual } from 'node:crypto';
import { ButlerError } from '../domain/errors.ts';

/** Tokens of before that are remembered, so that whoever still brings one learns what became of it. */
const replacedKept = 16;

/** The token by which the owner is known, until another one takes its place. Compared in constant time. */
export class OwnersToken {
  #text: string;
  #hash: Buffer;
  readonly #replaced: Buffer[] = [];
  #tenure = new AbortController();

  constructor(text: string) {
    this.#text = text;
    this.#hash = hashOf(text);
  }

  get text(): string {
    return this.#text;
  }

  /** Aborts, with `token-renewed`, when this token is good no more: what was opened with it ends. */
  get tenure(): AbortSignal {
    return this.#tenure.signal;
  }

  isRight(text: string): boolean {
    return timingSafeEqual(hashOf(text), this.#hash);
  }

  /** Whether it was the right one before. */
  wasRight(text: string): boolean {
    const given = hashOf(text);
    return this.#replaced.some(known => timingSafeEqual(given, known));
  }

  /** From now on this one is right, and it alone. */
  replace(text: string): void {
    this.#replaced.unshift(this.#hash);
    this.#replaced.splice(replacedKept);
    this.#text = text;
    this.#hash = hashOf(text);
    const ended = this.#tenure;
    this.#tenure = new AbortController();
    ended.abort(new ButlerError('token-renewed', {}));
  }
}

function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
