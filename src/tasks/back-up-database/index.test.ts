import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import { ButlerError } from '../../domain/errors.ts';
import { SqliteCare } from '../../store/database-care.ts';
import { SqliteLibraryStore } from '../../store/library-store.ts';
import { openStore } from '../../store/open.ts';
import { backUpDatabase as task } from './index.ts';

const dayMs = 86_400_000;
/** Noon, so that it is the same date in every zone within eleven hours of Greenwich. */
const noon = Date.UTC(2027, 2, 28, 12);

const start = () => startRun(task, { now: noon });
const names = async (folder: string) => (await readdir(folder)).sort();
const filesOf = (name: string) =>
  ['', '.artwork.json', '.json', '.preferences.json', '.secrets.json'].map(end => name + end);
const hash = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** The same run at another time. */
const runAt = ({ context }: TestRun, at: number) =>
  task.run({ ...context, now: () => at, run: { ...context.run, startedAt: at } });

test('it makes a copy that can be put back, with its proof beside it', async () => {
  await using run = await start();
  await takeIn(run, { 'Film.mkv': 'film' });
  const sentence = await task.run(run.context);
  const { backups } = run.context.folders;
  expect(sentence).toMatch(
    /^Backed up the database \(\d+ kB, \d+ rows\) as .+ and compared what it restores to with it\.$/,
  );
  expect(sentence).toContain(join(backups, 'butler.db-2027-03-28'));
  expect(await names(backups)).toEqual(filesOf('butler.db-2027-03-28'));

  const manifest = JSON.parse(await readFile(join(backups, 'butler.db-2027-03-28.json'), 'utf8'));
  expect(manifest).toMatchObject({
    file: 'butler.db-2027-03-28',
    createdAt: '2027-03-28T12:00:00.000Z',
    dataFolder: run.context.folders.data,
    bytes: (await stat(join(backups, 'butler.db-2027-03-28'))).size,
    schemaVersion: expect.any(String),
    tables: { part: { rows: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  });
  expect(run.progress.at(-1)?.bytesDone).toBeGreaterThan(0);

  const restored = join(run.temp, 'restored');
  await mkdir(restored);
  await copyFile(join(backups, 'butler.db-2027-03-28'), join(restored, 'butler.db'));
  const store = await openStore(restored);
  expect(await new SqliteLibraryStore(store.db).contentHashes()).toEqual(await run.library.contentHashes());
  await store.close();
});

test('three are kept, two on one day have different names, and files of others are not touched', async () => {
  await using run = await start();
  const { backups } = run.context.folders;
  await mkdir(backups);
  await writeFile(join(backups, 'butler.db-2001-01-01'), 'not ours: it has no manifest');
  await runAt(run, noon);
  await runAt(run, noon + 1);
  await runAt(run, noon + 3 * dayMs);
  const sentence = await runAt(run, noon + 6 * dayMs);
  expect(sentence).toContain('removed 1 older backup.');
  expect((await names(backups)).filter(name => !name.includes('.json'))).toEqual([
    'butler.db-2001-01-01',
    'butler.db-2027-03-28-2',
    'butler.db-2027-03-31',
    'butler.db-2027-04-03',
  ]);
});

test('what a killed attempt left is removed', async () => {
  await using run = await start();
  const { backups } = run.context.folders;
  await mkdir(backups);
  const mine = run.context.instanceId.slice(0, 8);
  await writeFile(join(backups, `butler.db-2027-03-28.${mine}.partial`), 'half');
  await writeFile(join(backups, `butler.db-2027-03-28.${mine}.partial-journal`), '');
  await task.run(run.context);
  expect(await names(backups)).toEqual(filesOf('butler.db-2027-03-28'));
});

test('a damaged database is not backed up, and the older backups stay as they are', async () => {
  await using run = await start();
  await takeIn(
    run,
    Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`Film ${i}.mkv`, `film ${i}`])),
  );
  await task.run(run.context);
  const { backups } = run.context.folders;
  const before = await hash(join(backups, 'butler.db-2027-03-28'));
  const damaged = join(run.temp, 'damaged.db');
  await copyFile(join(backups, 'butler.db-2027-03-28'), damaged);
  const { size } = await stat(damaged);
  {
    await using file = await open(damaged, 'r+');
    for (let page = 3; page * 4096 < size; page += 2)
      await file.write(Buffer.alloc(512, 0xff), 0, 512, page * 4096);
  }
  const database = new SqliteCare(damaged);
  await expect(task.run({ ...run.context, database })).rejects.toMatchObject({ code: 'database-corrupt' });
  expect(await names(backups)).toEqual(filesOf('butler.db-2027-03-28'));
  expect(await hash(join(backups, 'butler.db-2027-03-28'))).toBe(before);
});

