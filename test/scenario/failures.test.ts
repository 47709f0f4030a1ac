import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../support/client.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';

interface Run {
  readonly id: number;
  readonly task: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total?: number; readonly failed: number };
}

let folder: string;
let films: string;
let program: Program;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-failures-'));
  films = join(folder, 'Films');
  const data = join(folder, 'data');
  await mkdir(films);
  await makeFilms(films, 2, 5);
  await writeFile(join(films, 'Broken (1999).mkv'), 'This is no film.');
  await onlyIndexFilesIn(data);
  program = new Program(['--data', data, '--port', '0', films]);
  client = await Client.of(program, data);
  await program.line(/Optimize Database: succeeded/);
});

afterAll(async () => {
  await program.kill('SIGTERM');
  await rm(folder, { recursive: true });
});

async function get<Body>(path: string): Promise<Body> {
  const response = await client.ask('GET', `/api/v1${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}

const post = async (path: string) => await (await client.ask('POST', `/api/v1${path}`)).json();

/** The last scan, when it has ended. */
async function lastScan(): Promise<Run> {
  for (;;) {
    const { items } = await get<{ items: Run[] }>('/runs?task=RefreshLibraries&limit=1');
    const [run] = items;
    if (run && !['queued', 'running'].includes(run.state)) return run;
  }
}

test('a file that was set aside stays so over the next run, and is tried anew when a person asks for it', async () => {
  const first = await lastScan();
  expect(first).toMatchObject({ state: 'succeeded', progress: { done: 3, total: 3, failed: 1 } });
  const { items } = await get<{ items: unknown[] }>(`/runs/${first.id}/failures`);
  expect(items).toMatchObject([
    {
      subject: expect.stringMatching(/^part:\d+$/),
      label: 'Broken (1999).mkv',
      error: expect.stringContaining('cannot be read as media'),
      attempts: 3,
      setAside: true,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ]);

  expect(await post('/tasks/RefreshLibraries/start')).toMatchObject({ outcome: 'started' });
  const second = await lastScan();
  expect(second.id).toBeGreaterThan(first.id);
  expect(second.progress).toMatchObject({ total: 0, failed: 0 });
  expect(await post(`/runs/${second.id}/failures/retry`)).toEqual({ files: 0, outcome: 'nothing-to-retry' });

  // Same size and time are no change of the file; what was wrong was not the file, says the person.
  expect(await post(`/runs/${first.id}/failures/retry`)).toEqual({ files: 1, outcome: 'started' });
  const third = await lastScan();
  expect(third.id).toBeGreaterThan(second.id);
  expect(third.progress).toMatchObject({ done: 1, total: 1, failed: 1 });
  const log = await get<{ items: { message: string }[] }>(`/runs/${third.id}/log`);
  expect(log.items.map(({ message }) => message).join('\n')).toMatch(
    /Try 1; .*Try 2; .*Set aside after 3 tries/s,
  );
});

test('the past and the nights to come can be read of a real run', async () => {
  const { items: runs } = await get<{ items: Run[] }>('/runs?limit=500');
  expect(runs.map(({ state }) => state)).toContain('succeeded');
  const one = await get<{ run: Run; transitions: { to: string }[] }>(`/runs/${runs.at(-1)?.id}`);
  expect(one.transitions.map(({ to }) => to)).toEqual(['queued', 'running', 'succeeded']);
  const { items: nights } = await get<{ items: { tasks: unknown[] }[] }>('/plan?nights=366');
  expect(nights).toHaveLength(366);
  const { items: tasks } = await get<{ items: unknown[] }>('/tasks');
  expect(nights.every(night => night.tasks.length === tasks.length)).toBe(true);
  expect((await get<{ items: unknown[] }>('/decisions?task=BackupDatabase')).items.length).toBeGreaterThan(0);
});
