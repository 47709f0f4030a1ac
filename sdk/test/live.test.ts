import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onlyIndexFilesIn } from '../../test/support/index-files-only.ts';
import { Contract } from '../../test/support/openapi.ts';
import { Program } from '../../test/support/program.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import {
  BadRequestError,
  Butler,
  type ButlerOptions,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RateLimitedError,
  Task,
  UnauthorizedError,
} from '../src/index.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let program: Program;
let serverURL: string;
let token: string;
let butler: Butler;
const asked = new Set<string>();

/** A client of the real program that notes what it asks for. */
function client(options: ButlerOptions = {}): Butler {
  const noting: typeof fetch = (url, init) => {
    asked.add(`${init?.method} ${new URL(String(url)).pathname}`);
    return fetch(url, init);
  };
  return new Butler({ serverURL, token, fetch: noting, ...options });
}

async function start(port: string): Promise<void> {
  program = new Program(['--data', join(folder.path, 'data'), '--port', port, join(folder.path, 'Films')]);
  serverURL = await program.url();
}

beforeAll(async () => {
  folder = await makeTempFolder();
  await mkdir(join(folder.path, 'Films'));
  await onlyIndexFilesIn(join(folder.path, 'data'));
  await start('0');
  token = (await readFile(join(folder.path, 'data', 'token'), 'utf8')).trim();
  butler = client();
  await program.line(/Check for Updates: succeeded/);
  // All that runs by itself in a new library has to end first.
  while ((await butler.getTasks()).some(({ state, reason }) => state !== 'idle' || reason === 'active'));
});

