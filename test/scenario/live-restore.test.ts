import { watch } from 'node:fs';
import { cp, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, Butler } from '../../sdk/src/index.ts';
import { followRestore } from '../../src/cli/follow-restore.ts';
import { Program } from '../support/program.ts';
import { mountSmallDisk, noSmallDisk } from '../support/small-disk.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
/** A data folder with one backup, in which the start hour is 1; in its database it is 4. */
let template: string;
let name: string;

beforeAll(async () => {
  folder = await makeTempFolder();
  template = join(folder.path, 'template');
  const films = join(folder.path, 'films');
  await mkdir(films);
  await using server = await Server.start(template, films);
  await server.program.line(/Backup Database: succeeded/);
  await server.butler.settings.set({ id: 'ButlerStartHour', value: 1 });
  await server.butler.safekeeping.makeBackup();
  await server.program.line(/Backed up .+-2 and compared/);
  name = (await server.butler.safekeeping.backups()).items[0]?.name ?? '';
  await server.butler.settings.set({ id: 'ButlerStartHour', value: 4 });
  await server.program.kill('SIGTERM');
});

afterAll(() => folder[Symbol.asyncDispose]());

/** A real server, and a client of it. */
class Server implements AsyncDisposable {
  readonly program: Program;
  readonly data: string;
  readonly butler: Butler;

  private constructor(program: Program, data: string, butler: Butler) {
    this.program = program;
    this.data = data;
    this.butler = butler;
  }

  static async start(data: string, ...folders: string[]): Promise<Server> {
    const program = new Program(['--data', data, '--port', '0', ...folders]);
    const serverURL = await program.url();
    const token = (await readFile(join(data, 'token'), 'utf8')).trim();
    return new Server(program, data, new Butler({ serverURL, token }));
  }

  /** On a copy of the template. */
  static async onCopy(parent = folder.path): Promise<Server> {
    const data = join(parent, `data ${(await readdir(parent)).length}`);
    await cp(template, data, { recursive: true });
    return await Server.start(data);
  }

  async startHour(): Promise<unknown> {
    return (await this.butler.settings.get({ id: 'ButlerStartHour' })).value;
  }

  async last(): Promise<Api.Restore | undefined> {
    return (await this.butler.safekeeping.lastRestore()).restore;
  }

  /** Has something restored, and waits until the server tells what came of it. */
  async follow(begin: () => Promise<Api.Restore>): Promise<readonly Api.Restore[]> {
    const told: Api.Restore[] = [];
    await followRestore(this.butler, begin, restore => told.push(restore), new AbortController().signal);
    return told;
  }

  restore(idempotencyKey?: string): Promise<Api.Restore> {
    return this.butler.safekeeping.restoreBackup({ name, confirm: name }, { idempotencyKey });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }
}

async function run(...args: string[]): Promise<{ text: string; code: number | null }> {
  await using program = new Program(args);
  const { code } = await program.exited();
  return { text: program.text, code };
}

test('a server restores, comes back at its address with its token, and undoes it', async () => {
  await using server = await Server.onCopy();
  expect(await server.startHour()).toBe(4);
  const { pid } = server.program.child;
  const token = await readFile(join(server.data, 'token'), 'utf8');

  const told = await server.follow(() => server.restore('once'));
  expect(told[0]).toMatchObject({ backup: name, state: 'comparing' });
  const restored = told.at(-1);
  expect(restored).toMatchObject({ backup: name, state: 'succeeded', restored: { compared: true } });
  expect(await server.startHour()).toBe(1);
  await server.program.line(/Butler: info: .+ was restored\. What was there before is kept/);
  // The note that tells others who holds the folder is of this process too, which never ended.
  expect(JSON.parse(await readFile(join(server.data, 'butler.lock.json'), 'utf8'))).toMatchObject({ pid });
  expect(await readFile(join(server.data, 'token'), 'utf8')).toBe(token);
  expect((await stat(restored?.restored?.keptAs ?? '')).isFile()).toBe(true);
  expect(await readdir(server.data)).not.toContain('restoring');

  // Who did not get the answer asks again, and nothing is restored again: what was restored knows no answers since.
  expect(await server.restore('once')).toEqual(restored);

  const undone = await server.follow(() => server.butler.safekeeping.undoRestore({ confirm: name }));
  expect(undone.at(-1)).toMatchObject({ state: 'succeeded', restored: { compared: false } });
  expect(await server.startHour()).toBe(4);
  await server.program.kill('SIGTERM');
});

