import { expect, test } from 'vitest';
import type { Butler } from '../../src/domain/butler.ts';
import { ButlerError } from '../../src/domain/errors.ts';
import { askApi } from '../support/http.ts';
import { RecordedButler } from '../support/recorded-butler.ts';

class FailingButler extends RecordedButler {
  readonly #error: Error;
  constructor(error: Error) {
    super();
    this.#error = error;
  }
  override async start(): ReturnType<Butler['start']> {
    throw this.#error;
  }
}

test.each([
  ['GET', '/nonsense', {}, 404, 'path-unknown', 'There is nothing at this address.'],
  ['GET', '/runs/99', {}, 404, 'run-unknown', 'There is no run 99.'],
  ['GET', '/runs/99/log', {}, 404, 'run-unknown', 'There is no run 99.'],
  ['GET', '/runs/99/failures', {}, 404, 'run-unknown', 'There is no run 99.'],
  ['POST', '/runs/99/failures/retry', {}, 404, 'run-unknown', 'There is no run 99.'],
  ['GET', '/guide/programmes?channel=x', {}, 404, 'channel-unknown', 'There is no channel "x" in the guide.'],
  ['GET', '/guide/programmes', {}, 400, 'request-invalid', 'channel must be the id of a channel.'],
  [
    'GET',
    '/guide/programmes?channel=empty&to=2026-03-01T02:00:00Z',
    {},
    400,
    'request-invalid',
    'to must be later than from, by 15 days at most.',
  ],
  ['POST', '/tasks/Nonsense/start', {}, 404, 'task-unknown', 'There is no task "Nonsense".'],
  ['POST', '/tasks/__proto__/stop', {}, 404, 'task-unknown', 'There is no task "__proto__".'],
  ['DELETE', '/pauses/BackupDatabas', {}, 404, 'task-unknown', 'did you mean BackupDatabase?'],
  ['DELETE', '/pauses/RefreshLibraries', {}, 404, 'pause-unknown', 'Nobody paused RefreshLibraries by hand.'],
  [
    'GET',
    '/tasks',
    { 'X-Plex-Token': 'wrong' },
    401,
    'token-wrong',
    'The request brings no token, or a wrong one.',
  ],
  ['GET', '/nonsense', { 'X-Plex-Token': '' }, 401, 'token-wrong', 'The request brings no token'],
  ['PUT', '/tasks', {}, 405, 'method-unknown', 'This address answers to GET.'],
  ['OPTIONS', '/pauses', {}, 405, 'method-unknown', 'This address answers to GET, POST.'],
  [
    'POST',
    '/pauses',
    {},
    400,
    'request-invalid',
    'The request is not valid: scope must be all or the name of a task.',
  ],
])('%s %s %j is %i %s', async (method, target, headers, status, code, detail) => {
  const response = await askApi()(method, target, undefined, headers);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as { title: string };
  expect(problem).toMatchObject({
    type: `urn:butler:problem:${code}`,
    status,
    code,
    detail: expect.stringContaining(detail),
    remedy: expect.stringMatching(/\.$/),
  });
  expect(problem.title.toLowerCase().replaceAll(' ', '-')).toBe(code);
});

test.each([
  ['/runs?limit=0', { limit: 'must be a whole number from 1 to 500' }],
  ['/runs?limit=501', { limit: 'must be a whole number from 1 to 500' }],
  ['/runs?limit=2.5', { limit: 'must be a whole number from 1 to 500' }],
  ['/runs?limit=2&limit=3', { limit: 'must be a whole number from 1 to 500' }],
  ['/runs?task=Backup', { task: 'must be the name of a task, such as BackupDatabase' }],
  ['/runs?cursor=nonsense', { cursor: 'must be the nextCursor of a page of this list' }],
  ['/runs/5/log?cursor=cnVucyA4', { cursor: 'must be the nextCursor of a page of this list' }],
  ['/runs?tasks=BackupDatabase', { tasks: 'is no parameter of this operation' }],
  ['/plan?nights=367', { nights: 'must be a whole number from 1 to 366' }],
  ['/plan?from=tomorrow', { from: 'must be an instant such as 2027-03-28T02:00:00Z' }],
  ['/decisions?serviceDay=2026-02-30', { serviceDay: 'must be a date such as 2027-03-28' }],
  [
    '/decisions?serviceDay=today&limit=x',
    { serviceDay: 'must be a date such as 2027-03-28', limit: 'must be a whole number from 1 to 500' },
  ],
])('GET %s names each field that is wrong', async (target, fields) => {
  const response = await askApi()('GET', target);
  expect(response.status).toBe(400);
  const errors = Object.entries(fields).map(([field, message]) => ({ field, message }));
  expect(await response.json()).toMatchObject({
    code: 'request-invalid',
    detail: `The request is not valid: ${errors.map(({ field, message }) => `${field} ${message}`).join('; ')}.`,
    errors,
  });
});

test.each([
  ['{"scope"', 'application/json', 400, 'request-malformed'],
  ['', 'application/json', 400, 'request-malformed'],
  ['scope=all', 'application/x-www-form-urlencoded', 415, 'body-unknown'],
  ['{"scope":"all"}', 'text/plain', 415, 'body-unknown'],
])('a body of %j as %s is %i', async (body, type, status, code) => {
  const response = await askApi()('POST', '/pauses', body, { 'Content-Type': type });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ status, code });
});

test('a refused method says which ones there are', async () => {
  expect((await askApi()('PATCH', '/pauses')).headers.get('allow')).toBe('GET, POST');
});

test('a problem of the disk is told with its remedy', async () => {
  const butler = new FailingButler(new ButlerError('disk-full', { path: '/data' }));
  const response = await askApi({ butler })('POST', '/tasks/BackupDatabase/start');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    code: 'disk-full',
    detail: 'There is no room at /data.',
    remedy: 'Free some space; the work goes on by itself at the next run.',
  });
});

test('a problem that nobody foresaw is reported, and told to nobody', async () => {
  const reported: unknown[] = [];
  const error = new Error('secret');
  const services = { butler: new FailingButler(error), report: (given: unknown) => reported.push(given) };
  const response = await askApi(services)('POST', '/tasks/BackupDatabase/start');
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ code: 'internal', title: 'Internal', status: 500 });
  expect(reported).toEqual([error]);
});

test('too many wrong tokens are told apart from one', async () => {
  const ask = askApi();
  const codes: string[] = [];
  for (let i = 0; i < 11; i++) {
    const response = await ask('GET', '/tasks', undefined, { 'X-Plex-Token': 'wrong' });
    codes.push(((await response.json()) as { code: string }).code);
  }
  expect(codes).toEqual([...Array(10).fill('token-wrong'), 'too-many-guesses']);
});