afterAll(async () => {
  await program.kill('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

describe('what a Plex server has too', () => {
  test('is the same read from XML as from JSON', async () => {
    const xml = client({ accepts: 'application/xml' });
    const tasks = await butler.getTasks();
    expect(tasks.map(({ name }) => name)).toContain('BackupDatabase');
    expect(tasks.find(({ name }) => name === 'BackupDatabase')).toMatchObject({ interval: 3, enabled: true });
    expect(await xml.getTasks()).toEqual(tasks);
    expect(await xml.preferences.list()).toEqual(await butler.preferences.list());
    expect(await xml.identity()).toEqual(await butler.identity());
    expect(await xml.activities.list()).toEqual([]);
  });

  test('starts and stops tasks', async () => {
    expect(await butler.startTask({ task: Task.CleanOldBundles })).toEqual({ outcome: 'started' });
    await butler.startTasks();
    await butler.stopTasks();
    await expect(butler.startTask({ task: 'CleanOldBundle' })).rejects.toThrow(
      'There is no task "CleanOldBundle".',
    );
    const stopping = butler.stopTask({ task: 'CleanOldBundle' });
    await expect(stopping).rejects.toThrow(NotFoundError);
    await expect(butler.activities.cancel({ uuid: 'none' })).rejects.toThrow(NotFoundError);
  });

  test('reads and changes preferences', async () => {
    await butler.preferences.set({ ButlerStartHour: 3, ButlerTaskOptimizeDatabase: false });
    expect(await butler.preferences.get({ id: 'ButlerStartHour' })).toMatchObject({ type: 'int', value: 3 });
    const xml = client({ accepts: 'application/xml' });
    expect(await xml.preferences.get({ id: 'ButlerTaskOptimizeDatabase' })).toMatchObject({ value: false });
    await expect(butler.preferences.set({ ButlerStartHour: 24 })).rejects.toThrow(BadRequestError);
    await expect(butler.preferences.set({ Nonsense: 1 })).rejects.toThrow(BadRequestError);
    await expect(butler.preferences.get({ id: 'Nonsense' })).rejects.toThrow(NotFoundError);
  });
});

describe('Butler’s own', () => {
  test('runs come in pages', async () => {
    const { items, nextCursor } = await butler.runs.list({ limit: 2 });
    expect(items).toHaveLength(2);
    expect(nextCursor).toBeTypeOf('string');
    const ids: number[] = [];
    for await (const { id } of butler.runs.list({ limit: 2 })) ids.push(id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    const [first = 0] = ids.toReversed();
    const { run, transitions } = await butler.runs.get({ id: first });
    expect(run).toMatchObject({ id: first, state: 'succeeded' });
    expect(transitions.at(-1)).toMatchObject({ to: 'succeeded' });
    expect((await butler.runs.log({ id: first })).items).toBeInstanceOf(Array);
    expect(await Array.fromAsync(butler.runs.failures({ id: first }))).toEqual([]);
  });

  test('plan, decisions, pauses, settings and the rest are read', async () => {
    expect((await butler.tasks.list()).items.length).toBe((await butler.getTasks()).length);
    expect((await butler.plan.list({ nights: 2 })).items).toHaveLength(2);
    expect((await butler.plan.decisions({ task: 'BackupDatabase' })).items).toBeInstanceOf(Array);
    expect(await butler.pauses.pause({ scope: 'all', for: 'PT1H' })).toMatchObject({ scope: 'all' });
    expect((await butler.pauses.list()).items).toHaveLength(1);
    await butler.pauses.resume({ scope: 'all' });
    expect((await butler.settings.get({ id: 'ButlerEndHour' })).value).toBe(5);
    expect((await butler.guide.channels()).items).toEqual([]);
    expect(await butler.about.openApi()).toMatchObject({ openapi: '3.1.0' });
  });

  test('says what is wrong, and what to do about it', async () => {
    const unknown = await butler.tasks.run({ task: 'BackupDatabse' }).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toMatchObject({ status: 404, code: 'task-unknown', remedy: expect.any(String) });
    expect(String(unknown)).toContain('did you mean BackupDatabase?');
    const invalid = await butler.runs.list({ limit: 0 }).catch((error: unknown) => error);
    expect(invalid).toBeInstanceOf(BadRequestError);
    expect(invalid).toMatchObject({ problem: { errors: [{ field: 'limit' }] } });
  });

  test('does once what is sent twice, and changes nothing that somebody else has changed', async () => {
    const replayed: (string | null)[] = [];
    const options = {
      idempotencyKey: 'one-pause',
      onResponse: ({ headers }: Response) => replayed.push(headers.get('idempotency-replayed')),
    };
    const first = await butler.pauses.pause({ scope: 'all', for: 'PT1H' }, options);
    expect(await butler.pauses.pause({ scope: 'all', for: 'PT1H' }, options)).toEqual(first);
    expect(replayed).toEqual([null, 'true']);
    await butler.pauses.resume({ scope: 'all' });

    let etag = '';
    const onResponse = ({ headers }: Response) => {
      etag = headers.get('etag') ?? '';
    };
    const { value } = await butler.settings.get({ id: 'ButlerEndHour' }, { onResponse });
    const ifMatch = { headers: { 'If-Match': etag } };
    await butler.settings.set({ id: 'ButlerEndHour', value: 7 }, ifMatch);
    const stale = butler.settings.set({ id: 'ButlerEndHour', value: 8 }, ifMatch);
    await expect(stale).rejects.toThrow(ConflictError);
    await butler.settings.set({ id: 'ButlerEndHour', value });
  });

  test('events tell of what is started, also after the server was started anew', async () => {
    const task = Task.CleanOldCacheFiles;
    const seen: string[] = [];
    const onConnection = (isOpen: boolean) => void (isOpen && butler.startTask({ task }));
    for await (const event of butler.events({ types: ['run'], onConnection })) {
      if (event.type === 'resync') seen.push('resync');
      if (event.type !== 'run' || event.run.task !== task || event.run.state !== 'succeeded') continue;
      seen.push('succeeded');
      if (seen.length > 1) break;
      await program.kill('SIGTERM');
      await start(new URL(serverURL).port);
    }
    expect(seen).toEqual(['succeeded', 'resync', 'succeeded']);
  });
});

test('a wrong token is refused, and too many of them for a while', async () => {
  const stranger = client({ token: 'wrong', retries: { strategy: 'none' } });
  await expect(stranger.getTasks()).rejects.toThrow(UnauthorizedError);
  await expect(stranger.runs.list()).rejects.toThrow(UnauthorizedError);
  const errors: unknown[] = [];
  for (let guess = 0; guess < 12; guess++)
    await stranger.getTasks().catch((error: unknown) => errors.push(error));
  expect(errors.at(-1)).toBeInstanceOf(RateLimitedError);
  expect(errors.at(-1)).toMatchObject({ retryAfterMs: 60_000 });
  expect(await client().getTasks()).not.toEqual([]);
  expect(await client({ token: undefined }).identity()).toMatchObject({
    version: expect.stringContaining('-butler'),
  });
});

test('what a page from elsewhere would change is refused', async () => {
  const elsewhere = { headers: { Origin: 'http://evil.example' } };
  await expect(butler.stopTasks(elsewhere)).rejects.toThrow(ForbiddenError);
});

test('nothing was asked for that is not described', async () => {
  const documents = await Promise.all([butler.about.openApi(), butler.about.plexOpenApi()]);
  const operations = documents.flatMap(document => {
    const { url, operations } = new Contract(document as never);
    return operations.map(({ method, path }) => {
      const pattern = (url.replace(/\/$/, '') + path)
        .replaceAll(/[.:]/g, '\\$&')
        .replaceAll(/{\w+}/g, '[^/]+');
      return new RegExp(`^${method} ${pattern}$`);
    });
  });
  for (const request of asked)
    expect(
      operations.filter(operation => operation.test(request)),
      request,
    ).not.toEqual([]);
});
