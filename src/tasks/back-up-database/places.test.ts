import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import type { Preference } from '../../domain/preference.ts';
import { Settings } from '../../settings/settings.ts';
import type { Manifest } from './backup.ts';
import { openBackupFolder } from './backup-folder.ts';
import { drill } from './drill.ts';
import { backUpDatabase as task } from './index.ts';

const dayMs = 86_400_000;
/** Noon, so that it is the same date in every zone within eleven hours of Greenwich. */
const noon = Date.UTC(2027, 2, 28, 12);
const first = 'butler.db-2027-03-28';

const start = () => startRun(task, { now: noon });
const databases = async (folder: string) =>
  (await readdir(folder)).filter(name => /^butler\.db-[\d-]+$/.test(name)).sort();
const readManifest = async (folder: string, name = first): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
const runAt = (run: TestRun, at: number) => {
  run.setNow(at);
  return task.run({ ...run.context, run: { ...run.context.run, startedAt: at } });
};

const withDisk = test.skipIf(noSmallDisk);
const reason = noSmallDisk ? ` (skipped: ${noSmallDisk})` : '';

test('secrets lie apart, readable by the owner alone, and nowhere else', async () => {
  await using run = await start();
  const token: Preference<'text'> = {
    id: 'WatchToken',
    type: 'text',
    default: '',
    label: '',
    summary: '',
    group: 'general',
    secret: true,
  };
  await run.store.preferences.set({ WatchToken: 'hunter-one', ButlerDatabaseBackupsKept: '4' });
  await run.store.preferences.set({ WatchToken: 'hunter-two' });
  await writeFile(join(run.context.folders.data, 'token'), 'let-me-in\n');
  const preferences = new Settings(
    [...task.preferences, token],
    await run.store.preferences.all(),
    run.store.preferences,
  );
  await task.run({ ...run.context, preferences });
  const { backups } = run.context.folders;
  const secrets = join(backups, `${first}.secrets.json`);
  expect(JSON.parse(await readFile(secrets, 'utf8'))).toEqual({
    preferences: { WatchToken: 'hunter-two' },
    token: 'let-me-in',
  });
  expect((await stat(secrets)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(join(backups, `${first}.preferences.json`), 'utf8'))).toEqual({
    ButlerDatabaseBackupsKept: '4',
  });
  for (const name of (await readdir(backups)).filter(file => !file.includes('.secrets.'))) {
    expect(await readFile(join(backups, name), 'latin1')).not.toMatch(/hunter|let-me-in/);
  }
  expect((await readManifest(backups)).files.map(file => file.name)).toContain(`${first}.secrets.json`);
});

test('the artwork that is kept is listed', async () => {
  await using run = await start();
  const { backups, blobs } = run.context.folders;
  await mkdir(join(blobs, 'ab'));
  await writeFile(join(blobs, 'ab', 'cdef.jpg'), 'poster');
  await task.run(run.context);
  expect(JSON.parse(await readFile(join(backups, `${first}.artwork.json`), 'utf8'))).toEqual([
    { path: 'ab/cdef.jpg', bytes: 6 },
  ]);
});

describe('the chosen folder', () => {
  const gone = (cause: string) => ({ code: 'backup-folder', message: expect.stringContaining(cause) });

  test('is not made again once it was there: its disk may be detached', async () => {
    await using run = await start();
    const disk = join(run.temp, 'disk');
    await run.settings.set({ ButlerDatabaseBackupPath: disk });
    await task.run(run.context);
    await rename(disk, join(run.temp, 'detached'));
    await expect(task.run(run.context)).rejects.toMatchObject(gone('is its disk attached?'));
    await rename(join(run.temp, 'detached'), disk);
    await runAt(run, noon + dayMs);
    expect(await databases(disk)).toHaveLength(2);
  });

  withDisk(`is on the disk that it was on, or on one that has its backups${reason}`, async () => {
    await using run = await start();
    const disk = join(run.temp, 'disk');
    await run.settings.set({ ButlerDatabaseBackupPath: join(disk, 'backups') });
    await task.run(run.context);
    await rename(disk, join(run.temp, 'detached'));
    await using other = await mountSmallDisk(64_000_000);
    await run.settings.set({ ButlerDatabaseBackupPath: other.path });
    await task.run(run.context);
    const { data } = run.context.folders;
    const memory = JSON.parse(await readFile(join(data, 'backups.json'), 'utf8'));
    memory.places[other.path].device = -1;
    await writeFile(join(data, 'backups.json'), JSON.stringify(memory));
    // The same backups under another number are the same disk.
    await runAt(run, noon + dayMs);
    await writeFile(join(data, 'backups.json'), JSON.stringify(memory));
    for (const name of await readdir(other.path)) await rm(join(other.path, name));
    await expect(task.run(run.context)).rejects.toMatchObject(gone('on another disk than before'));
    expect(await readdir(other.path)).toEqual([]);
  });
});

