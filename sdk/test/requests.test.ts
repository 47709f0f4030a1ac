import { describe, expect, test } from 'vitest';
import { Accepts, Butler, type ButlerOptions } from '../src/index.ts';
import { answer, ScriptedServer, tasks } from './scripted-server.ts';

/** What one call sends. */
async function sent(call: (butler: Butler) => unknown, options: ButlerOptions = {}, path = '') {
  await using server = await ScriptedServer.of(
    answer(200, { items: [], ButlerTasks: {}, MediaContainer: {} }),
  );
  await call(new Butler({ serverURL: server.url + path, ...options }));
  const [request] = server.received;
  if (!request) throw new Error('Nothing was sent.');
  return request;
}

describe('who asks', () => {
  test('is told in the headers of Plex’s clients', async () => {
    const { headers } = await sent(butler => butler.getTasks(), {
      token: 'the-token',
      accepts: Accepts.ApplicationJson,
      clientIdentifier: 'abc123',
      product: 'Plex for Roku',
      version: '2.4.1',
      platform: 'Roku',
      platformVersion: '4.3 build 1057',
      device: 'Roku 3',
      model: '4200X',
      deviceVendor: 'Roku',
      deviceName: 'Living Room TV',
      marketplace: 'googlePlay',
    });
    expect(headers).toMatchObject({
      accept: 'application/json',
      'x-plex-token': 'the-token',
      'x-plex-client-identifier': 'abc123',
      'x-plex-product': 'Plex for Roku',
      'x-plex-version': '2.4.1',
      'x-plex-platform': 'Roku',
      'x-plex-platform-version': '4.3 build 1057',
      'x-plex-device': 'Roku 3',
      'x-plex-model': '4200X',
      'x-plex-device-vendor': 'Roku',
      'x-plex-device-name': 'Living Room TV',
      'x-plex-marketplace': 'googlePlay',
    });
  });

  test('is told in any script, as UTF-8', async () => {
    const { headers } = await sent(butler => butler.getTasks(), { deviceName: 'Büro ☕' });
    expect(Buffer.from(String(headers['x-plex-device-name']), 'latin1').toString()).toBe('Büro ☕');
  });

  test('is not told where nobody says', async () => {
    const { headers } = await sent(butler => butler.getTasks());
    expect(Object.keys(headers).filter(name => name.startsWith('x-plex'))).toEqual([]);
  });

  test('may bring another token each time', async () => {
    await using server = await ScriptedServer.of(tasks);
    let count = 0;
    const butler = new Butler({ serverURL: server.url, token: async () => `token-${++count}` });
    await butler.getTasks();
    await butler.getTasks();
    expect(server.received.map(({ headers }) => headers['x-plex-token'])).toEqual(['token-1', 'token-2']);
  });
});

describe('what cannot be sent', () => {
  test('is the caller’s, is not tried again, and does not show the token', async () => {
    await using server = await ScriptedServer.of(tasks);
    const { url: serverURL } = server;
    const broken = new Butler({ serverURL, token: 'one\ntwo' });
    await expect(broken.getTasks()).rejects.toThrow(
      new TypeError('"token" has a line break, which no header can carry.'),
    );
    const failing = new Butler({
      serverURL,
      token: () => {
        throw new RangeError('no token');
      },
    });
    await expect(failing.getTasks()).rejects.toThrow(new RangeError('no token'));
    expect(() => new Butler({ serverURL, product: 'a\nb' })).toThrow(TypeError);
    expect(server.received).toEqual([]);
    await new Butler({ serverURL, token: 'from-a-file\n' }).getTasks();
    expect(server.received).toMatchObject([{ headers: { 'x-plex-token': 'from-a-file' } }]);
  });
});

