import { describe, expect, test } from 'vitest';
import {
  AbortedError,
  BadRequestError,
  Butler,
  ButlerError,
  type ButlerOptions,
  ConflictError,
  ConnectionError,
  ForbiddenError,
  NotButlerError,
  NotFoundError,
  RateLimitedError,
  RedirectError,
  ResponseValidationError,
  type RetryConfig,
  ServerError,
  TimeoutError,
  UnauthorizedError,
} from '../src/index.ts';
import { answer, cut, problem, ScriptedServer, type Step, silence, tasks } from './scripted-server.ts';

const quick: RetryConfig = {
  strategy: 'backoff',
  backoff: { initialInterval: 1, maxInterval: 5, exponent: 2, maxElapsedTime: 60_000 },
};
const none: RetryConfig = { strategy: 'none' };

async function failureOf(promise: Promise<unknown>): Promise<ButlerError> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ButlerError);
  return error as ButlerError;
}

/** What becomes of the request for all tasks when the server does as the script says. */
async function failing(script: readonly Step[], options: ButlerOptions = {}) {
  await using server = await ScriptedServer.of(...script);
  const butler = new Butler({ serverURL: server.url, token: 'secret-token', retries: quick, ...options });
  const error = await failureOf(butler.getTasks());
  return { error, requests: server.received.length, url: server.url };
}

describe('an answer that tells of a failure', () => {
  test.each([
    [400, BadRequestError],
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [405, ButlerError],
    [409, ConflictError],
    [412, ConflictError],
    [422, BadRequestError],
  ])('%i is told at once, with all that came', async (status, Expected) => {
    const { error, requests, url } = await failing([problem(status, 'wrong', { 'X-Trace': '7' })]);
    expect(error).toBeInstanceOf(Expected);
    expect(error.constructor).toBe(Expected);
    expect(error).toMatchObject({
      message: 'It is wrong.',
      name: Expected.name,
      status,
      code: 'wrong',
      remedy: 'Do it otherwise.',
      method: 'GET',
      url: `${url}/butler`,
    });
    expect(error.headers?.get('x-trace')).toBe('7');
    expect(JSON.parse(error.body ?? '')).toEqual(error.problem);
    expect(requests).toBe(1);
  });

  test.each([
    [429, RateLimitedError],
    [500, ServerError],
    [502, ServerError],
    [503, ServerError],
    [504, ServerError],
  ])('%i is tried again, and forgotten when it goes well', async (status, Expected) => {
    const { error } = await failing([answer(status, 'no')], { retries: none });
    expect(error.constructor).toBe(Expected);
    expect(error).toMatchObject({ status, body: 'no', problem: undefined });
    await using server = await ScriptedServer.of(answer(status), answer(status), tasks);
    const butler = new Butler({ serverURL: server.url, retries: quick });
    expect(await butler.getTasks()).toMatchObject([{ name: 'BackupDatabase' }]);
    expect(server.received).toHaveLength(3);
  });

  test('501 is not tried again: it will not go well later', async () => {
    expect(await failing([answer(501)])).toMatchObject({ error: { status: 501 }, requests: 1 });
  });

  test('says what a Plex server says, or at least the status', async () => {
    const plex = { errors: [{ code: 1001, message: 'User could not be authenticated', status: 401 }] };
    expect((await failing([answer(401, plex)])).error.message).toBe('User could not be authenticated');
    expect((await failing([answer(401, '<h1>401</h1>')])).error.message).toMatch(/401 Unauthorized/);
    expect((await failing([answer(400, [])])).error.message).toMatch(/400 Bad Request/);
  });

  test('keeps no more of a long body than a mebibyte', async () => {
    const { error } = await failing([answer(400, 'x'.repeat(3 * 2 ** 20))]);
    expect(error.body?.length).toBeLessThanOrEqual(2 ** 20);
    expect(error.body).toMatch(/^x+$/);
  });

  test('never shows the token', async () => {
    for (const step of [answer(401), cut, answer(200, '{'), answer(302, '', { Location: '/' })]) {
      const { error } = await failing([step], { retries: none });
      expect(`${error} ${error.url} ${error.stack}`).not.toContain('secret-token');
    }
  });
});

