import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startProviderServer } from '../../../test/support/provider-server.ts';
import { VirtualPace } from '../../../test/support/virtual-pace.ts';
import { NotDownloaded } from '../../download/receive.ts';
import { planRetry } from './plan-retry.ts';
import { NoAnswer, Service, ServiceDown, type ServiceRules } from './service.ts';
import { TokenBucket } from './token-bucket.ts';

const form = z.object({ title: z.string() });
const rate = { perSecond: 1_000, burst: 1_000 };

async function open(
  content: Record<string, unknown>,
  { patienceMs = 5_000, ...rules }: Partial<ServiceRules> & { patienceMs?: number } = {},
) {
  const server = await startProviderServer(content);
  const pace = new VirtualPace(patienceMs);
  const stop = new AbortController();
  const all = { title: 'Them', base: server.url, rate, userAgent: 'Butler/1', mostBytes: 10_000, ...rules };
  const service = new Service(all, pace, stop.signal);
  return {
    ...server,
    pace,
    stop,
    service,
    ask: (version?: string) => service.json('/a', { q: 'x y' }, form, version),
  };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end('<html>');

test('an answer brings its version, and nothing where that is still the one', async () => {
  await using them = await open({ '/a': { title: 'Heat' } });
  const answer = await them.ask();
  expect(answer).toMatchObject({ kind: 'content', content: { title: 'Heat' } });
  expect(them.requests).toEqual(['/a?q=x+y']);
  expect(them.headers[0]?.['user-agent']).toBe('Butler/1');
  expect(await them.ask(answer.kind === 'content' ? answer.version : '')).toEqual({ kind: 'unchanged' });
});

test('what is not there is absent, and no failure', async () => {
  await using them = await open({});
  for (let i = 0; i < 5; i++) expect(await them.ask()).toEqual({ kind: 'absent' });
});

test('what passes by itself is tried again, as late as the server wants', async () => {
  const replies = [status(429, { 'Retry-After': '30' }), status(500), status(503, { 'Retry-After': '1' })];
  const content: Record<string, unknown> = {};
  await using them = await open(content);
  content['/a'] = (response: ServerResponse) =>
    (replies.shift() ?? (response => void response.end('{"title":"Heat"}')))(response);
  expect(await them.ask()).toMatchObject({ kind: 'content' });
  expect(them.pace.waits).toEqual([30_000, 1_500, 3_000]);
});

test('an answer that does not come is waited for, and asked for again', async () => {
  await using them = await open({ '/a': () => {} }, { patienceMs: 30 });
  await expect(them.ask()).rejects.toThrow('nothing comes for 0.03 s');
  expect(them.requests).toHaveLength(4);
});

describe('a service that is down is left in peace:', () => {
  test.each([
    ['500', status(500), 4],
    ['400', status(400), 1],
    ['malformed JSON', (response: ServerResponse) => void response.end('{"title":'), 1],
    ['another form', (response: ServerResponse) => void response.end('{"titles":[]}'), 1],
    ['HTML', (response: ServerResponse) => void response.end('<!doctype html>'), 1],
    ['too much', (response: ServerResponse) => void response.end(`"${'x'.repeat(20_000)}"`), 1],
    ['another host', status(302, { Location: 'http://localhost/a' }), 1],
  ])('%s, three times in a row', async (_, reply, requests) => {
    await using them = await open({ '/a': reply });
    await expect(them.ask()).rejects.toBeInstanceOf(NoAnswer);
    await expect(them.ask()).rejects.toBeInstanceOf(NoAnswer);
    await expect(them.ask()).rejects.toBeInstanceOf(ServiceDown);
    await expect(them.ask()).rejects.toBeInstanceOf(ServiceDown);
    expect(them.requests).toHaveLength(3 * requests);
  });

  test.each([
    [401, 'does not take the key'],
    [403, 'does not take the key'],
    [429, 'asks to be left alone'],
  ])('%d', async (code, why) => {
    await using them = await open({ '/a': status(code, { 'Retry-After': '3600' }) });
    await expect(them.ask()).rejects.toThrow(why);
    await expect(them.ask()).rejects.toBeInstanceOf(ServiceDown);
    expect(them.requests).toHaveLength(1);
  });

  test('not when it answers in between', async () => {
    await using them = await open({ '/b': { title: 'Ran' }, '/a': status(400) });
    for (let i = 0; i < 4; i++) {
      await expect(them.ask()).rejects.toBeInstanceOf(NoAnswer);
      await them.service.json('/b', {}, form);
    }
  });
});

test('pictures are fetched from where they are said to be, and from nowhere else', async () => {
  await using them = await open({ '/p/1.jpg': Buffer.from('picture') });
  expect(await them.service.bytes(`${them.url}/p/1.jpg`)).toEqual(Buffer.from('picture'));
  expect(await them.service.bytes(`${them.url}/p/2.jpg`)).toBeUndefined();
  for (const address of ['http://169.254.169.254/latest', `${them.url}.example/p/1.jpg`, `${them.url}@x/`]) {
    await expect(them.service.bytes(address)).rejects.toBeInstanceOf(NoAnswer);
  }
  expect(them.requests).toHaveLength(2);
});

test('it ends when it is told to', async () => {
  await using them = await open({});
  them.stop.abort(new Error('enough'));
  await expect(them.ask()).rejects.toThrow('enough');
});

test('in no span of time more requests start than the rate allows', () => {
  const rates = fc.record({
    perSecond: fc.integer({ min: 1, max: 20 }),
    burst: fc.integer({ min: 1, max: 8 }),
  });
  const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(rates, pauses, (rate, pauses) => {
      const bucket = new TokenBucket(rate);
      let now = 0;
      const starts = pauses.map(pause => {
        now += pause;
        now += bucket.take(now);
        return now;
      });
      for (const [i, from] of starts.entries()) {
        for (const [j, to] of starts.entries()) {
          if (j < i) continue;
          const most = rate.burst + ((to - from) / 1000) * rate.perSecond;
          expect(j - i + 1).toBeLessThanOrEqual(most + 1e-6);
        }
      }
    }),
  );
});

test('tries come to an end, and later and later', () => {
  const failures = fc.record({
    status: fc.constantFrom(undefined, 400, 404, 429, 500, 503),
    isSlow: fc.boolean(),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(failures, fc.double({ min: 0, max: 0.999, noNaN: true }), (failure, random) => {
      const { status = 0, isSlow, retryAfterMs = 0 } = failure;
      const error = new NotDownloaded('', {
        isSlow,
        retryAfterMs,
        ...(failure.status !== undefined && { status: failure.status }),
      });
      const delays = [1, 2, 3, 4].map(tries => planRetry(error, tries, random));
      expect(delays[3]).toBeUndefined();
      const passes = (isSlow || status === 429 || status >= 500) && retryAfterMs <= 120_000;
      for (const [i, delay] of delays.slice(0, 3).entries()) {
        expect(delay !== undefined).toBe(passes);
        if (delay === undefined) continue;
        expect(delay).toBeGreaterThanOrEqual(retryAfterMs);
        expect(delay).toBeGreaterThanOrEqual(500 * 2 ** i);
        expect(delay).toBeLessThanOrEqual(Math.max(retryAfterMs, 1000 * 2 ** i));
      }
    }),
  );
});