describe('a request', () => {
  test('has its parameters where the description says', async () => {
    const list = await sent(butler =>
      butler.runs.list({ task: 'BackupDatabase', limit: 5, cursor: undefined }),
    );
    expect(list).toMatchObject({ method: 'GET', url: '/api/v1/runs?task=BackupDatabase&limit=5', body: '' });
    const pause = await sent(butler => butler.pauses.pause({ scope: 'all', for: 'PT1H' }));
    expect(pause).toMatchObject({
      method: 'POST',
      url: '/api/v1/pauses',
      body: '{"scope":"all","for":"PT1H"}',
    });
    expect(pause.headers['content-type']).toBe('application/json');
    const set = await sent(butler => butler.settings.set({ id: 'ButlerStartHour', value: 3 }));
    expect(set).toMatchObject({
      method: 'PUT',
      url: '/api/v1/settings/ButlerStartHour',
      body: '{"value":3}',
    });
    const scan = await sent(butler => butler.library.scanSection({ id: 1 }));
    expect(scan).toMatchObject({ method: 'POST', url: '/api/v1/sections/1/scan', body: '' });
    expect(scan.headers['content-type']).toBeUndefined();
  });

  test('asks for nothing but what was named, whatever the name', async () => {
    expect((await sent(butler => butler.startTask({ task: '../x?y#z' }))).url).toBe('/butler/..%2Fx%3Fy%23z');
    expect((await sent(butler => butler.activities.cancel({ uuid: 'a/b' }))).url).toBe('/activities/a%2Fb');
    const butler = new Butler();
    await expect(butler.runs.get({ id: undefined as unknown as number })).rejects.toThrow('"id" is missing.');
    await expect(butler.startTask({ task: '' })).rejects.toThrow('"task" is missing.');
    await expect(butler.stopTask({ task: '..' })).rejects.toThrow('"task" cannot be "..".');
  });

  test('goes below the path of the server', async () => {
    expect((await sent(butler => butler.getTasks(), {}, '/media/')).url).toBe('/media/butler');
  });

  test('has further headers of its call', async () => {
    const { headers } = await sent(butler => butler.getTasks({ headers: { 'X-Trace': '7' } }));
    expect(headers['x-trace']).toBe('7');
  });

  test('tells of each answer that it gets, for its headers', async () => {
    await using server = await ScriptedServer.of(
      answer(503, '', { 'Retry-After': '0' }),
      answer(200, { ButlerTasks: {} }, { ETag: '"7"' }),
    );
    const seen: unknown[] = [];
    await new Butler({ serverURL: server.url }).getTasks({
      onResponse: ({ status, headers }) => seen.push([status, headers.get('etag')]),
    });
    expect(seen).toEqual([
      [503, null],
      [200, '"7"'],
    ]);
    const broken = new Butler({ serverURL: server.url }).getTasks({
      onResponse: () => {
        throw new RangeError('mine');
      },
    });
    await expect(broken).rejects.toThrow(new RangeError('mine'));
  });

  test('sets preferences in the query, as Plex wants it', async () => {
    const request = await sent(butler =>
      butler.preferences.set({ ButlerStartHour: 3, ButlerTaskBackupDatabase: false, FriendlyName: 'a&b' }),
    );
    expect(request.url).toBe('/:/prefs?ButlerStartHour=3&ButlerTaskBackupDatabase=false&FriendlyName=a%26b');
    expect(request.method).toBe('PUT');
  });
});

test.each(['attic:32500', 'attic', 'ftp://attic', 'http://me:secret@attic', ''])(
  '%j is no address',
  serverURL => {
    expect(() => new Butler({ serverURL })).toThrow(TypeError);
    expect(() => new Butler({ serverURL })).not.toThrow(/secret/);
  },
);

test('a list is a page, and all pages after it', async () => {
  await using server = await ScriptedServer.of(
    answer(200, { items: [{ id: 3 }, { id: 2 }], nextCursor: 'a b' }),
    answer(200, { items: [], nextCursor: 'c' }),
    answer(200, { items: [{ id: 1 }] }),
  );
  const runs = new Butler({ serverURL: server.url }).runs.list({ limit: 2 });
  expect(await runs).toEqual({ items: [{ id: 3 }, { id: 2 }], nextCursor: 'a b' });
  expect((await Array.fromAsync(runs)).map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(server.received.map(({ url }) => url)).toEqual([
    '/api/v1/runs?limit=2',
    '/api/v1/runs?cursor=a+b&limit=2',
    '/api/v1/runs?cursor=c&limit=2',
  ]);
});

test('a list that leads in a circle ends', async () => {
  await using server = await ScriptedServer.of(answer(200, { items: [], nextCursor: 'a' }));
  const runs = new Butler({ serverURL: server.url }).runs.list();
  await expect(Array.fromAsync(runs)).rejects.toThrow('A page leads to itself.');
});

test('code for the described SDK runs with another import and constructor', async () => {
  await using server = await ScriptedServer.of(answer(200));
  const plexAPI = new Butler({
    serverURL: server.url,
    accepts: Accepts.ApplicationXml,
    token: '<YOUR_API_KEY_HERE>',
  });
  const retries = {
    strategy: 'backoff',
    backoff: { initialInterval: 1, maxInterval: 50, exponent: 1.1, maxElapsedTime: 100 },
    retryConnectionErrors: false,
  } as const;
  await plexAPI.butler.stopTasks({ retries });
  await plexAPI.butler.startTasks();
  await plexAPI.butler.stopTask({ task: 'CleanOldBundles' });
  await plexAPI.butler.startTask({ task: 'CleanOldBundles' });
  expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'DELETE /butler',
    'POST /butler',
    'DELETE /butler/CleanOldBundles',
    'POST /butler/CleanOldBundles',
  ]);
});

test('a file is asked for by its path, with the token in a header', async () => {
  await using server = await ScriptedServer.of(answer(200, 'a picture'), answer(404, ''));
  const butler = new Butler({ serverURL: `${server.url}/below`, token: 'the-token' });
  const file = await butler.file({ path: '/library/metadata/7/thumb' });
  expect(await file.text()).toContain('a picture');
  expect(server.received[0]).toMatchObject({
    url: '/below/library/metadata/7/thumb',
    headers: { 'x-plex-token': 'the-token' },
  });
  await expect(butler.file({ path: '/gone' })).rejects.toThrow('There is no file /gone.');
  await expect(butler.file({ path: '@elsewhere.example/thumb' })).rejects.toThrow(TypeError);
});