describe('the second place', () => {
  const choose = (run: TestRun, path: string) => run.settings.set({ ButlerDatabaseSecondBackupPath: path });

  test('has the same backup, byte for byte, and is kept to the same limits', async () => {
    await using run = await start();
    await takeIn(run, { 'Film.mkv': 'film' });
    const second = join(run.temp, 'second');
    await choose(run, second);
    await run.settings.set({ ButlerDatabaseBackupsKept: '2' });
    expect(await task.run(run.context)).toContain(`; a second copy is in ${second}.`);
    const { backups } = run.context.folders;
    expect((await readdir(second)).sort()).toEqual((await readdir(backups)).sort());
    for (const name of await readdir(second)) {
      expect(await readFile(join(second, name))).toEqual(await readFile(join(backups, name)));
      expect((await stat(join(second, name))).mode & 0o777).toBe(0o600);
    }
    for (let day = 1; day <= 3; day++) await runAt(run, noon + day * dayMs);
    expect(await databases(second)).toEqual(await databases(backups));
    expect(await databases(second)).toHaveLength(2);
  });

  test('may be shared with another Butler: each keeps its own', async () => {
    await using mine = await start();
    await using theirs = await start();
    const second = join(mine.temp, 'shared');
    for (const run of [mine, theirs]) {
      await choose(run, second);
      await run.settings.set({ ButlerDatabaseBackupsKept: '1' });
      await task.run(run.context);
    }
    expect(await databases(second)).toEqual([first, `${first}-2`]);
    await runAt(mine, noon + dayMs);
    expect(await databases(second)).toEqual([`${first}-2`, 'butler.db-2027-03-29']);
    expect((await readManifest(second, `${first}-2`)).instance).toBe(theirs.context.instanceId);
  });

  test('that cannot be used is told, and the first backup stands', async () => {
    await using run = await start();
    await writeFile(join(run.temp, 'file'), 'mine');
    await choose(run, join(run.temp, 'file'));
    expect(await task.run(run.context)).toMatch(
      /; there is no second copy: Backups cannot be kept in .+: it is a file\.$/,
    );
    expect(run.log.some(line => line.startsWith('warn: The second copy could not be made'))).toBe(true);
    expect(await databases(run.context.folders.backups)).toEqual([first]);
    await choose(run, run.context.folders.backups);
    expect(await runAt(run, noon + dayMs)).toContain('the first copy is there');
  });

  withDisk(`that is full keeps what it has${reason}`, async () => {
    await using run = await start();
    await using disk = await mountSmallDisk(4_000_000);
    await choose(run, disk.path);
    await task.run(run.context);
    const kept = (await readdir(disk.path)).sort();
    expect(kept).toContain(first);
    const { bavail, bsize } = await statfs(disk.path);
    await writeFile(join(disk.path, 'filler'), Buffer.alloc(bavail * bsize - 100_000));
    expect(await runAt(run, noon + dayMs)).toContain('there is no second copy: There is no room at');
    expect((await readdir(disk.path)).sort()).toEqual([...kept, 'filler'].sort());
    expect(await databases(run.context.folders.backups)).toHaveLength(2);
  });
});

describe('once in a month the oldest backup', () => {
  test('is restored on trial', async () => {
    await using run = await start();
    await run.settings.set({ ButlerDatabaseBackupsKept: '10' });
    await task.run(run.context);
    expect(await runAt(run, noon + 29 * dayMs)).not.toContain('on trial and is good');
    const at = noon + 31 * dayMs;
    expect(await runAt(run, at)).toContain(`; the oldest, ${first}, was restored on trial and is good.`);
    const manifest = await readManifest(run.context.folders.backups);
    expect(manifest.verifiedAt).toBe(new Date(at).toISOString());
    expect(await runAt(run, at + dayMs)).not.toContain('is good');
    expect(await readdir(run.context.folders.staging)).toEqual([]);
  });

  test('no longer counts where it has rotted', async () => {
    await using run = await start();
    await takeIn(run, { 'Film.mkv': 'film' });
    await run.settings.set({ ButlerDatabaseBackupsKept: '2' });
    await task.run(run.context);
    const { backups } = run.context.folders;
    const database = await readFile(join(backups, first));
    database[database.length - 100] = (database[database.length - 100] ?? 0) ^ 1;
    await writeFile(join(backups, first), database);
    const at = noon + 31 * dayMs;
    expect(await runAt(run, at)).toContain(`the oldest, ${first}, is damaged and no longer counts`);
    expect((await readManifest(backups)).damage).toBe('its checksum is not that of its manifest');
    await runAt(run, at + dayMs);
    expect(run.log).toContain(
      `warn: ${first} no longer counts as a backup: its checksum is not that of its manifest.`,
    );
    expect(await databases(backups)).toEqual(['butler.db-2027-04-28', 'butler.db-2027-04-29']);
  });

  test('is as good as before where it could not be tried, and is tried again', async () => {
    await using run = await start();
    await run.settings.set({ ButlerDatabaseBackupsKept: '10' });
    await task.run(run.context);
    const context = { ...run.context, now: () => noon + 31 * dayMs };
    await using folder = await openBackupFolder('', context);
    await rm(run.context.folders.staging, { recursive: true });
    expect(await drill(context, folder)).toEqual({});
    expect(await readManifest(run.context.folders.backups)).not.toHaveProperty('damage');
    expect(run.log.at(-1)).toMatch(/^warn: .+ could not be restored on trial: .+ It is tried again\.$/);
    await mkdir(run.context.folders.staging, { recursive: true });
    expect(await drill(context, folder)).toEqual({ sound: first });
  });
});
