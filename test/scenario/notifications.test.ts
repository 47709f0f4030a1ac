import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../support/client.ts';
import { EventStreamReader } from '../support/event-stream.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';
import { SocketClient } from '../support/socket-client.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const films = 6;
const path = '/:/websockets/notifications';

interface Container {
  readonly type: string;
  readonly ActivityNotification?: readonly {
    readonly event: string;
    readonly uuid: string;
    readonly Activity: {
      readonly uuid: string;
      readonly type: string;
      readonly progress: number;
      readonly Context: { readonly librarySectionID?: string; readonly done: number };
    };
  }[];
}

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let media: string;
let data: string;
let program: Program;
let client: Client;
let url: string;

async function start(): Promise<void> {
  program = new Program(['--data', data, '--port', '0', media]);
  client = await Client.of(program, data);
  url = await program.url();
}

beforeAll(async () => {
  folder = await makeTempFolder();
  media = join(folder.path, 'Films');
  data = join(folder.path, 'data');
  await mkdir(media);
  await makeFilms(media, films, 30);
  await onlyIndexFilesIn(data);
  await start();
  await program.line(/Generate Media Index Files: succeeded/);
  await program.line(/Optimize Database: succeeded/);
});

afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const token = async () => (await readFile(join(data, 'token'), 'utf8')).trim();

async function listen(filters: string): Promise<SocketClient> {
  return await SocketClient.open(`${url}${path}?filters=${filters}&X-Plex-Token=${await token()}`);
}

async function nextOf(socket: SocketClient): Promise<Container> {
  return JSON.parse(await socket.next()).NotificationContainer;
}

/** All that is told of the activity of a type, from its start to its end. */
async function follow(socket: SocketClient, type: string) {
  const told: NonNullable<Container['ActivityNotification']>[number][] = [];
  for (;;) {
    const [one] = (await nextOf(socket)).ActivityNotification ?? [];
    if (one?.Activity.type !== type) continue;
    told.push(one);
    if (one.event === 'ended') return told;
  }
}

test('a task is told from its start to its end', async () => {
  const socket = await listen('activity');
  expect(await client.status('PUT', '/:/prefs?GenerateBIFFrameInterval=1')).toBe(200);
  expect(await client.status('POST', '/butler/GenerateMediaIndexFiles')).toBe(200);
  const told = await follow(socket, 'media.generate.bif');
  expect(new Set(told.map(({ uuid }) => uuid)).size).toBe(1);
  expect(told.every(({ uuid, Activity }) => Activity.uuid === uuid)).toBe(true);
  expect(told.map(({ event }) => event).filter((event, i, all) => event !== all[i - 1])).toEqual([
    'started',
    'updated',
    'ended',
  ]);
  const progress = told.map(({ Activity }) => Activity.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(told.at(-1)?.Activity).toMatchObject({ progress: 100, Context: { done: films } });
  await socket.close();
});

test('a scan is told with its section, and what it found', async () => {
  const socket = await listen('activity,status,timeline');
  await copyFile(join(media, 'Film 1 (2000).mp4'), join(media, 'River (2024).mp4'));
  await writeFile(join(media, 'River (2024).mp4'), 'more', { flag: 'a' });
  expect(await client.status('GET', '/library/sections/1/refresh')).toBe(200);
  const wanted = new Map([
    ['a start', /"event":"started".*"library.update.section".*"librarySectionID":"1"/],
    ['the section', /"title":"Scanning the \\"Films\\" section"/],
    ['an end', /"event":"ended".*"library.update.section".*"progress":100/],
    ['the scan', /"title":"Library scan complete"/],
    ['a film that is new', /"title":"River","state":0,.*"metadataState":"created"/],
    ['a film that is done', /"title":"River","state":5/],
  ]);
  while (wanted.size > 0) {
    const message = await socket.next();
    for (const [what, pattern] of wanted) if (pattern.test(message)) wanted.delete(what);
  }
  await socket.close();
});

test('the database comes down while others listen', async () => {
  const response = await client.ask('GET', '/diagnostics/databases');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="Butler Databases_.*\.zip"$/,
  );
  const archive = Buffer.from(await response.arrayBuffer());
  expect(archive.subarray(0, 2).toString()).toBe('PK');
  expect(archive.includes('databaseBackup.db-')).toBe(true);
});

test('everybody is told when the server stops, and a token that was replaced opens nothing', async () => {
  const old = await token();
  const sockets = [await listen(''), await listen('')];
  const response = await client.ask('GET', '/:/eventsource/notifications?filters=preference');
  const stream = new EventStreamReader(response);
  await stream.next();
  const { code } = await program.kill('SIGTERM');
  expect(code).toBe(0);
  for (const { closed } of sockets) {
    expect(await closed).toEqual({ code: 1001, reason: 'Butler is stopping.' });
  }
  expect(await stream.next()).toBeUndefined();

  await writeFile(join(data, 'token'), 'another-token-that-is-long-enough\n');
  await start();
  await expect(SocketClient.open(`${url}${path}?X-Plex-Token=${old}`)).rejects.toThrow();
  const socket = await listen('preference');
  expect(await client.status('PUT', '/:/prefs?FriendlyName=Attic')).toBe(200);
  expect(await socket.next()).toContain('"value":"Attic"');
  await socket.close();
});
