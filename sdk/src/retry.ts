import { type ButlerError, ConnectionError, TimeoutError } from './errors.ts';
import { startTimer } from './timer.ts';

/** How long to wait between tries. */
export interface BackoffStrategy {
  /** Before the second try, in milliseconds. */
  readonly initialInterval: number;
  /** Never longer than this, in milliseconds. */
  readonly maxInterval: number;
  /** How much longer each wait is than the one before. */
  readonly exponent: number;
  /** No further try begins this long after the first, in milliseconds. */
  readonly maxElapsedTime: number;
}

/** Whether and how a request that failed is sent again. */
export type RetryConfig =
  | { readonly strategy: 'none' }
  | {
      readonly strategy: 'backoff';
      /** Where nothing else is said, half a second, half as long again each time, and ten seconds in all. */
      readonly backoff?: Partial<BackoffStrategy>;
      /** Also when there was no answer at all; true by default. */
      readonly retryConnectionErrors?: boolean;
    };

export const defaultRetries: RetryConfig = { strategy: 'backoff' };

const defaultBackoff: BackoffStrategy = {
  initialInterval: 500,
  maxInterval: 10_000,
  exponent: 1.5,
  maxElapsedTime: 10_000,
};

/** Statuses that tell of the moment, rather than of the request. */
const passing: ReadonlySet<number | undefined> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * How long to wait before a request is sent again, in milliseconds, or undefined where it is not. A server that says how
 * long (`Retry-After`) is obeyed: where that is longer than there is time, the error is told at once.
 *
 * @param tries how often it was sent
 * @param elapsedMs since it was sent first
 * @param random from 0 to 1
 */
export function planRetry(
  config: RetryConfig,
  error: ButlerError,
  tries: number,
  elapsedMs: number,
  random: number,
): number | undefined {
  if (config.strategy === 'none') return undefined;
  const { retryConnectionErrors = true } = config;
  const backoff = { ...defaultBackoff, ...config.backoff };
  if (!isPassing(error) || (isUnanswered(error) && !retryConnectionErrors)) return undefined;
  const waitMs = error.retryAfterMs ?? backoffMs(backoff, tries, random);
  return elapsedMs + waitMs <= backoff.maxElapsedTime ? waitMs : undefined;
}

/** Whether the same request may go well later. One with a key may be under way still: what was done is told once it ended. */
export function isPassing(error: ButlerError): boolean {
  return isUnanswered(error) || passing.has(error.status) || error.code === 'request-under-way';
}

function isUnanswered(error: ButlerError): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}

/** Between half of the interval and the whole: many clients that fail at once do not come again at once. */
export function backoffMs(
  { initialInterval, maxInterval, exponent }: Omit<BackoffStrategy, 'maxElapsedTime'>,
  tries: number,
  random: number,
): number {
  const interval = Math.min(maxInterval, initialInterval * exponent ** (tries - 1));
  return interval * (0.5 + random / 2);
}

/** Rejects with the reason of the signal as soon as that is aborted. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = startTimer(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