test('a cancelled attempt leaves nothing', async () => {
  await using run = await start();
  run.abort(new ButlerError('cancelled', {}));
  await expect(task.run(run.context)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await names(run.context.folders.backups)).toEqual([]);
});

describe('the chosen folder', () => {
  const choose = (run: TestRun, path: string) => run.settings.set({ ButlerDatabaseBackupPath: path });
  const refused = (cause: string) => ({ code: 'backup-folder', message: expect.stringContaining(cause) });

  test('is made where it is missing', async () => {
    await using run = await start();
    await choose(run, join(run.temp, 'disk', 'backups'));
    await task.run(run.context);
    expect(await names(join(run.temp, 'disk', 'backups'))).toHaveLength(5);
  });

  test('is no file', async () => {
    await using run = await start();
    await writeFile(join(run.temp, 'file'), 'mine');
    for (const path of ['file', 'file/backups']) {
      await choose(run, join(run.temp, path));
      await expect(task.run(run.context)).rejects.toMatchObject({ code: 'backup-folder' });
    }
    expect(await readFile(join(run.temp, 'file'), 'utf8')).toBe('mine');
  });

  test('has a full path', async () => {
    await using run = await start();
    await choose(run, 'backups');
    await expect(task.run(run.context)).rejects.toMatchObject(refused('does not begin at the root'));
  });

  test('is in no section, also not by a link, and nothing is made there', async () => {
    await using run = await start();
    await takeIn(run, { 'Film.mkv': 'film' });
    await symlink('films', join(run.temp, 'link'));
    for (const path of ['films', 'films/backups', 'films/../films/x', 'link/backups']) {
      await choose(run, join(run.temp, path));
      await expect(task.run(run.context)).rejects.toMatchObject(refused('in the section "Films"'));
    }
    expect(await names(join(run.temp, 'films'))).toEqual(['Film.mkv']);
    await choose(run, join(run.temp, 'films-backups'));
    await task.run(run.context);
  });

  test('is none that Butler cleans', async () => {
    await using run = await start();
    await choose(run, join(run.context.folders.cache, 'backups'));
    await expect(task.run(run.context)).rejects.toMatchObject(refused('Butler cleans that folder'));
  });

  const withDisk = test.skipIf(noSmallDisk);
  const reason = noSmallDisk ? ` (skipped: ${noSmallDisk})` : '';

  withDisk(`has room for the copy, which is found out before it starts${reason}`, async () => {
    await using run = await start();
    await using disk = await mountSmallDisk(8_000_000);
    await choose(run, disk.path);
    await expect(task.run(run.context)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/MB needed, .+ free/),
    });
    expect(await names(disk.path)).toEqual([]);
  });

  withDisk(`can be written${reason}`, async () => {
    await using run = await start();
    await using disk = await mountSmallDisk(32_000_000);
    await choose(run, disk.path);
    await task.run(run.context);
    const before = await names(disk.path);
    disk.makeReadOnly();
    for (const path of ['', 'deeper']) {
      await choose(run, join(disk.path, path));
      await expect(task.run(run.context)).rejects.toMatchObject(refused('read-only file system'));
    }
    expect(await names(disk.path)).toEqual(before);
  });
});