describe('Retry-After', () => {
  test('in seconds and as a date is obeyed', async () => {
    const soon = new Date(Date.now() - 1_000).toUTCString();
    const slow: RetryConfig = {
      strategy: 'backoff',
      backoff: { initialInterval: 50_000, maxInterval: 50_000, exponent: 1, maxElapsedTime: 10_000 },
    };
    for (const header of ['0', soon]) {
      await using server = await ScriptedServer.of(answer(503, '', { 'Retry-After': header }), tasks);
      await new Butler({ serverURL: server.url, retries: slow }).getTasks();
      expect(server.received).toHaveLength(2);
    }
  });

  test('that is longer than there is time is told at once', async () => {
    const late = new Date(Date.now() + 3_600_000).toUTCString();
    for (const header of ['3600', late]) {
      const { error, requests } = await failing([answer(429, '', { 'Retry-After': header })]);
      expect(requests).toBe(1);
      expect(error.retryAfterMs).toBeGreaterThan(3_500_000);
      expect(error.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    }
  });

  test('that says nothing is as none', async () => {
    await using server = await ScriptedServer.of(answer(503, '', { 'Retry-After': 'soon' }), tasks);
    await new Butler({ serverURL: server.url, retries: quick }).getTasks();
    expect(server.received).toHaveLength(2);
  });
});

describe('what may not be done twice', () => {
  test('is sent once', async () => {
    await using server = await ScriptedServer.of(answer(503));
    const butler = new Butler({ serverURL: server.url, retries: quick });
    await failureOf(butler.startTasks());
    await failureOf(butler.startTask({ task: 'BackupDatabase' }));
    expect(server.received).toHaveLength(2);
  });

  test('is sent again with a key, the same each time, and another for each call', async () => {
    const done = answer(200, { outcome: 'started' });
    await using server = await ScriptedServer.of(
      ...[cut, answer(503), problem(409, 'request-under-way', { 'Retry-After': '0' }), done, done],
    );
    const butler = new Butler({ serverURL: server.url, retries: quick });
    expect(await butler.tasks.run({ task: 'BackupDatabase' })).toEqual({ outcome: 'started' });
    await butler.tasks.run({ task: 'BackupDatabase' });
    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[\x21-\x7e]{20,200}$/);
    expect(keys).toEqual([keys[0], keys[0], keys[0], keys[0], expect.not.stringMatching(`^${keys[0]}$`)]);
  });

  test('may be given a key', async () => {
    await using server = await ScriptedServer.of(cut, answer(200), answer(200, {}));
    const butler = new Butler({ serverURL: server.url, retries: quick });
    await butler.startTask({ task: 'BackupDatabase' }, { idempotencyKey: 'k-1' });
    await butler.tasks.run({ task: 'BackupDatabase' }, { idempotencyKey: 'k-2' });
    expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['k-1', 'k-1', 'k-2']);
  });

  test('deleting and setting are sent again', async () => {
    await using server = await ScriptedServer.of(answer(503), answer(200));
    const butler = new Butler({ serverURL: server.url, retries: quick });
    await butler.stopTasks();
    expect(server.received.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
  });
});

describe('a connection', () => {
  test('that is refused', async () => {
    const server = await ScriptedServer.of(silence);
    const { url } = server;
    await server[Symbol.asyncDispose]();
    const error = await failureOf(new Butler({ serverURL: url, retries: none }).getTasks());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toBe(
      `${url} could not be asked: connect ECONNREFUSED ${url.slice('http://'.length)}.`,
    );
  });

  test('that is cut before the answer is tried again, unless that is not wanted', async () => {
    await using server = await ScriptedServer.of(cut, cut, tasks);
    expect(await new Butler({ serverURL: server.url, retries: quick }).getTasks()).toHaveLength(1);
    const unwanted = { ...quick, retryConnectionErrors: false };
    const { error, requests } = await failing([cut, tasks], { retries: unwanted });
    expect(error).toBeInstanceOf(ConnectionError);
    expect(requests).toBe(1);
  });

  test('that is cut within the answer is tried again', async () => {
    const halfway: Step = response => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"ButlerTasks":{"But', () => response.destroy());
    };
    const chunked: Step = response => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"ButlerTasks":{"But', () => response.destroy());
    };
    await using server = await ScriptedServer.of(halfway, chunked, tasks);
    expect(await new Butler({ serverURL: server.url, retries: quick }).getTasks()).toHaveLength(1);
    expect((await failing([halfway], { retries: none })).error).toBeInstanceOf(ConnectionError);
    expect((await failing([chunked], { retries: none })).error).toBeInstanceOf(ConnectionError);
  });

  test('that stays silent, or drips, ends with the timeout', async () => {
    const drip: Step = response => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    for (const step of [silence, drip]) {
      const { error, requests, url } = await failing([step], { timeoutMs: 80, retries: none });
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error.message).toBe(`${url} did not answer within 80 ms.`);
      expect(requests).toBe(1);
    }
  });

  test('may take for ever where no end is set', async () => {
    for (const timeoutMs of [0, Number.POSITIVE_INFINITY, 2 ** 40]) {
      await using server = await ScriptedServer.of(tasks);
      expect(await new Butler({ serverURL: server.url, timeoutMs, retries: none }).getTasks()).toHaveLength(
        1,
      );
    }
  });

  test('has the timeout and the retries of the call rather than of the client', async () => {
    await using server = await ScriptedServer.of(silence, tasks);
    const butler = new Butler({ serverURL: server.url, timeoutMs: 0, retries: none });
    expect(await butler.getTasks({ timeoutMs: 80, retries: quick })).toHaveLength(1);
    expect(server.received).toHaveLength(2);
  });
});

