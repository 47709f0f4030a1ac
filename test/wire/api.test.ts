import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { askApi, RecordedWebhooks, recordedServices, webhookSecret } from '../support/http.ts';
import { night, RecordedButler } from '../support/recorded-butler.ts';

async function golden(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`api/${name}.json`, import.meta.url), 'utf8'));
}

describe('what is read', () => {
  test.each([
    ['/tasks', 'tasks'],
    ['/runs', 'runs'],
    ['/runs?limit=2', 'runs-page'],
    ['/runs?task=BackupDatabase', 'runs-of-task'],
    ['/runs?serviceDay=2026-03-01', 'runs'],
    ['/runs?serviceDay=2026-03-02', 'nothing'],
    ['/runs/5', 'run'],
    ['/runs/8', 'run-in-hand'],
    ['/runs/5/samples', 'run-samples'],
    ['/runs/7/samples', 'run-samples-none'],
    ['/runs/5/log', 'run-log'],
    ['/runs/5/units', 'run-units'],
    ['/runs/5/units?state=set-aside', 'run-units-set-aside'],
    ['/runs/7/units', 'nothing'],
    ['/units/RefreshLibraries:700', 'unit'],
    ['/units/RefreshLibraries:1', 'unit-set-aside'],
    ['/artifacts', 'artifacts'],
    ['/artifacts?section=1&kind=indexFile&state=stale', 'artifacts-found'],
    ['/artifacts?state=fresh&section=2', 'nothing'],
    ['/artifacts/indexFile:7', 'artifact'],
    ['/runs/5/failures', 'run-failures'],
    ['/logs', 'logs'],
    ['/logs?level=warn&run=5&text=aside', 'logs-found'],
    ['/logs?task=BackupDatabase', 'nothing'],
    ['/activities', 'activities'],
    ['/runs/7/failures', 'nothing'],
    ['/plan?nights=2', 'plan'],
    ['/plan?nights=1&from=2026-06-01T12:00:00%2B02:00', 'plan-from'],
    ['/decisions', 'decisions'],
    ['/tasks/BackupDatabase/why?night=2026-03-01', 'why'],
    ['/decisions?task=OptimizeDatabase&serviceDay=2026-03-01', 'decisions-of-task'],
    ['/decisions?serviceDay=2026-03-02', 'nothing'],
    ['/pauses', 'pauses'],
    ['/reports/2026-03-01', 'reports'],
    ['/reports/2026-03-02', 'nothing'],
    ['/nights?from=2026-02-01&to=2026-03-31', 'nights'],
    ['/nights?from=2026-03-02&to=2026-03-02', 'nothing'],
    ['/updates', 'updates'],
    ['/settings', 'settings'],
    ['/settings/ButlerStartHour', 'setting'],
    ['/windows', 'windows'],
    ['/sections', 'sections'],
    ['/sections/2', 'section'],
    ['/folders', 'folders'],
    ['/failures', 'failures'],
    ['/failures?task=BackupDatabase&section=2', 'nothing'],
    ['/workers', 'workers'],
    ['/backups', 'backups'],
    ['/restore', 'restore'],
    ['/quarantine', 'quarantine'],
    ['/storage', 'storage'],
    ['/server', 'server'],
    ['/items', 'items'],
    ['/items?type=movie&text=night&missing=chapterThumbs&section=1', 'items-found'],
    ['/items/7', 'item'],
    ['/folders?path=/media', 'folder'],
    ['/health/live', 'health-live'],
    ['/health/ready', 'health-ready'],
    ['/guide/channels', 'guide-channels'],
    ['/guide/programmes?channel=bbc1.uk', 'guide-programmes'],
    ['/guide/programmes?channel=empty&from=2026-03-01T00:00:00Z', 'nothing'],
  ])('GET %s', async (target, name) => {
    for (const slash of ['', '/']) {
      const response = await askApi()('GET', target.replace(/(\?|$)/, `${slash}$1`));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual(await golden(name));
    }
  });

  test('other parameters of clients of Plex do no harm', async () => {
    const response = await askApi()('GET', '/runs?X-Plex-Product=Web&limit=2&X-Plex-Client-Identifier=7');
    expect(await response.json()).toEqual(await golden('runs-page'));
  });

  test.each([
    ['/runs', 5],
    ['/runs?task=BackupDatabase', 2],
    ['/runs/5/log', 3],
    ['/runs/5/units', 3],
    ['/artifacts', 3],
    ['/runs/5/failures', 3],
    ['/logs', 3],
    ['/decisions', 4],
    ['/guide/channels', 2],
    ['/items', 2],
    ['/failures', 3],
    ['/guide/programmes?channel=bbc1.uk', 3],
  ])('%s is the same page by page as at once', async (target, count) => {
    const ask = askApi();
    const read = async (limit: number) => {
      const items: unknown[] = [];
      let cursor = '';
      do {
        const page = new URLSearchParams({ limit: `${limit}`, ...(cursor && { cursor }) });
        const response = await ask('GET', `${target}${target.includes('?') ? '&' : '?'}${page}`);
        const body = (await response.json()) as { items: unknown[]; nextCursor?: string };
        expect(body.items.length).toBeLessThanOrEqual(limit);
        items.push(...body.items);
        cursor = body.nextCursor ?? '';
      } while (cursor);
      return items;
    };
    const all = await read(500);
    expect(all).toHaveLength(count);
    for (const limit of [1, 2, count]) expect(await read(limit)).toEqual(all);
  });

  test('a run in hand has the progress of this moment', async () => {
    const butler = new RecordedButler();
    const history = { ...recordedServices().history };
    const [task] = butler.tasks().filter(({ name }) => name === 'GenerateMediaIndexFiles');
    if (!task?.active) throw new Error('No run is in hand.');
    const { active } = task;
    history.findRun = async () => ({ ...active, progress: { done: 0, failed: 0, bytesDone: 0 } });
    const response = await askApi({ butler, history })('GET', `/runs/${active.id}`);
    expect(await response.json()).toMatchObject({ run: { progress: { done: 3, total: 8 } } });
  });
});

