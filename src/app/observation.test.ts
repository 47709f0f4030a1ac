import { rm, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { type OpenButler, openButler } from './butler.ts';
import { dataFolders } from './folders.ts';
import { type RunningServer, startServer } from './server.ts';
import { builtAt } from './version.ts';

const token = 'a-token-that-is-long-enough';
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let butler: OpenButler;
let server: RunningServer;
let now = Date.now;

beforeEach(async () => {
  folder = await makeTempFolder();
  butler = await openButler(folder.path, () => now());
  await butler.engine.open();
  const configuration = { dataFolder: folder.path, host: '127.0.0.1', port: 0, token };
  server = await startServer(butler, configuration, error => {
    throw error;
  });
});

afterEach(async () => {
  now = Date.now;
  await server.close();
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers });

describe.each(['', '/api/v1'])('%s/health', base => {
  test('says that all is well, to anybody', async () => {
    const live = await ask(`${base}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'pass', checks: {} }]);
    const ready = await ask(`${base}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'pass', checks: { database: 'pass', folders: 'pass', workers: 'pass', clock: 'pass' } },
    ]);
  });

  test.runIf(process.platform === 'linux')('names what is not as it should be, and no more', async () => {
    const { bundles } = dataFolders(folder.path);
    await rm(bundles, { recursive: true });
    // There is no room, for root neither.
    await symlink('/proc/self', bundles);
    const ready = await ask(`${base}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'fail', checks: { database: 'pass', folders: 'fail', workers: 'pass', clock: 'pass' } },
    ]);
    expect((await ask(`${base}/health/live`)).status).toBe(200);
  });
});

test('a clock that cannot be right, and a database that does not answer, are not well', async () => {
  now = () => builtAt - 1;
  butler.engine.attend();
  // The plan says it when it was made anew.
  while (butler.engine.tasks().every(({ decision }) => decision.reason !== 'clock-suspect')) {
    await new Promise(resolve => butler.events.once('decision', resolve));
  }
  await butler.engine.close();
  await butler.store.close();
  const ready = await ask('/health/ready');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ checks: { database: 'fail', clock: 'fail' } });
});

describe.each(['', '/api/v1'])('%s/metrics', base => {
  test.each([
    ['in the header of Plex', '', { 'X-Plex-Token': token }],
    ['in the query', `?X-Plex-Token=${token}`, {}],
    ['as Prometheus brings it', '', { Authorization: `Bearer ${token}` }],
  ])('needs the token, %s', async (_, search, headers) => {
    const response = await ask(`${base}/metrics${search}`, headers as Record<string, string>);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('butler_task_enabled{task="BackupDatabase"} 1\n');
    expect(text).toMatch(/^butler_database_bytes \d{4,}$/m);
    expect(text).toContain('butler_backups 0\n');
    expect(text).not.toMatch(/^butler_unreadable\{/m);
  });

  test.each([
    ['none', {}],
    ['a wrong one', { Authorization: 'Bearer nonsense' }],
    ['another scheme', { Authorization: `Basic ${token}` }],
    ['two', { Authorization: `Bearer ${token}`, 'X-Plex-Token': 'nonsense' }],
  ])('with %s is refused, as a problem', async (_, headers) => {
    const response = await ask(`${base}/metrics`, headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'token-wrong' });
  });
});

test('runs are counted', async () => {
  await butler.engine.start('BackupDatabase');
  butler.engine.attend();
  await new Promise<void>(resolve =>
    butler.events.on('run', run => {
      if (run.task === 'BackupDatabase' && run.endedAt !== undefined) resolve();
    }),
  );
  const text = await (await ask('/metrics', { Authorization: `Bearer ${token}` })).text();
  expect(text).toContain('butler_runs_total{task="BackupDatabase",result="succeeded"} 1\n');
  expect(text).toMatch(/^butler_backups 1$/m);
  expect(text).toMatch(/^butler_backup_last_timestamp_seconds \d{10}/m);
});
