import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Preference } from '../../src/domain/preference.ts';
import { friendlyName } from '../../src/settings/preferences.ts';
import { Settings } from '../../src/settings/settings.ts';
import {
  askApi,
  RecordedPreferences,
  RecordedWebhooks,
  recordedServices,
  webhookSecret,
} from '../support/http.ts';
import { night, RecordedButler } from '../support/recorded-butler.ts';
import { recordedItems } from '../support/recorded-items.ts';
import { recordedBackups } from '../support/recorded-safekeeping.ts';

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
    ['/runs/5/log', 'run-log'],
    ['/runs/5/failures', 'run-failures'],
    ['/logs', 'logs'],
    ['/logs?level=warn&run=5&text=aside', 'logs-found'],
    ['/logs?task=BackupDatabase', 'nothing'],
    ['/activities', 'activities'],
    ['/runs/7/failures', 'nothing'],
    ['/plan?nights=2', 'plan'],
    ['/plan?nights=1&from=2026-06-01T12:00:00%2B02:00', 'plan-from'],
    ['/decisions', 'decisions'],
    ['/decisions?task=OptimizeDatabase&serviceDay=2026-03-01', 'decisions-of-task'],
    ['/decisions?serviceDay=2026-03-02', 'nothing'],
    ['/pauses', 'pauses'],
    ['/reports/2026-03-01', 'reports'],
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

describe('a preference', () => {
  test('takes another value, and its default again', async () => {
    const ask = askApi();
    const changed = await ask('PUT', '/settings/ButlerStartHour', { value: 3 });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({
      id: 'ButlerStartHour',
      value: 3,
      default: 2,
      changed: true,
    });
    expect(await (await ask('DELETE', '/settings/ButlerStartHour')).json()).toMatchObject({
      value: 2,
      changed: false,
    });
  });

  test.each([
    ['ButlerStartHour', { value: 24 }, 400, 'preference-value', { value: /^must be one of 0, 1/ }],
    ['ButlerStartHour', { value: 'two' }, 400, 'preference-value', { value: /^must be one of 0, 1/ }],
    ['ButlerStartHour', { value: null }, 400, 'request-invalid', { value: /true or false, a number, or/ }],
    ['ButlerStartHour', { values: 1 }, 400, 'request-invalid', { value: /must be/, values: /is no field/ }],
    ['Fixed', { value: 5 }, 403, 'preference-read-only', { value: /^cannot be changed$/ }],
    ['ButlerStartHuor', { value: 5 }, 404, 'preference-unknown', {}],
  ])('%s is refused %j', async (id, body, status, code, fields) => {
    const response = await askApi()('PUT', `/settings/${id}`, body);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { errors?: { field: string; message: string }[] };
    expect(problem).toMatchObject({ code });
    const told = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
    expect(Object.keys(told)).toEqual(Object.keys(fields));
    for (const [field, message] of Object.entries(fields)) expect(told[field]).toMatch(message);
  });

  test('that is unknown suggests the nearest', async () => {
    expect(await (await askApi()('GET', '/settings/ButlerStartHuor')).json()).toMatchObject({
      status: 404,
      detail: 'There is no preference "ButlerStartHuor"; did you mean ButlerStartHour?',
    });
  });

  test('changes with others, or none does, and each that is wrong is named', async () => {
    const ask = askApi();
    const wrong = await ask('PATCH', '/settings', { FriendlyName: 'A', Ratio: true, Fixed: 5, Ratoi: 1 });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      errors: [
        { field: 'Ratio', message: 'must be a number' },
        { field: 'Fixed', message: 'cannot be changed' },
        { field: 'Ratoi', message: 'is no preference; did you mean Ratio?' },
      ],
    });
    expect(await (await ask('GET', '/settings/FriendlyName')).json()).toMatchObject({ changed: false });

    await ask('PUT', '/settings/Ratio', { value: 0.75 });
    const right = await ask('PATCH', '/settings', { FriendlyName: 'Attic', Ratio: null });
    expect(await right.json()).toMatchObject({
      items: [
        { id: 'FriendlyName', value: 'Attic', changed: true },
        { id: 'Ratio', value: 0.5, changed: false },
      ],
    });
  });

  test('that is secret is never shown, but whether there is one', async () => {
    const secret: Preference<'text'> = { ...friendlyName, id: 'Key', secret: true };
    const settings = new Settings([secret], { Key: 'hidden' }, new RecordedPreferences());
    const response = await askApi({ settings })('GET', '/settings/Key');
    const shown = await response.text();
    expect(JSON.parse(shown)).toMatchObject({ value: '', secret: true, hidden: true, changed: true });
    expect(shown).not.toContain('hidden"}');
    const refused = await askApi({ settings })('PUT', '/settings/Key', { value: 'sesame\n' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.not.stringContaining('sesame')]);
  });
});