test.each([
  ['', { from: /a date/, to: /a date/ }],
  ['?from=2026-03-01&to=2026-02-28', { to: /must not be before from/ }],
  ['?from=2026-03-01&to=2027-04-05', { to: /less than 400 days after from/ }],
  ['?from=2026-03-01&to=tomorrow', { to: /a date/ }],
])('nights are not counted for %j', async (search, fields) => {
  const response = await askApi()('GET', `/nights${search}`);
  expect(response.status).toBe(400);
  const { errors } = (await response.json()) as { errors: { field: string; message: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(Object.keys(fields));
  for (const [index, { message }] of errors.entries())
    expect(message).toMatch(Object.values(fields)[index] as RegExp);
});

describe('a task', () => {
  test.each([
    ['is started', 'BackupDatabase/start', 'started', 'running'],
    ['is not started twice', 'GenerateMediaIndexFiles/start', 'already-running', 'running'],
    ['is stopped', 'GenerateMediaIndexFiles/stop', 'stopped', undefined],
    ['is taken out of its place', 'OptimizeDatabase/stop', 'stopped', undefined],
    ['that does not run stays so', 'BackupDatabase/stop', 'not-running', undefined],
  ])('%s', async (_, target, outcome, state) => {
    const response = await askApi()('POST', `/tasks/${target}`);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { task: { active?: { state: string } } };
    expect(body).toMatchObject({ outcome, task: { name: target.split('/')[0] } });
    expect(body.task.active?.state).toBe(state);
  });

  test('that is unknown suggests the nearest', async () => {
    const response = await askApi()('POST', '/tasks/BackupDatabse/start');
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      type: 'urn:butler:problem:task-unknown',
      title: 'Task unknown',
      status: 404,
      detail: 'There is no task "BackupDatabse"; did you mean BackupDatabase?',
      code: 'task-unknown',
      values: { name: 'BackupDatabse', nearest: 'BackupDatabase' },
      remedy: 'GET /api/v1/tasks and GET /butler list them all.',
    });
  });
});

describe('what runs now', () => {
  const id = (run: number) => `00000000-0000-4000-8000-${String(run).padStart(12, '0')}`;

  test('is cancelled, once', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const response = await ask('DELETE', `/activities/${id(8)}`);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(butler.tasks().find(({ name }) => name === 'GenerateMediaIndexFiles')?.last?.state).toBe(
      'cancelled',
    );
    const again = await ask('DELETE', `/activities/${id(8)}`);
    expect([again.status, await again.json()]).toMatchObject([404, { code: 'activity-unknown' }]);
  });

  test('goes on where it cannot be cancelled', async () => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('DELETE', `/activities/${id(9)}`);
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'activity-fixed' }]);
    expect(butler.revision()).toBe(0);
  });
});

describe('files that a run set aside', () => {
  test('are tried anew, and the task is started', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    expect(await (await ask('POST', '/runs/5/failures/retry')).json()).toEqual({
      files: 2,
      outcome: 'started',
    });
    expect(butler.tasks().find(({ name }) => name === 'RefreshLibraries')?.active?.state).toBe('running');
    expect(await (await ask('POST', '/runs/5/failures/retry')).json()).toEqual({
      files: 2,
      outcome: 'already-running',
    });
  });

  test('are none: nothing is started', async () => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/runs/7/failures/retry');
    expect(await response.json()).toEqual({ files: 0, outcome: 'nothing-to-retry' });
    expect(butler.revision()).toBe(0);
  });
});

