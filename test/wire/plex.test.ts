import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Butler } from '../../src/domain/butler.ts';
import { ButlerError } from '../../src/domain/errors.ts';
import { emptyLists } from '../../src/http/plex/nothing.ts';
import { ownPreferences } from '../../src/settings/preferences.ts';
import { Settings } from '../../src/settings/settings.ts';
import { askOf, RecordedPreferences, recordedServices } from '../support/http.ts';
import { RecordedButler, recordedTasks } from '../support/recorded-butler.ts';

const json = { Accept: 'application/json' };

function asking(butler: Butler = new RecordedButler()) {
  return askOf(recordedServices({ butler }));
}

async function parsed(answer: Promise<Response>) {
  return JSON.parse(await (await answer).text());
}

/** The bytes that are expected. JSON is kept on many lines to be readable, and sent on one. */
async function golden(name: string): Promise<string> {
  const text = await readFile(new URL(name, import.meta.url), 'utf8');
  return name.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
}

describe.each([
  ['/butler', 'butler'],
  ['/activities', 'activities'],
  ['/:/prefs', 'prefs'],
  ['/:/prefs/get?id=ButlerStartHour', 'pref'],
  ['/', 'server'],
  ['/identity', 'identity'],
  ['/library', 'sections'],
  ['/library/sections', 'sections'],
  ['/library/sections/all', 'sections'],
  ['/library/sections/1/prefs', 'section-prefs'],
  ['/status/sessions', 'nothing'],
  ['/media/providers', 'providers'],
  ['/servers', 'servers'],
  ['/accounts', 'accounts'],
  ['/updater/status', 'updater'],
  ['/hubs/sections/1/manage', 'managed-hubs'],
])('GET %s', (target, name) => {
  test('in XML', async () => {
    const response = await asking()(target);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/xml;charset=utf-8');
    expect(await response.text()).toBe(await golden(`${name}.xml`));
  });

  test('in JSON', async () => {
    const response = await asking()(target, json);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(await golden(`${name}.json`));
  });

  test('without its body for HEAD', async () => {
    const response = await asking()(target, json, 'HEAD');
    const body = await golden(`${name}.json`);
    expect([response.status, response.headers.get('content-length')]).toEqual([
      200,
      `${Buffer.byteLength(body)}`,
    ]);
    expect(await response.text()).toBe('');
  });

  test('with a slash at the end', async () => {
    const response = await asking()(target.replace(/(.)(\?|$)/, '$1/$2'));
    expect(await response.text()).toBe(await golden(`${name}.xml`));
  });
});

test('nothing in hand and nothing to list are empty lists', async () => {
  const ask = askOf(recordedServices({ butler: new RecordedButler([]), sections: async () => [] }));
  expect(await (await ask('/butler', json)).json()).toEqual({ ButlerTasks: { ButlerTask: [] } });
  expect(await (await ask('/activities', json)).json()).toEqual({
    MediaContainer: { size: 0, Activity: [] },
  });
  expect(await (await ask('/library/sections', json)).json()).toMatchObject({
    MediaContainer: { size: 0, Directory: [] },
  });
});

test('a header called accepts decides nothing', async () => {
  const response = await asking()('/butler', { ...json, accepts: 'application/xml' });
  expect(response.headers.get('content-type')).toBe('application/json');
});

test('the list of tasks follows what the Butler does', async () => {
  const ask = asking();
  const state = async () => {
    const { ButlerTasks } = await parsed(ask('/butler', json));
    return ButlerTasks.ButlerTask[0].state;
  };
  expect(await state()).toBe('idle');
  await ask('/butler/BackupDatabase', {}, 'POST');
  expect(await state()).toBe('running');
  await ask('/butler/BackupDatabase', {}, 'DELETE');
  expect(await state()).toBe('idle');
});

