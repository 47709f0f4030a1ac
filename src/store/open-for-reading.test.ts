import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from './open.ts';
import { openStoreForReading, type StoreReading } from './open-for-reading.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-reading-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function read(): Promise<StoreReading> {
  const reading = await openStoreForReading(folder);
  if (!reading) throw new Error('There is a database.');
  return reading;
}

const run = { task: 'BackupDatabase', trigger: 'manual', state: 'queued', serviceDay: '2027-06-01' } as const;

test('reads what a server writes beside it, and does not keep it from writing', async () => {
  await using store = await openStore(folder);
  await using reading = await read();
  expect(reading.isServed).toBe(true);
  expect(reading.instance()).toEqual(store.instance());
  expect(await reading.runs.taskStates()).toEqual({});
  await store.preferences.set({ ButlerStartHour: '3' });
  await store.runs.addRun({ ...run, createdAt: 1 });
  expect(await reading.preferences.all()).toEqual({ ButlerStartHour: '3' });
  expect(await reading.runs.taskStates()).toEqual({ BackupDatabase: { active: 'queued' } });
});

/** Whether this process has SQLite's lock on the database, without which others take it for one that nobody has open. */
async function isLocked(): Promise<boolean> {
  const { ino } = await stat(join(folder, 'butler.db'));
  const locks = (await readFile('/proc/locks', 'utf8')).split('\n');
  return locks.some(line => line.includes(` ${process.pid} `) && line.includes(`:${ino} `));
}

test.skipIf(!existsSync('/proc/locks'))(
  'leaves a server in the same process its lock on the database (where the kernel tells of locks)',
  async () => {
    await using store = await openStore(folder);
    await store.preferences.all();
    expect(await isLocked()).toBe(true);
    await (await read())[Symbol.asyncDispose]();
    expect(await isLocked()).toBe(true);
  },
);

test('reads what a server left, and lets the next one in', async () => {
  const store = await openStore(folder);
  await store.preferences.set({ ButlerStartHour: '3' });
  await store.close();
  const reading = await read();
  expect(reading.isServed).toBe(false);
  expect(await reading.preferences.all()).toEqual({ ButlerStartHour: '3' });
  await using _ = await openStore(folder);
  await reading[Symbol.asyncDispose]();
});

test.each([['an empty folder'], ['no folder'], ['an empty database'], ['a file for a folder']])(
  'finds nothing in %s',
  async what => {
    const data = join(folder, 'data');
    if (what === 'an empty folder') await mkdir(data);
    if (what === 'a file for a folder') await writeFile(data, '');
    if (what === 'an empty database') {
      await mkdir(data);
      await writeFile(join(data, 'butler.db'), '');
    }
    expect(await openStoreForReading(data)).toBeUndefined();
  },
);

describe('refuses', () => {
  /** Changes the database of a closed store behind its back. */
  async function change(sql: string): Promise<void> {
    await (await openStore(folder)).close();
    const db = new DatabaseSync(join(folder, 'butler.db'));
    db.exec(sql);
    db.close();
  }

  test('what a newer Butler wrote', async () => {
    await change(`insert into kysely_migration values ('9999-from-the-future', '')`);
    await expect(read()).rejects.toMatchObject({ code: 'data-folder-newer' });
  });

  test('what an older Butler wrote', async () => {
    await change('delete from kysely_migration');
    await expect(read()).rejects.toMatchObject({ code: 'data-folder-older' });
  });

  test("another program's database", async () => {
    await change('pragma application_id = 1');
    await expect(read()).rejects.toMatchObject({ code: 'database-corrupt' });
  });

  test('what is damaged', async () => {
    await writeFile(join(folder, 'butler.db'), 'x'.repeat(8192));
    await expect(read()).rejects.toMatchObject({ code: 'database-corrupt' });
  });
});
