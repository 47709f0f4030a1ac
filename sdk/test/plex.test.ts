import { describe, expect, test } from 'vitest';
import { type Accepts, Butler, ButlerError, NotButlerError, NotFoundError } from '../src/index.ts';
import { answer, ScriptedServer, type Step } from './scripted-server.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const nothing = '<html><head><title>Not Found</title></head><body><h1>404 Not Found</h1></body></html>';

/** What a Plex server answers, which knows nothing of Butler's own: in JSON and in XML. */
const answers: Record<string, readonly [unknown, string]> = {
  'GET /butler': [
    {
      ButlerTasks: {
        ButlerTask: [
          {
            name: 'BackupDatabase',
            interval: 3,
            scheduleRandomized: false,
            enabled: true,
            title: 'Backup Database',
            description: "Create a backup copy of the server's database",
          },
          {
            name: 'Unheard',
            interval: 1,
            scheduleRandomized: true,
            enabled: false,
            title: '',
            description: '',
          },
        ],
      },
    },
    `<ButlerTasks>
       <ButlerTask name="BackupDatabase" interval="3" scheduleRandomized="0" enabled="1" title="Backup Database" description="Create a backup copy of the server&#39;s database"/>
       <ButlerTask name="Unheard" interval="1" scheduleRandomized="1" enabled="0" title="" description=""></ButlerTask>
     </ButlerTasks>`,
  ],
  'GET /activities': [
    {
      MediaContainer: {
        size: 1,
        Activity: [
          {
            uuid: 'a-b',
            type: 'library.update.section',
            cancellable: false,
            userID: 1,
            title: 'Scanning Films',
            subtitle: 'Alien',
            progress: -1,
            Context: { librarySectionID: '1' },
          },
        ],
      },
    },
    `<MediaContainer size="1">
       <Activity uuid="a-b" type="library.update.section" cancellable="0" userID="1" title="Scanning Films" subtitle="Alien" progress="-1">
         <Context librarySectionID="1"/>
       </Activity>
     </MediaContainer>`,
  ],
  'GET /:/prefs': [
    {
      MediaContainer: {
        size: 3,
        Setting: [
          {
            ...{ id: 'Wan', label: '', summary: '', type: 'bool', default: true, value: false },
            ...{ hidden: true, advanced: false, group: 'network' },
          },
          {
            ...{ id: 'ButlerStartHour', label: 'Start', summary: '', type: 'int', default: 2, value: 3 },
            ...{ hidden: false, advanced: false, group: 'butler', enumValues: '2:2 am|3:3 am' },
          },
          {
            ...{ id: 'FriendlyName', label: '', summary: '', type: 'text', default: '', value: '1' },
            ...{ hidden: false, advanced: false, group: 'general' },
          },
        ],
      },
    },
    `<MediaContainer size="3">
       <Setting id="Wan" label="" summary="" type="bool" default="true" value="false" hidden="1" advanced="0" group="network"/>
       <Setting id="ButlerStartHour" label="Start" summary="" type="int" default="2" value="3" hidden="0" advanced="0" group="butler" enumValues="2:2 am|3:3 am"/>
       <Setting id="FriendlyName" label="" summary="" type="text" default="" value="1" hidden="0" advanced="0" group="general"/>
     </MediaContainer>`,
  ],
};

const plex: Step = (response, request) => {
  const found = answers[`${request.method} ${request.url}`];
  if (!found) return answer(404, nothing)(response, request);
  const [json, xml] = found;
  const wantsJson = request.headers.accept === 'application/json';
  return wantsJson
    ? answer(200, json)(response, request)
    : answer(200, declaration + xml, { 'Content-Type': 'text/xml;charset=utf-8' })(response, request);
};

describe.each(['application/json', 'application/xml'] satisfies Accepts[])(
  'a Plex server, by %s',
  accepts => {
    test('tells of its tasks, activities and preferences', async () => {
      await using server = await ScriptedServer.of(plex);
      const butler = new Butler({ serverURL: server.url, accepts });
      const [tasks, activities, preferences] = [
        answers['GET /butler'],
        answers['GET /activities'],
        answers['GET /:/prefs'],
      ];
      expect({ ButlerTasks: { ButlerTask: await butler.getTasks() } }).toEqual(tasks?.[0]);
      expect({ MediaContainer: { size: 1, Activity: await butler.activities.list() } }).toEqual(
        activities?.[0],
      );
      expect({ MediaContainer: { size: 3, Setting: await butler.preferences.list() } }).toEqual(
        preferences?.[0],
      );
    });

    test('has nothing of Butler’s own, and says so', async () => {
      await using server = await ScriptedServer.of(plex);
      const butler = new Butler({ serverURL: server.url, accepts });
      const own: (() => Promise<unknown>)[] = [
        () => butler.runs.list(),
        () => butler.tasks.run({ task: 'BackupDatabase' }),
        () => butler.pauses.resume({ scope: 'all' }),
        () => butler.events().next(),
      ];
      for (const ask of own) await expect(ask()).rejects.toThrow(NotButlerError);
      const error = await butler.startTask({ task: 'Nope' }).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ message: 'There is no task "Nope".', body: nothing });
    });
  },
);

test('empty lists may be left out', async () => {
  for (const [step, accepts] of [
    [answer(200, { MediaContainer: { size: 0 } }), 'application/json'],
    [answer(200, '<MediaContainer size="0"/>', { 'Content-Type': 'application/xml' }), 'application/xml'],
  ] as const) {
    await using server = await ScriptedServer.of(step);
    expect(await new Butler({ serverURL: server.url, accepts }).activities.list()).toEqual([]);
  }
});

test('XML that is broken, or of something else, is told', async () => {
  for (const text of ['<ButlerTasks>', '<html/>', '']) {
    await using server = await ScriptedServer.of(answer(200, text, { 'Content-Type': 'text/xml' }));
    const butler = new Butler({ serverURL: server.url, accepts: 'application/xml' });
    const error = await butler.getTasks().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ButlerError);
    expect(error).toMatchObject({ name: 'ResponseValidationError', body: text });
  }
});