describe('the windows', () => {
  const weekend = { opens: '01:00', closes: '09:00', weekdays: [6, 7], cutoffMinutes: 20 };

  test('are written as they are read', async () => {
    const ask = askApi();
    const wanted = {
      windows: [{ opens: '23:00', closes: '04:30', weekdays: [1, 2, 3, 4], groups: ['media'] }, weekend],
      zone: 'america/new_york',
      blackoutDays: [{ first: '12-24', last: '12-26' }],
      cutoffMinutes: 5,
      asapOutsideWindow: true,
    };
    const written = await (await ask('PUT', '/windows', wanted)).json();
    expect(written).toEqual({
      zone: 'America/New_York',
      serverZone: 'Europe/Berlin',
      windows: [
        { id: 'Mon-Thu 23:00-04:30 media', ...wanted.windows[0], cutoffMinutes: null },
        { id: 'Sat,Sun 01:00-09:00 cutoff 20min', ...weekend, groups: ['library', 'media', 'housekeeping'] },
      ],
      blackoutDays: wanted.blackoutDays,
      cutoffMinutes: 5,
      asapOutsideWindow: true,
    });
    // Also by who sends back what it was told.
    expect(await (await ask('PUT', '/windows', written)).json()).toEqual(written);
    expect(await (await ask('GET', '/settings/ButlerWindows')).json()).toMatchObject({
      value: 'Mon-Thu 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min',
    });
  });

  test('that two hours can say are kept in them', async () => {
    const ask = askApi();
    await ask('PUT', '/windows', { windows: [weekend] });
    const plain = { opens: '22:00', closes: '06:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const response = await ask('PUT', '/windows', { windows: [plain] });
    expect(await response.json()).toMatchObject({ windows: [{ id: 'default', ...plain }] });
    const kept = await Promise.all(
      ['ButlerWindows', 'ButlerStartHour', 'ButlerEndHour'].map(async id =>
        (await ask('GET', `/settings/${id}`)).json(),
      ),
    );
    expect(kept).toMatchObject([{ value: '' }, { value: 22 }, { value: 6 }]);
  });

  test('keep the zone that their text names, until another is given', async () => {
    const ask = askApi();
    await ask('PUT', '/settings/ButlerWindows', { value: '01:00-09:30 in Asia/Tokyo' });
    const moved = await ask('PUT', '/windows', { windows: [weekend] });
    expect(await moved.json()).toMatchObject({ zone: 'Asia/Tokyo' });
    const back = await ask('PUT', '/windows', { windows: [weekend], zone: null });
    expect(await back.json()).toMatchObject({ zone: 'Europe/Berlin' });
  });

  test.each([
    [{}, { windows: /must be a list of windows/ }],
    [
      { windows: [{ opens: '25:00', closes: '1:00' }] },
      { 'windows.0.opens': /^must be a time such as 23:30$/, 'windows.0.closes': /^must be/ },
    ],
    [{ windows: [{ ...weekend, weekdays: [0] }] }, { 'windows.0.weekdays.0': /^must be a weekday from 1/ }],
    [{ windows: [{ ...weekend, groups: ['medai'] }] }, { 'windows.0.groups.0': /such as media$/ }],
    [{ windows: [{ ...weekend, cutoffMinutes: 480 }] }, { windows: /a cutoff shorter than itself/ }],
    [
      { windows: [weekend, { opens: '08:00', closes: '08:30' }] },
      { windows: /the first and the second do on Sat at 08:00$/ },
    ],
    [{ windows: [], zone: 'Berlin' }, { zone: /^must be an IANA zone/ }],
    [
      { windows: [], blackoutDays: [{ first: '12-26', last: '2026-12-24' }] },
      { blackoutDays: /a year on both ends/ },
    ],
    [{ windows: [], blackoutDays: [{ first: '02-30', last: '02-30' }] }, { blackoutDays: /a day such as/ }],
  ])('%j are refused', async (body, fields) => {
    const ask = askApi();
    const response = await ask('PUT', '/windows', body);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { field: string; message: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(Object.keys(fields));
    for (const [index, { message }] of errors.entries())
      expect(message).toMatch(Object.values(fields)[index] as RegExp);
    expect(await (await ask('GET', '/windows')).json()).toEqual(await golden('windows'));
  });
});

describe('the plan as it would be', () => {
  test('is made from other settings, and none of them is kept', async () => {
    const supposed: unknown[] = [];
    const butler = new RecordedButler();
    const services = recordedServices();
    const ask = askApi({
      butler,
      supposeSchedule: changes => {
        supposed.push(changes);
        return services.supposeSchedule(changes);
      },
    });
    const response = await ask('POST', '/plan/preview', {
      settings: { ButlerTaskBackupDatabase: false, FriendlyName: null },
      windows: { windows: [{ opens: '01:30', closes: '06:00' }] },
      nights: 2,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...((await golden('plan')) as object), changes: [] });
    expect(supposed).toEqual([
      { ButlerTaskBackupDatabase: 'false', FriendlyName: null, ButlerWindows: '01:30-06:00' },
    ]);
    expect(await (await ask('GET', '/windows')).json()).toEqual(await golden('windows'));
  });

  test('names every field that is wrong', async () => {
    const response = await askApi()('POST', '/plan/preview', { settings: { Ratio: 'x' }, nights: 0 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'nights' }] });
    const second = await askApi()('POST', '/plan/preview', {
      settings: { Ratio: 'x' },
      windows: { zone: 'Berlin' },
    });
    expect(await second.json()).toMatchObject({ errors: [{ field: 'settings.Ratio' }] });
    const third = await askApi()('POST', '/plan/preview', { windows: { zone: 'Berlin' } });
    expect(await third.json()).toMatchObject({ errors: [{ field: 'windows.zone' }] });
  });
});