describe('an answer of another kind', () => {
  test.each([
    ['HTML', answer(200, '<html>Welcome</html>'), 'The answer is text/html instead of JSON.'],
    [
      'truncated JSON',
      answer(200, '{"ButlerTasks":{"Bu', { 'Content-Type': 'application/json' }),
      'The answer is broken JSON.',
    ],
    ['other JSON', answer(200, { tasks: [] }), 'The answer has no ButlerTasks as it should.'],
    [
      'a list of other things',
      answer(200, { ButlerTasks: { ButlerTask: [7] } }),
      'The answer has no ButlerTasks as it should.',
    ],
    ['nothing', answer(200), 'The answer is text/html instead of JSON.'],
  ])('%s is told at once, with its body', async (_, step, message) => {
    const { error, requests } = await failing([step]);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error).toMatchObject({ message, status: 200 });
    expect(error.body).toBeDefined();
    expect(requests).toBe(1);
  });

  test('too long is not read to its end', async () => {
    const endless: Step = response => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const more = () => {
        while (response.write(' '.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    };
    const { error } = await failing([endless], { maxResponseBytes: 1_000_000 });
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error.message).toBe('The answer is longer than 1000000 bytes.');
  });

  test('a redirect is not followed, lest the token reach somebody else', async () => {
    await using other = await ScriptedServer.of(tasks);
    const { error, url } = await failing([answer(301, '', { Location: `${other.url}/butler` })]);
    expect(error).toBeInstanceOf(RedirectError);
    expect(error.message).toBe(`${url} leads to ${other.url}/butler: set serverURL to where it is.`);
    expect(other.received).toEqual([]);
  });

  test('no list where one should be', async () => {
    await using server = await ScriptedServer.of(answer(200, { items: 7 }));
    const butler = new Butler({ serverURL: server.url });
    expect(await failureOf(butler.runs.list())).toBeInstanceOf(ResponseValidationError);
  });
});

test('a server without an API of Butler’s is told apart from one where something is not there', async () => {
  await using server = await ScriptedServer.of(answer(404, '<h1>404</h1>'), problem(404, 'run-unknown'));
  const butler = new Butler({ serverURL: server.url });
  const error = await failureOf(butler.runs.get({ id: 7 }));
  expect(error).toBeInstanceOf(NotButlerError);
  expect(error.message).toContain('has no /api/v1: it is no Butler');
  expect((await failureOf(butler.runs.get({ id: 7 }))).constructor).toBe(NotFoundError);
});

describe('a signal', () => {
  test('that was aborted before lets nothing be sent', async () => {
    await using server = await ScriptedServer.of(tasks);
    const butler = new Butler({ serverURL: server.url });
    const error = await failureOf(butler.getTasks({ signal: AbortSignal.abort('enough') }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.cause).toBe('enough');
    expect(server.received).toEqual([]);
  });

  test('ends a call that waits for its answer', async () => {
    await using server = await ScriptedServer.of(silence);
    const butler = new Butler({ serverURL: server.url });
    const stop = new AbortController();
    const call = failureOf(butler.getTasks({ signal: stop.signal }));
    await server.requests(1);
    stop.abort();
    expect(await call).toBeInstanceOf(AbortedError);
  });

  test('ends a call that waits for its next try', async () => {
    await using server = await ScriptedServer.of(answer(503, '', { 'Retry-After': '5' }));
    const butler = new Butler({ serverURL: server.url });
    const stop = new AbortController();
    const call = failureOf(butler.getTasks({ signal: stop.signal }));
    await server.requests(1);
    // Late enough that the client waits by then, or else is aborted before it does: both end the call.
    setImmediate(() => stop.abort());
    expect(await call).toBeInstanceOf(AbortedError);
    expect(server.received).toHaveLength(1);
  });
});
