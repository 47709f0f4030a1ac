import { describe, expect, test } from 'vitest';
import { ButlerError } from '../../src/domain/errors.ts';
import { askApi, recordedServices } from '../support/http.ts';
import { night, RecordedButler } from '../support/recorded-butler.ts';

describe('an answer that the client has already', () => {
  test.each([
    '/tasks',
    '/activities',
    '/runs',
    '/runs/5',
    '/plan?nights=1',
    '/settings',
    '/settings/FriendlyName',
  ])('%s is not sent again', async target => {
    const ask = askApi();
    const first = await ask('GET', target);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await ask('GET', target, undefined, { 'If-None-Match': given });
      expect([again.status, await again.text()], given).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(tag);
    }
    const other = await ask('GET', target, undefined, { 'If-None-Match': '"other"' });
    expect([other.status, await other.json()]).toEqual([200, await first.json()]);
  });

  test('is sent when it has changed', async () => {
    const ask = askApi();
    const tags = async () =>
      Promise.all(
        ['/tasks', '/activities', '/pauses'].map(async path => (await ask('GET', path)).headers.get('etag')),
      );
    const before = await tags();
    await ask('POST', '/tasks/BackupDatabase/start');
    await ask('POST', '/pauses', { scope: 'all' });
    const after = await tags();
    for (const [i, tag] of after.entries()) expect(tag).not.toBe(before[i]);
  });

  test('has no tag where it is no answer, or has no end', async () => {
    const ask = askApi();
    for (const target of ['/runs/99', '/nonsense', '/metrics']) {
      expect((await ask('GET', target)).headers.has('etag'), target).toBe(false);
    }
    const stream = await ask('GET', '/events');
    expect(stream.headers.has('etag')).toBe(false);
    await stream.body?.cancel();
  });
});

describe('a write on what was read', () => {
  const change = { value: 'attic' };

  test('is done where that is as it was', async () => {
    const ask = askApi();
    const tag = (await ask('GET', '/settings/FriendlyName')).headers.get('etag') ?? '';
    const response = await ask('PUT', '/settings/FriendlyName', change, { 'If-Match': tag });
    expect(response.status).toBe(200);
    expect((await ask('GET', '/settings/FriendlyName')).headers.get('etag')).not.toBe(tag);
  });

  test.each(['PUT', 'DELETE'])('by %s is not done where it has changed', async method => {
    const ask = askApi();
    const tag = (await ask('GET', '/settings/FriendlyName')).headers.get('etag') ?? '';
    await ask('PUT', '/settings/FriendlyName', { value: 'cellar' });
    const response = await ask(method, '/settings/FriendlyName', method === 'PUT' ? change : undefined, {
      'If-Match': tag,
    });
    expect([response.status, await response.json()]).toMatchObject([412, { code: 'changed-meanwhile' }]);
    expect(await (await ask('GET', '/settings/FriendlyName')).json()).toMatchObject({ value: 'cellar' });
  });

  test('is done for one of two who read the same and write at once', async () => {
    const ask = askApi();
    const tag = (await ask('GET', '/settings/FriendlyName')).headers.get('etag') ?? '';
    const both = ['attic', 'cellar'].map(value =>
      ask('PUT', '/settings/FriendlyName', { value }, { 'If-Match': tag }),
    );
    const responses = await Promise.all(both);
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await (await ask('GET', '/settings/FriendlyName')).json()).toMatchObject({ value: 'attic' });
  });

  test('without the token is refused for that', async () => {
    const ask = askApi();
    const headers = { 'If-Match': '"other"', 'X-Plex-Token': '' };
    expect((await ask('PUT', '/settings/FriendlyName', change, headers)).status).toBe(401);
  });

  test('of what there is not is 404', async () => {
    const response = await askApi()('PUT', '/settings/Nonsense', change, { 'If-Match': '*' });
    expect(response.status).toBe(404);
  });
});

