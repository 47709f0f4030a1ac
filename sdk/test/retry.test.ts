import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectionError, NotFoundError, ServerError, TimeoutError } from '../src/errors.ts';
import { planRetry, type RetryConfig } from '../src/retry.ts';

const backoff = { initialInterval: 100, maxInterval: 1_000, exponent: 2, maxElapsedTime: 5_000 };
const config: RetryConfig = { strategy: 'backoff', backoff };
const failure = new ServerError('', { status: 503 });

function asking(retryAfter: string) {
  return new ServerError('', { status: 503, headers: new Headers({ 'Retry-After': retryAfter }) });
}

describe('the wait before a request is sent again', () => {
  test('grows up to its most, each between a half and the whole of it', () => {
    const waits = [1, 2, 3, 4, 5, 9].map(tries =>
      [0, 1].map(random => planRetry(config, failure, tries, 0, random)),
    );
    expect(waits).toEqual([
      [50, 100],
      [100, 200],
      [200, 400],
      [400, 800],
      [500, 1_000],
      [500, 1_000],
    ]);
  });

  test('is what the server asks for, in seconds', () => {
    expect(planRetry(config, asking('2'), 1, 0, 0)).toBe(2_000);
    expect(planRetry(config, asking('0'), 1, 0, 0)).toBe(0);
  });

  test('never ends later than there is time for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(10_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.nat(20), { nil: undefined }),
        (tries, elapsedMs, random, seconds) => {
          const error = seconds === undefined ? failure : asking(String(seconds));
          const waitMs = planRetry(config, error, tries, elapsedMs, random);
          if (waitMs === undefined) return;
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(elapsedMs + waitMs).toBeLessThanOrEqual(backoff.maxElapsedTime);
        },
      ),
    );
  });

  test('is none for what will not go well later, or is not wanted', () => {
    expect(planRetry(config, new NotFoundError('', { status: 404 }), 1, 0, 0)).toBeUndefined();
    expect(planRetry({ strategy: 'none' }, failure, 1, 0, 0)).toBeUndefined();
  });

  test('is none without an answer where that is not wanted', () => {
    for (const error of [new ConnectionError(''), new TimeoutError('')]) {
      expect(planRetry(config, error, 1, 0, 0)).toBe(50);
      expect(planRetry({ ...config, retryConnectionErrors: false }, error, 1, 0, 0)).toBeUndefined();
    }
  });

  test('has defaults for what is not said', () => {
    const hasty: RetryConfig = { strategy: 'backoff', backoff: { initialInterval: 10 } };
    expect([1, 2, 3].map(tries => planRetry(hasty, failure, tries, 0, 1))).toEqual([10, 15, 22.5]);
  });

  test('ends after ten seconds by default', () => {
    expect(planRetry({ strategy: 'backoff' }, failure, 1, 0, 1)).toBe(500);
    expect(planRetry({ strategy: 'backoff' }, failure, 2, 9_000, 1)).toBe(750);
    expect(planRetry({ strategy: 'backoff' }, failure, 2, 9_500, 1)).toBeUndefined();
  });
});
