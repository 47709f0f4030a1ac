import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from './migrations/index.ts';
import { openStore } from './open.ts';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'butler-open-'));
  folder = join(parent, 'data', 'butler');
});

afterEach(() => rm(parent, { recursive: true }));

/** Opens the data folder and closes it again. */
async function touch(): Promise<void> {
  const store = await openStore(folder);
  await store.close();
}

test('makes the folder for its owner only, and is somebody from then on', async () => {
  const store = await openStore(folder);
  const instance = store.instance();
  await store.close();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(instance.uuid).toMatch(/^[0-9a-f-]{36}$/);
  expect(instance.machineIdentifier).toMatch(/^[0-9a-f]{40}$/);

  const again = await openStore(folder);
  expect(again.instance()).toEqual(instance);
  await again.close();
});

test('who looks waits for no writer', async () => {
  await using store = await openStore(folder);
  // What asks the connection in hand waits for this transaction, which waits for it.
  const seen = await store.db
    .transaction()
    .execute(async () => [
      await store.history.runs({ limit: 1 }),
      await store.reports.recentReports(1),
      await store.reading.library.sections(),
      [...(await store.reading.metadata.metadataOf([1])).keys()],
      await store.items.find({}, { limit: 1 }),
      (await store.countLibrary(1)).parts,
      await store.setAside.list({}, { limit: 1 }),
    ]);
  expect(seen.flat()).toEqual([]);
});

test('closing leaves the database in one file, and nothing of the lock that says who held it', async () => {
  await touch();
  expect((await readdir(folder)).sort()).toEqual(['butler.db', 'butler.lock']);
});

test('one process may not open a folder twice either', async () => {
  const store = await openStore(folder);
  store.describe('http://127.0.0.1:32400');
  await expect(openStore(folder)).rejects.toMatchObject({
    code: 'data-folder-locked',
    message: expect.stringMatching(new RegExp(`process ${process.pid} on .*, at http://127.0.0.1:32400`)),
  });
  await store.db.selectFrom('preference').selectAll().execute();
  await store.close();
  await touch();
});

describe('refuses', () => {
  test('a folder below a file', async () => {
    await writeFile(join(parent, 'data'), '');
    await expect(touch()).rejects.toMatchObject({
      code: 'data-folder-unwritable',
      message: expect.stringContaining(folder),
    });
  });

  test('a database that is something else, without touching it', async () => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, 'butler.db');
    for (const content of ['too short', 'x'.repeat(8192)]) {
      await writeFile(file, content);
      await expect(touch()).rejects.toMatchObject({ code: 'database-corrupt' });
      expect(await readFile(file, 'utf8')).toBe(content);
    }
  });

  test("another program's database, without touching it", async () => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, 'butler.db');
    const other = new DatabaseSync(file);
    other.exec('create table theirs (x)');
    other.close();
    const before = await readFile(file);
    await expect(touch()).rejects.toMatchObject({
      code: 'database-corrupt',
      message: expect.stringContaining('another program'),
    });
    expect(await readFile(file)).toEqual(before);
  });

  test('a folder that a newer Butler wrote, without touching it', async () => {
    await touch();
    const file = join(folder, 'butler.db');
    const newer = new DatabaseSync(file);
    newer.exec(`insert into kysely_migration values ('9999-from-the-future', '')`);
    newer.exec('pragma wal_checkpoint(truncate)');
    newer.close();
    const before = await readFile(file);
    await expect(touch()).rejects.toMatchObject({
      code: 'data-folder-newer',
      message: expect.stringContaining(
        `9999-from-the-future, this one knows ${Object.keys(migrations).at(-1)}`,
      ),
    });
    expect(await readFile(file)).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(['butler.db', 'butler.lock']);
  });
});

test('an empty database file, left by a first start that was cut off, is no obstacle', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'butler.db'), '');
  await touch();
});