describe('a request with a key', () => {
  const key = (value: string) => ({ 'Idempotency-Key': value });

  test('is done once, and answered as it was', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const first = await ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    await butler.stop('BackupDatabase');
    const again = await ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('content-type')).toBe('application/json');
    expect(await again.text()).toBe(await first.text());
    expect(butler.tasks().find(({ name }) => name === 'BackupDatabase')?.active).toBeUndefined();
    // With another key, or none, it is another request.
    expect(
      await (await ask('POST', '/tasks/BackupDatabase/start', undefined, key('two'))).json(),
    ).toMatchObject({
      outcome: 'started',
    });
  });

  test('with a body is read whole by its route', async () => {
    const ask = askApi();
    const response = await ask('POST', '/pauses', { scope: 'BackupDatabase', for: 'PT1H' }, key('one'));
    expect(response.status).toBe(201);
    const again = await ask('POST', '/pauses', { scope: 'BackupDatabase', for: 'PT1H' }, key('one'));
    expect([again.status, await again.json()]).toEqual([201, await response.json()]);
  });

  test.each([
    ['another body', '/pauses', { scope: 'all' }],
    ['another address', '/tasks/BackupDatabase/start', undefined],
    ['another query', '/pauses?x=1', { scope: 'all', for: 'PT1H' }],
  ])('and %s is refused', async (_, target, body) => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    await ask('POST', '/pauses', { scope: 'all', for: 'PT1H' }, key('one'));
    const revision = butler.revision();
    const response = await ask('POST', target, body, key('one'));
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'key-reused' }]);
    expect(butler.revision()).toBe(revision);
  });

  test('that is under way is not begun again', async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const butler = new RecordedButler();
    const start = butler.start.bind(butler);
    let starts = 0;
    butler.start = async name => {
      starts++;
      begun.resolve();
      await goOn.promise;
      return await start(name);
    };
    const ask = askApi({ butler });
    const first = ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    await begun.promise;
    const second = await ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'request-under-way' }]);
    expect(second.headers.get('retry-after')).toBe('1');
    const other = await ask('POST', '/tasks/RefreshLibraries/start', undefined, key('one'));
    expect(other.status).toBe(422);
    goOn.resolve();
    expect((await first).status).toBe(200);
    expect((await ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'))).status).toBe(200);
    expect(starts).toBe(1);
  });

  test('that was refused is refused again; that went wrong in the server is done anew', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler, report: () => {} });
    for (const replayed of [null, 'true']) {
      const response = await ask('POST', '/tasks/Nonsense/start', undefined, key('one'));
      expect([response.status, response.headers.get('idempotency-replayed')]).toEqual([404, replayed]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    const start = butler.start.bind(butler);
    butler.start = async () => {
      throw new Error('The disk is gone.');
    };
    expect((await ask('POST', '/tasks/BackupDatabase/start', undefined, key('two'))).status).toBe(500);
    butler.start = start;
    expect((await ask('POST', '/tasks/BackupDatabase/start', undefined, key('two'))).status).toBe(200);
  });

  test('that is done is answered so, also where the answer cannot be kept', async () => {
    const { answers } = recordedServices();
    answers.keepAnswer = () => Promise.reject(new ButlerError('disk-full', { path: '/data' }));
    const response = await askApi({ answers })('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    expect([response.status, await response.json()]).toMatchObject([200, { outcome: 'started' }]);
  });

  test('is forgotten after a day', async () => {
    let now = night;
    const services = recordedServices();
    const ask = askApi({ answers: services.answers, now: () => now });
    await ask('POST', '/tasks/BackupDatabase/stop', undefined, key('one'));
    now += 24 * 3_600_000;
    const kept = await ask('POST', '/tasks/BackupDatabase/stop', undefined, key('one'));
    expect(kept.headers.get('idempotency-replayed')).toBe('true');
    now += 1;
    const anew = await ask('POST', '/tasks/BackupDatabase/stop', undefined, key('one'));
    expect(anew.headers.has('idempotency-replayed')).toBe(false);
  });

  test.each(['', 'with space', 'x'.repeat(201)])('such as %j is refused where it is none', async value => {
    const response = await askApi()('POST', '/tasks/BackupDatabase/start', undefined, key(value));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
  });

  test('needs the token like any other', async () => {
    const ask = askApi();
    await ask('POST', '/tasks/BackupDatabase/start', undefined, key('one'));
    const headers = { ...key('one'), 'X-Plex-Token': '' };
    expect((await ask('POST', '/tasks/BackupDatabase/start', undefined, headers)).status).toBe(401);
  });
});