describe('a pause', () => {
  const hand = { cause: 'hand', sentence: 'Paused by hand.', since: '2026-03-01T02:00:00.000Z' };

  test.each([
    [{ scope: 'all' }, {}],
    [{ scope: 'BackupDatabase', for: 'PT2H30M' }, { until: '2026-03-01T04:30:00.000Z' }],
    [{ scope: 'all', for: 'P1DT1S' }, { until: '2026-03-02T02:00:01.000Z' }],
    [{ scope: 'all', for: 'P1M' }, { until: '2026-04-01T02:00:00.000Z' }],
    [{ scope: 'all', for: 'P366D' }, { until: '2027-03-02T02:00:00.000Z' }],
    [{ scope: 'all', until: '2026-03-01T05:00:00+01:00' }, { until: '2026-03-01T04:00:00.000Z' }],
  ])('%j is taken', async (request, end) => {
    const ask = askApi();
    const response = await ask('POST', '/pauses', request);
    expect(response.status).toBe(201);
    const pause = { ...hand, scope: request.scope, ...end };
    expect(await response.json()).toEqual(pause);
    const { items } = (await (await ask('GET', '/pauses')).json()) as { items: unknown[] };
    expect(items).toEqual([expect.objectContaining({ cause: 'playback' }), pause]);
  });

  test.each([
    [{}, { scope: 'must be all or the name of a task' }],
    [{ scope: 'Backup' }, { scope: 'must be all or the name of a task, such as BackupDatabase' }],
    [{ scope: ['all'] }, { scope: 'must be all or the name of a task' }],
    [{ scope: 'all', for: 'two hours' }, { for: 'must be an ISO 8601 duration such as PT2H30M' }],
    [{ scope: 'all', for: 7200 }, { for: 'must be an ISO 8601 duration such as PT2H30M' }],
    [{ scope: 'all', for: 'PT0S' }, { for: 'must end later than now and within 366 days' }],
    [{ scope: 'all', for: '-PT1H' }, { for: 'must end later than now and within 366 days' }],
    [{ scope: 'all', for: 'P367D' }, { for: 'must end later than now and within 366 days' }],
    [{ scope: 'all', for: 'P999999999Y' }, { for: 'must end later than now and within 366 days' }],
    [
      { scope: 'all', until: '2026-03-01T02:00:00Z' },
      { until: 'must end later than now and within 366 days' },
    ],
    [
      { scope: 'all', until: '2026-03-01 04:00' },
      { until: 'must be an instant such as 2027-03-28T02:00:00Z' },
    ],
    [{ scope: 'all', until: '1969-03-01T02:00:00Z' }, { until: 'must lie in the years from 1970 to 8999' }],
    [
      { scope: 'all', for: 'PT1H', until: '2026-03-01T03:00:00Z' },
      { until: 'cannot be given together with for' },
    ],
    [{ scope: 'all', minutes: 5 }, { minutes: 'is no field of this request' }],
    [[], { '': 'the body must be an object' }],
    ['null', { '': 'the body must be an object' }],
  ])('%j is refused, with every field that is wrong', async (request, fields) => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/pauses', request);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'request-invalid',
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
    expect(butler.revision()).toBe(0);
  });

  test('is taken back once', async () => {
    const ask = askApi();
    await ask('POST', '/pauses', { scope: 'all' });
    const response = await ask('DELETE', '/pauses/all');
    expect([response.status, await response.text()]).toEqual([204, '']);
    const again = await ask('DELETE', '/pauses/all');
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({
      code: 'pause-unknown',
      detail: 'Nobody paused everything by hand.',
    });
  });
});

describe('webhooks', () => {
  const right = `?secret=${webhookSecret}`;
  const anonymous = { 'X-Plex-Token': '' };

  test.each([
    ['in the query', right, {}],
    ['in a header', '', { 'X-Butler-Secret': webhookSecret }],
  ])('need no token, but the secret %s, and come as they were sent', async (_, search, headers) => {
    const webhooks = new RecordedWebhooks();
    const ask = askApi({ webhooks });
    const type = { ...anonymous, ...headers, 'Content-Type': 'text/plain; charset=utf-8' };
    const response = await ask('POST', `/webhooks/jellyfin${search}`, '{"Event": "é', type);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(webhooks.taken).toEqual([
      { source: 'jellyfin', contentType: 'text/plain; charset=utf-8', body: '{"Event": "é' },
    ]);
  });

  test.each([
    ['none', '', {}],
    ['a wrong one', '?secret=wrong', {}],
    ['two', right, { 'X-Butler-Secret': 'wrong' }],
    ['the token', '', { 'X-Butler-Secret': 'a-token-that-is-long-enough' }],
  ])('with %s for a secret are refused', async (_, search, headers) => {
    const webhooks = new RecordedWebhooks();
    const response = await askApi({ webhooks })('POST', `/webhooks/plex${search}`, '{}', headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'webhook-secret-wrong' });
    expect(webhooks.taken).toEqual([]);
  });

  test('are refused while no secret is set', async () => {
    const webhooks = new RecordedWebhooks();
    webhooks.secret = () => '';
    const response = await askApi({ webhooks })('POST', '/webhooks/plex?secret=', '{}');
    expect(response.status).toBe(401);
  });

  test('of unknown servers are nowhere', async () => {
    const response = await askApi()('POST', `/webhooks/kodi${right}`, '{}');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ field: 'source', message: 'must be one of plex, jellyfin, emby, tautulli' }],
    });
  });
});

test('the clock of the answers is that of the services', async () => {
  const later = night + 3_600_000;
  const response = await askApi({ now: () => later })('POST', '/pauses', { scope: 'all', for: 'PT1M' });
  expect(await response.json()).toMatchObject({ until: '2026-03-01T03:01:00.000Z' });
});
