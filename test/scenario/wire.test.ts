import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tasks } from '../../src/tasks/index.ts';
import { Client } from '../support/client.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';

const make = 'GenerateMediaIndexFiles';
const films = 16;

let folder: string;
let program: Program;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-wire-'));
  const media = join(folder, 'Films');
  const data = join(folder, 'data');
  await mkdir(media);
  await makeFilms(media, films, 60);
  await onlyIndexFilesIn(data);
  program = new Program(['--data', data, '--port', '0', media]);
  client = await Client.of(program, data);
  await program.line(/Generate Media Index Files: succeeded/);
  await program.line(/Refresh Local Media: succeeded/);
  await program.line(/Optimize Database: succeeded/);
});

afterAll(async () => {
  await program.kill('SIGTERM');
  await rm(folder, { recursive: true });
});

/** Other settings make every index file stale, so that there is work again. */
async function makeStale(seconds: number): Promise<void> {
  expect(await client.status('PUT', `/:/prefs?GenerateBIFFrameInterval=${seconds}`)).toBe(200);
}

test('the tasks that work are listed, with what they did', async () => {
  const listed = await client.tasks();
  expect([...listed.keys()]).toEqual(tasks.map(task => task.name));
  for (const name of [
    'BackupDatabase',
    'CleanOldBundles',
    'CleanOldCacheFiles',
    'GenerateMediaIndexFiles',
    'OptimizeDatabase',
    'RefreshLibraries',
    'RefreshLocalMedia',
  ]) {
    expect(listed.get(name)).toMatchObject({ enabled: true, state: 'idle', lastRunState: 'succeeded' });
  }
});

test('a task is started once, is seen at work, and is stopped with what it did kept', async () => {
  await makeStale(1);
  expect(await client.status('POST', `/butler/${make}`)).toBe(200);
  expect(await client.status('POST', `/butler/${make}/`)).toBe(202);
  const activity = await client.activity('media.generate.bif', ({ Context }) => Context.done >= 1);
  expect(activity.Context.total).toBe(films);
  expect((await client.tasks()).get(make)?.state).toBe('running');

  expect(await client.status('DELETE', `/butler/${make}`)).toBe(200);
  expect((await client.tasks()).get(make)).toMatchObject({ state: 'idle', lastRunState: 'cancelled' });
  expect(await client.status('DELETE', `/butler/${make}`)).toBe(404);

  // The next start does only what is left.
  expect(await client.status('POST', `/butler/${make}`)).toBe(200);
  const rest = await client.activity('media.generate.bif', ({ Context }) => Context.total !== undefined);
  expect(rest.Context.total).toBeLessThan(films);
  expect(await client.status('DELETE', `/activities/${rest.uuid}`)).toBe(200);
  expect(await client.activities()).toEqual([]);
});

test('all that is due is started, and all is stopped', async () => {
  await makeStale(3);
  // Everything ran today, so that by the first of the four rules nothing is started.
  expect(await client.status('POST', '/butler')).toBe(200);
  expect((await client.activities()).filter(({ type }) => type !== 'media.generate.bif')).toEqual([]);
  expect(await client.status('DELETE', '/butler')).toBe(200);
  expect(await client.activities()).toEqual([]);
});

test('what is wrong is answered as Plex answers it', async () => {
  expect(await client.status('POST', '/butler/MakeCoffee')).toBe(404);
  expect(await client.status('DELETE', '/butler/MakeCoffee')).toBe(404);
  expect(await client.status('GET', '/butler', { 'X-Plex-Token': 'wrong' })).toBe(401);
  expect(await client.status('PUT', '/:/prefs?ButlerStartHour=25')).toBe(400);
  const xml = await client.ask('GET', '/butler', { Accept: '*/*' });
  expect(xml.headers.get('content-type')).toMatch(/xml/);
  expect(await xml.text()).toMatch(
    /<ButlerTask name="BackupDatabase" interval="3" scheduleRandomized="[01]" enabled="1"/,
  );
});