describe('starting and stopping', () => {
  test.each([
    ['starts a task', 'POST', '/butler/BackupDatabase', 200],
    ['starts a task, with a slash at the end', 'POST', '/butler/BackupDatabase/', 200],
    ['does not start it twice', 'POST', '/butler/GenerateMediaIndexFiles', 202],
    ['knows no other task', 'POST', '/butler/Nonsense', 404],
    ['knows no other case', 'POST', '/butler/backupdatabase', 404],
    ['knows no name of an object', 'POST', '/butler/__proto__', 404],
    ['stops a running task', 'DELETE', '/butler/GenerateMediaIndexFiles', 200],
    ['takes a placed task out', 'DELETE', '/butler/OptimizeDatabase', 200],
    ['has nothing to stop', 'DELETE', '/butler/BackupDatabase', 404],
    ['stops no other task', 'DELETE', '/butler/Nonsense', 404],
    ['starts all', 'POST', '/butler', 200],
    ['stops all', 'DELETE', '/butler/', 200],
  ] as const)('%s', async (_, method, target, status) => {
    for (const accept of [{}, json]) {
      const response = await asking()(target, accept, method);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('text/html');
      expect(response.headers.get('content-length')).toBe('0');
      expect(await response.text()).toBe('');
    }
  });

  test('tells which activity it is that was started', async () => {
    for (const [task, run] of [
      ['BackupDatabase', 100],
      ['GenerateMediaIndexFiles', 8],
    ] as const) {
      const { headers } = await asking()(`/butler/${task}`, {}, 'POST');
      expect(headers.get('x-plex-activity')).toBe(`00000000-0000-4000-8000-${`${run}`.padStart(12, '0')}`);
    }
  });

  test('all starts what is enabled, all stops what is in hand', async () => {
    const butler = new RecordedButler();
    const ask = asking(butler);
    await ask('/butler', {}, 'POST');
    const active = () => butler.tasks().flatMap(({ active, name }) => (active ? [name] : []));
    expect(active()).toEqual(['BackupDatabase', 'GenerateMediaIndexFiles', 'OptimizeDatabase']);
    await ask('/butler', {}, 'DELETE');
    expect(active()).toEqual([]);
  });
});

describe('tasks at paths of their own', () => {
  test.each([
    ['/library/clean/bundles?async=1', 'CleanOldBundles'],
    ['/library/optimize?async=1', 'OptimizeDatabase'],
    ['/library/optimize/', 'OptimizeDatabase'],
    ['/updater/check?download=0', 'CheckForUpdates'],
  ])('PUT %s starts %s, once', async (target, task) => {
    const started: string[] = [];
    class Noting extends RecordedButler {
      override async start(name: string) {
        started.push(name);
        return started.length > 1 ? ('already-running' as const) : ('started' as const);
      }
    }
    const ask = asking(new Noting());
    for (const accept of [{}, json]) {
      const response = await ask(target, accept, 'PUT');
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
        200,
        'text/html',
        '',
      ]);
    }
    expect(started).toEqual([task, task]);
  });
});

test('where nothing newer is known there is no release', async () => {
  const updates = async () => ({ installed: '0.1.0', channel: 'public' as const });
  const ask = askOf(recordedServices({ updates }));
  expect(await (await ask('/updater/status', json)).text()).toBe(
    '{"MediaContainer":{"size":0,"canInstall":false,"status":0,"Release":[]}}',
  );
});

test.each(emptyLists)('GET %s is empty', async target => {
  const response = await asking()(`${target}?X-Plex-Container-Size=5`, json);
  expect(await response.text()).toBe('{"MediaContainer":{"size":0}}');
});

describe('activities', () => {
  const id = (last: string) => `/activities/00000000-0000-4000-8000-00000000000${last}`;
  test.each([
    ['is cancelled', id('8'), 200],
    ['is not cancelled when it cannot be', id('9'), 400],
    ['is not known any more', id('1'), 404],
  ])('one that %s', async (_, target, status) => {
    expect((await asking()(target, {}, 'DELETE')).status).toBe(status);
  });
});

describe('preferences', () => {
  const values = async (ask: ReturnType<typeof askOf>) => {
    const { MediaContainer } = await parsed(ask('/:/prefs', json));
    return Object.fromEntries(MediaContainer.Setting.map(({ id, value }: never) => [id, value]));
  };

  test.each([
    [
      'ButlerStartHour=3&ButlerTaskBackupDatabase=false',
      { ButlerStartHour: 3, ButlerTaskBackupDatabase: false },
    ],
    ['ButlerTaskBackupDatabase=0', { ButlerTaskBackupDatabase: false }],
    ['FriendlyName=Attic%20%26+%C3%B6', { FriendlyName: 'Attic & ö' }],
    ['FriendlyName=', { FriendlyName: '' }],
    ['Ratio=0.25&GenerateBIFBehavior=scheduled', { Ratio: 0.25, GenerateBIFBehavior: 'scheduled' }],
    ['ButlerEndHour=6&X-Plex-Product=Web', { ButlerEndHour: 6 }],
    ['', {}],
  ])('PUT ?%s sets them', async (query, expected) => {
    const ask = asking();
    const before = await values(ask);
    const response = await ask(`/:/prefs?${query}`, {}, 'PUT');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html',
      '',
    ]);
    expect(await values(ask)).toEqual({ ...before, ...expected });
  });

  test.each([
    ['FriendlyName=x&Nonsense=1', 400, 'There is no preference "Nonsense".'],
    ['FriendlyName=x&ButlerStartHour=24', 400, 'ButlerStartHour cannot be "24": it must be one of 0, 1, 2'],
    ['FriendlyName=x&ButlerStartHour=2&ButlerStartHour=24', 400, 'ButlerStartHour is given more than once.'],
    ['FriendlyName=%0a', 400, 'FriendlyName cannot be "\\n": it must be one line of text.'],
    ['FriendlyName=x&Fixed=1', 403, 'Fixed cannot be changed.'],
  ])('PUT ?%s sets none', async (query, status, message) => {
    const ask = asking();
    const before = await values(ask);
    const response = await ask(`/:/prefs?${query}`, json, 'PUT');
    expect(response.status).toBe(status);
    const { errors } = JSON.parse(await response.text());
    expect(errors).toEqual([{ code: status, status, message: expect.stringContaining(message) }]);
    expect(await values(ask)).toEqual(before);
  });

  test('an unknown one is not found', async () => {
    expect((await asking()('/:/prefs/get?id=Nonsense')).status).toBe(404);
    expect((await asking()('/:/prefs/get')).status).toBe(404);
  });

  test('the friendly name is the one that clients are told', async () => {
    const ask = asking();
    await ask('/:/prefs?FriendlyName=Attic', {}, 'PUT');
    const { MediaContainer } = await parsed(ask('/', json));
    expect(MediaContainer.friendlyName).toBe('Attic');
  });
});