describe('a section', () => {
  test('is added, and its type may be left out', async () => {
    const ask = askApi();
    const response = await ask('POST', '/sections', { title: ' Kids ', paths: ['/media/kids'] });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 3, title: 'Kids', roots: [{ path: '/media/kids' }] });
    expect(await (await ask('GET', '/sections/3')).json()).toMatchObject({ title: 'Kids' });
  });

  test.each([
    [{}, 400, 'request-invalid', { paths: 'must be a list of folders' }],
    [{ paths: [] }, 400, 'request-invalid', { paths: 'must name a folder' }],
    [{ paths: ['/media/a'], title: ' ' }, 400, 'request-invalid', { title: 'must not be empty' }],
    [
      { paths: ['/media/a'], type: 'movies' },
      400,
      'request-invalid',
      { type: 'must be one of movie, show, artist, photo, such as movie' },
    ],
    [
      { paths: ['/media/a', 'media', '/media/\0'] },
      400,
      'request-invalid',
      {
        'paths.1': 'must be the absolute path of a folder',
        'paths.2': 'must be the absolute path of a folder',
      },
    ],
    [{ paths: ['/media/nothing'] }, 400, 'root-missing', { paths: 'must be a folder that is there' }],
    [{ paths: ['/etc'] }, 403, 'folder-outside', { paths: 'must lie where folders may be chosen from' }],
  ])('%j is refused', async (body, status, code, fields) => {
    const ask = askApi();
    const response = await ask('POST', '/sections', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code,
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
    expect((await ask('GET', '/sections/3')).status).toBe(404);
  });

  test('is renamed, and has other folders', async () => {
    const ask = askApi();
    const change = { title: 'Cinema', paths: ['/media/films', '/media/new'] };
    expect(await (await ask('PATCH', '/sections/1', change)).json()).toMatchObject({
      title: 'Cinema',
      roots: [{ path: '/media/films' }, { path: '/media/new' }],
    });
  });

  test('is removed once it was said what that means', async () => {
    const ask = askApi();
    const dry = await ask('DELETE', '/sections/1?dryRun=true');
    const counts = { items: 1_310, files: 1_315 };
    expect(await dry.json()).toEqual({
      ...{ removed: false, ...counts },
      sentence:
        'Films & “more” would be no section any more: 1,310 items with 1,315 files would be forgotten. On disk no media would be touched.',
    });
    expect((await ask('GET', '/sections/1')).status).toBe(200);
    expect(await (await ask('DELETE', '/sections/1')).json()).toMatchObject({ removed: true, ...counts });
    const gone = await ask('GET', '/sections/1');
    expect([gone.status, await gone.json()]).toMatchObject([404, { code: 'section-unknown' }]);
  });

  test.each([
    [undefined, undefined],
    [{}, undefined],
    [{ path: '/media/films/Alien (1979)/' }, '/media/films/Alien (1979)'],
    [{ path: '/media/films' }, '/media/films'],
  ])('is scanned, also a folder of it: %j', async (body, folder) => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const response = await ask('POST', '/sections/1/scan', body);
    expect([response.status, await response.json()]).toEqual([202, { outcome: 'started' }]);
    expect(butler.scans).toEqual([{ sectionId: 1, ...(folder && { folder }) }]);
    expect(await (await ask('DELETE', '/sections/1/scan')).json()).toEqual({ outcome: 'stopped' });
    expect(await (await ask('DELETE', '/sections/2/scan')).json()).toEqual({ outcome: 'not-running' });
  });

  test.each([['/media/filmsy'], ['/media/films/../../etc'], ['films'], ['/media/films/a\0b'], ['/']])(
    'is not scanned in %j, which is none of its folders',
    async path => {
      const butler = new RecordedButler();
      const response = await askApi({ butler })('POST', '/sections/1/scan', { path });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field: 'path' }] });
      expect(butler.scans).toEqual([]);
    },
  );
});