test('the command line has the server restore that is at work, and tell why', async () => {
  await using server = await Server.onCopy();
  const onServer = ['--data', server.data];
  const rehearsed = await run('restore', name, '--dry-run', ...onServer);
  expect(rehearsed.text).toMatch(/Nothing was changed\..+ can be restored\./);
  expect(rehearsed.code).toBe(0);
  expect(await server.startHour()).toBe(4);

  const { text, code } = await run('restore', 'latest', '--json', ...onServer);
  expect(code, text).toBe(0);
  const restored = JSON.parse(text);
  expect(restored).toMatchObject({ dryRun: false, backup: name, compared: true, token: false });
  expect(await server.startHour()).toBe(1);
  // By its path the server knows what it kept aside, and its backups.
  expect(await run('restore', restored.keptAs, ...onServer)).toMatchObject({ code: 0 });
  expect(await server.startHour()).toBe(4);
  expect(await run('restore', join(server.data, 'backups', name), ...onServer)).toMatchObject({ code: 0 });
  expect(await server.startHour()).toBe(1);
  const other = await run('restore', join(template, 'butler.db'), ...onServer);
  expect(other).toMatchObject({ code: 1, text: expect.stringMatching(/is in use by another Butler/) });

  const why = await run('why', 'backupdatabase', '--json', ...onServer);
  expect(why.code, why.text).toBe(0);
  expect(JSON.parse(why.text)).toEqual(await server.butler.plan.explainTask({ task: 'BackupDatabase' }));
  await server.program.kill('SIGTERM');
});

describe('all stays as it was, and the server at work,', () => {
  async function expectFailure(server: Server, code: string): Promise<void> {
    const { startedAt } = await server.butler.about.server();
    const told = await server.follow(() => server.restore());
    expect(told.at(-1)).toMatchObject({ state: 'failed', failure: { code } });
    await server.program.line(/Butler: error: .+ was not restored; all is as it was\./);
    expect(await server.startHour()).toBe(4);
    expect((await server.butler.about.server()).startedAt).toBe(startedAt);
    const left = (await readdir(server.data)).filter(name => /^(?:restoring|before-restore)/.test(name));
    expect(left).toEqual([]);
    const { text, code: exit } = await run('restore', name, '--data', server.data);
    expect(exit, text).toBe(1);
    await server.program.kill('SIGTERM');
  }

  test('where the backup is damaged', async () => {
    await using server = await Server.onCopy();
    {
      await using file = await open(join(server.data, 'backups', name), 'r+');
      await file.write(Buffer.from([0xff]), 0, 1, (await file.stat()).size - 50);
    }
    await expectFailure(server, 'backup-damaged');
  });

  test.skipIf(noSmallDisk)(`where the disk is full${noSmallDisk ? `: ${noSmallDisk}` : ''}`, async () => {
    await using disk = await mountSmallDisk(12_000_000);
    await using server = await Server.onCopy(disk.path);
    await expectFailure(server, 'disk-full');
  });
});

describe('killed in the middle of a restore, the next start has the data of before or those of the backup, and says so', () => {
  const moments: Record<string, (server: Server) => Promise<unknown>> = {
    'when it has begun': async server => {
      await server.restore();
    },
    'when the server makes way': async server => {
      await server.restore();
      await server.program.line(/Making way for the restore/);
    },
    'when what is there is kept': async server => {
      const kept = untilThere(server.data, /^before-restore/);
      await server.restore();
      await kept;
    },
    'when the record changes once more': async server => {
      const kept = untilThere(server.data, /^before-restore/);
      await server.restore();
      await kept;
      await untilThere(server.data, /^restore\.json/);
    },
  };

  test.each(Object.keys(moments))('%s', async moment => {
    await using server = await Server.onCopy();
    await moments[moment]?.(server);
    await server.program.kill('SIGKILL');
    await using next = await Server.start(server.data);
    const last = await next.last();
    const hour = await next.startHour();
    expect([last?.state, hour]).toEqual(last?.restored ? ['succeeded', 1] : ['failed', 4]);
    if (last?.failure) expect(last.failure.code).toBe('restore-cut-off');
    await next.program.line(/Butler: (?:info|error): .+ was (?:not )?restored/);
    expect(await readdir(next.data)).not.toContain('restoring');
    await next.program.kill('SIGTERM');
  });
});

/** Resolves when something changes in a folder whose name is like that. */
async function untilThere(path: string, like: RegExp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(path, (_, changed) => {
    if (changed && like.test(changed)) resolve();
  });
  await promise.finally(() => watcher.close());
}