describe('without a token', () => {
  const anonymous = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
    asking()(target, { 'X-Plex-Token': 'wrong', ...headers }, method);

  test.each(['/butler', '/', '/:/prefs', '/activities', '/library', '/nonsense'])(
    'GET %s is what Plex answers then',
    async target => {
      const page = await anonymous(target);
      expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html']);
      expect(await page.text()).toBe(
        '<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>',
      );
      const list = await anonymous(target, json);
      expect([list.status, list.headers.get('content-type')]).toEqual([401, 'application/json']);
      expect(await list.text()).toBe(
        '{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}',
      );
    },
  );

  test('only the identity is told', async () => {
    expect((await anonymous('/identity')).status).toBe(200);
    expect((await anonymous('/identity', {}, 'POST')).status).toBe(401);
  });

  test('nothing is done', async () => {
    const butler = new RecordedButler();
    const ask = asking(butler);
    await ask('/butler', { 'X-Plex-Token': 'wrong' }, 'POST');
    await ask('/butler', { 'X-Plex-Token': 'wrong' }, 'DELETE');
    expect(butler.revision()).toBe(0);
  });
});

describe('everything else', () => {
  test.each([
    ['GET', '/nonsense'],
    ['GET', '/butler/BackupDatabase'],
    ['PUT', '/butler'],
    ['POST', '/:/prefs'],
    ['OPTIONS', '/butler'],
    ['GET', '/x/prefs'],
    ['GET', '//butler'],
    ['GET', '/BUTLER'],
    ['POST', '/butler/a/b'],
    ['POST', '/:/websockets/notifications'],
  ])('%s %s is not found', async (method, target) => {
    const page = await asking()(target, {}, method);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('<h1>404 Not Found</h1>');
    const list = await asking()(target, json, method);
    expect(await list.json()).toEqual({ errors: [{ code: 404, message: 'Not Found', status: 404 }] });
  });
});

describe('when the Butler fails', () => {
  class FailingButler extends RecordedButler {
    readonly #error: Error;
    constructor(error: Error) {
      super(recordedTasks);
      this.#error = error;
    }
    override async startAll(): Promise<void> {
      throw this.#error;
    }
  }

  test('an error of the catalogue is told with its remedy', async () => {
    const ask = asking(new FailingButler(new ButlerError('disk-full', { path: '/data' })));
    const response = await ask('/butler', json, 'POST');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('There is no room at /data. Free some space');
  });

  test('any other is reported, and told to nobody', async () => {
    const reported: unknown[] = [];
    const error = new Error('secret');
    const ask = askOf(
      recordedServices({ butler: new FailingButler(error), report: given => reported.push(given) }),
    );
    const response = await ask('/butler', json, 'POST');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(reported).toEqual([error]);
  });

  test('a preference that cannot be stored keeps its value', async () => {
    const preferences = new RecordedPreferences();
    preferences.set = async () => {
      throw new ButlerError('disk-full', { path: '/data' });
    };
    const ask = askOf(recordedServices({ settings: new Settings(ownPreferences, {}, preferences) }));
    expect((await ask('/:/prefs?ButlerStartHour=3', {}, 'PUT')).status).toBe(503);
    expect(await (await ask('/:/prefs/get?id=ButlerStartHour')).text()).toContain(' value="2"');
  });
});