describe('an item', () => {
  test.each([
    [{ section: 'x' }, { section: 'must be the number of a section' }],
    [{ type: 'film' }, { type: 'must be a type of items' }],
    [{ type: 'epsode' }, { type: 'must be a type of items, such as episode' }],
    [{ text: ' ' }, { text: 'must not be empty' }],
    [{ missing: 'indexfile' }, { missing: 'must be a kind of product, such as indexFile' }],
    [{ stale: 'x' }, { stale: 'must be one of indexFile, chapterThumbs, deep, loudness, autoTags' }],
    [{ missing: 'deep', stale: 'deep' }, { missing: 'cannot be given together with stale' }],
  ])('is not looked for by %j', async (search, fields) => {
    const response = await askApi()('GET', `/items?${new URLSearchParams(search)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
  });

  test('is looked for by what it lacks, in the version that is wanted', async () => {
    await askApi()('GET', '/items?stale=indexFile');
    expect(recordedItems.searched).toMatchObject({
      lacking: { how: 'stale', product: { kind: 'indexFile', version: 'bif1,w480' } },
    });
  });

  test('that is unknown is nowhere', async () => {
    const response = await askApi()('GET', '/items/99');
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'item-unknown' }]);
  });

  test('is worked on now', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const started = await ask('POST', '/items/7/tasks/BackupDatabase');
    expect([started.status, await started.json()]).toEqual([202, { outcome: 'started', files: 1 }]);
    expect(butler.startedOn).toEqual([['BackupDatabase', [700]]]);
  });

  test('is scanned in its folder', async () => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/items/7/tasks/RefreshLibraries');
    expect(await response.json()).toEqual({ outcome: 'started', files: 1 });
    expect(butler.scans).toEqual([{ sectionId: 1, folder: '/media/films' }]);
  });

  test.each([
    ['/items/7/tasks/OptimizeDatabase', 409, 'task-indivisible'],
    ['/items/7/tasks/BackupDatabse', 404, 'task-unknown'],
    ['/items/99/tasks/BackupDatabase', 404, 'item-unknown'],
  ])('POST %s is refused', async (target, status, code) => {
    const response = await askApi()('POST', target);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test('without files gives nothing to do', async () => {
    const response = await askApi()('POST', '/items/8/tasks/BackupDatabase');
    expect(await response.json()).toEqual({ outcome: 'nothing-to-do', files: 0 });
  });
});

describe('files that rest', () => {
  test.each([
    [{}, { BackupDatabase: [9], GenerateMediaIndexFiles: [7, 70] }],
    [{ task: 'BackupDatabase' }, { BackupDatabase: [9] }],
    [
      { ids: ['GenerateMediaIndexFiles:70', 'BackupDatabase:9', 'BackupDatabase:10'] },
      { BackupDatabase: [9], GenerateMediaIndexFiles: [70] },
    ],
    [{ ids: ['BackupDatabase:10'] }, {}],
  ])('are tried anew: %j', async (body, retried) => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/failures/retry', body);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      files: Object.values(retried).flat().length,
      tasks: Object.entries(retried).map(([task, parts]) => ({ task, files: parts?.length })),
    });
    expect(Object.fromEntries(butler.retried)).toEqual(retried);
  });

  test.each([
    [{ ids: [] }, { ids: 'must name a file; all of them without the field' }],
    [
      { ids: ['BackupDatabase:9', 'Backup:9'] },
      { 'ids.1': 'must be the id of a file that is set aside, such as GenerateMediaIndexFiles:7' },
    ],
    [{ task: 'Backup' }, { task: 'must be the name of a task, such as BackupDatabase' }],
    [{ ids: ['BackupDatabase:9'], task: 'BackupDatabase' }, { task: 'cannot be given together with ids' }],
    [{ all: true }, { all: 'is no field of this request' }],
  ])('are not tried for %j', async (body, fields) => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/failures/retry', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
    expect(butler.retried).toEqual([]);
  });
});

describe('a backup', () => {
  const good = '/backups/butler-2027-03-28T020000Z.db';
  const bad = '/backups/butler-2027-03-25T020000Z.db';

  test('is made by its task', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const response = await ask('POST', '/backups');
    expect([response.status, await response.json()]).toEqual([202, { outcome: 'started' }]);
    expect(await (await ask('POST', '/backups')).json()).toEqual({ outcome: 'already-running' });
  });

  test('is restored on trial', async () => {
    const ask = askApi();
    const shown = { name: 'butler-2027-03-28T020000Z.db', bytes: 52_000_000, rows: 812_345, compared: true };
    expect(await (await ask('POST', `${good}/verify`)).json()).toEqual(shown);
    expect(await (await ask('POST', `${good}/restore`, { dryRun: true })).json()).toEqual({
      ...shown,
      command: 'butler restore butler-2027-03-28T020000Z.db --data /var/lib/butler',
    });
  });

  test.each([
    [`${bad}/verify`, undefined, 409, 'backup-damaged'],
    ['/backups/other.db/verify', undefined, 404, 'backup-unlisted'],
    ['/backups/..%2e%2e/verify', undefined, 404, 'backup-unlisted'],
    [`${good}/restore`, { dryRun: false }, 409, 'restore-in-use'],
    [`${good}/restore`, { dryRun: 'no' }, 400, 'request-invalid'],
  ])('POST %s %j is refused', async (target, body, status, code) => {
    const response = await askApi()('POST', target, body);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test('is restored on trial one at a time', async () => {
    const trial = Promise.withResolvers<Awaited<ReturnType<typeof recordedBackups.rehearse>>>();
    const begun = Promise.withResolvers<void>();
    const rehearse = () => {
      begun.resolve();
      return trial.promise;
    };
    const ask = askApi({ backups: { ...recordedBackups, rehearse } });
    const first = ask('POST', `${good}/verify`);
    await begun.promise;
    const second = await ask('POST', `${good}/verify`);
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'backup-busy' }]);
    trial.resolve({ bytes: 1, rows: 1, compared: false });
    expect((await first).status).toBe(200);
    expect((await ask('POST', `${good}/verify`)).status).toBe(200);
  });
});

describe('the quarantine', () => {
  test('gives back, and is emptied', async () => {
    const ask = askApi();
    const response = await ask('POST', '/quarantine/2027-03-28:12/restore');
    expect(await response.json()).toEqual({ restored: '/var/lib/butler/bundles/0/1a.bundle' });
    const again = await ask('POST', '/quarantine/2027-03-28:12/restore');
    expect([again.status, await again.json()]).toMatchObject([404, { code: 'quarantine-unknown' }]);
    const taken = await ask('POST', '/quarantine/rows:3/restore');
    expect([taken.status, await taken.json()]).toMatchObject([409, { code: 'quarantine-restore' }]);
    expect(await (await ask('DELETE', '/quarantine')).json()).toEqual({ bytes: 1_250_000, rows: 12 });
    expect(await (await ask('GET', '/quarantine')).json()).toEqual({ items: [], bytes: 0 });
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
