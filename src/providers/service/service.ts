import type { z } from 'zod';
import { fetchBytes } from '../../download/fetch-bytes.ts';
import { NotDownloaded, type Received } from '../../download/receive.ts';
import type { Pace } from './pace.ts';
import { planRetry } from './plan-retry.ts';
import { type Rate, TokenBucket } from './token-bucket.ts';

/** Something that a service did not do, and why, in a few words. */
class Refusal extends Error {
  /** As people call it. */
  readonly service: string;

  constructor(service: string, why: string) {
    super(why);
    this.service = service;
  }
}

/** There is no answer to one question. */
export class NoAnswer extends Refusal {}

/** A service is not asked any more in this run. */
export class ServiceDown extends Refusal {}

export interface ServiceRules {
  /** As people call it. */
  readonly title: string;
  /** Where it is: its paths are appended. */
  readonly base: string;
  readonly rate: Rate;
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly mostBytes: number;
  /** Hosts to which it may send on, as `followed` takes them. */
  readonly alsoHosts?: readonly string[];
}

export type Answer<T> = Received<T> | { readonly kind: 'absent' };

/** A service that gives this many requests in a row no answer is left in peace for the rest of the run. */
const failuresUntilDown = 3;
/** How long an answer may take in all: pictures are large, and some lines slow. */
const wholeMs = 60_000;

/**
 * One service on the network, for the time of one run: asks it no more often than it wants, again where that can help, and
 * not at all any more when it is down.
 */
export class Service {
  readonly #rules: ServiceRules;
  readonly #pace: Pace;
  readonly #signal: AbortSignal;
  readonly #bucket: TokenBucket;
  #failures = 0;
  #down: ServiceDown | undefined;

  constructor(rules: ServiceRules, pace: Pace, signal: AbortSignal) {
    this.#rules = rules;
    this.#pace = pace;
    this.#signal = signal;
    this.#bucket = new TokenBucket(rules.rate);
  }

  /** Asks for JSON of a form. Throws {@link NoAnswer}, {@link ServiceDown} and the signal's reason. */
  async json<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    form: z.ZodType<T>,
    version?: string,
  ): Promise<Answer<T>> {
    const search = new URLSearchParams(query).toString();
    const answer = await this.#receive(`${this.#rules.base}${path}${search && `?${search}`}`, version);
    if (answer.kind !== 'content') return answer;
    const parsed = form.safeParse(parseJson(answer.content));
    if (!parsed.success) throw this.#failed('its answer is not what its documentation says');
    this.#failures = 0;
    return { ...answer, content: parsed.data };
  }

  /** Fetches what is at an address of this service; undefined where nothing is. Throws as {@link json}. */
  async bytes(address: string): Promise<Buffer | undefined> {
    if (!address.startsWith(`${this.#rules.base}/`))
      throw new NoAnswer(this.#rules.title, 'its address is somewhere else');
    const answer = await this.#receive(address);
    this.#failures = 0;
    return answer.kind === 'content' ? answer.content : undefined;
  }

  async #receive(address: string, version?: string): Promise<Answer<Buffer>> {
    const { headers = {}, userAgent, mostBytes, alsoHosts = [] } = this.#rules;
    for (let tries = 1; ; tries++) {
      if (this.#down) throw this.#down;
      await this.#rest(this.#bucket.take(this.#pace.now()));
      try {
        return await fetchBytes({
          address,
          headers: { Accept: 'application/json, */*;q=0.1', ...headers },
          userAgent,
          mostBytes,
          alsoHosts,
          version,
          signal: this.#signal,
          stalledMs: this.#pace.patienceMs,
          wholeMs,
        });
      } catch (error) {
        if (!(error instanceof NotDownloaded)) throw error;
        if (error.failure.status === 404) {
          this.#failures = 0;
          return { kind: 'absent' };
        }
        const delayMs = planRetry(error, tries, this.#pace.random());
        if (delayMs === undefined) throw this.#refused(error);
        await this.#rest(delayMs);
      }
    }
  }

  #refused({ message, failure: { status, isUnreachable } }: NotDownloaded): Error {
    if (isUnreachable) return this.#end(message);
    if (status === 401 || status === 403) return this.#end('it does not take the key');
    return status === 429 ? this.#end('it asks to be left alone') : this.#failed(message);
  }

  #failed(why: string): Error {
    return ++this.#failures < failuresUntilDown ? new NoAnswer(this.#rules.title, why) : this.#end(why);
  }

  #end(why: string): ServiceDown {
    this.#down = new ServiceDown(this.#rules.title, why);
    return this.#down;
  }

  async #rest(ms: number): Promise<void> {
    if (ms > 0) await this.#pace.wait(ms, this.#signal);
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
