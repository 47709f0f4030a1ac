import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firstSchema } from '../../src/store/migrations/0001-first-schema.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { ThreadedSqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';

const newest = Object.keys(migrations).at(-1) ?? '';

let folder: string;
/** A data folder that has worked for a night, and its backup. */
let data: string;
let backup: string;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler restore '));
  data = join(folder, 'data');
  await mkdir(join(folder, 'films'));
  await makeFilms(join(folder, 'films'), 2, 5);
  await onlyIndexFilesIn(data);
  await using program = new Program(['--data', data, '--port', '0', join(folder, 'films')]);
  await program.line(/Generate Media Index Files: succeeded/);
  await program.line(/Backup Database: succeeded/);
  token = (await readFile(join(data, 'token'), 'utf8')).trim();
  // The backup of the first night may have been made before the films were read.
  const url = await program.url();
  const before = (await databases(join(data, 'backups'))).length;
  await fetch(`${url}/butler/BackupDatabase`, { method: 'POST', headers: { 'X-Plex-Token': token } });
  await program.line(new RegExp(`Backed up .+-${before + 1} and compared`));
  backup = join(data, 'backups', (await databases(join(data, 'backups'))).at(-1) ?? '');
  await program.kill('SIGTERM');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

let empty: string;
beforeEach(async () => {
  empty = join(await mkdtemp(join(folder, 'new ')), 'data');
});

async function databases(path: string): Promise<string[]> {
  return (await readdir(path)).filter(name => /^butler\.db-[\d-]+$/.test(name)).sort();
}

async function run(...args: string[]): Promise<{ text: string; code: number | null }> {
  await using program = new Program(args);
  const { code } = await program.exited();
  return { text: program.text, code };
}

const restoreJson = async (...args: string[]) => {
  const { text, code } = await run('restore', ...args, '--json');
  expect(code, text).toBe(0);
  return JSON.parse(text);
};

function titles(file: string): unknown[] {
  using db = new DatabaseSync(file, { readOnly: true });
  return db
    .prepare('select title from item order by title')
    .all()
    .map(row => row['title']);
}

async function findAside(path: string): Promise<string | undefined> {
  return (await readdir(path)).find(name => name.startsWith('before-restore-'));
}

test('into an empty data folder: the library, its history and its token are back, and what is lost is made again', async () => {
  const restored = await restoreJson(backup, '--data', empty);
  expect(restored).toMatchObject({
    dryRun: false,
    compared: true,
    sections: 1,
    schemaNow: newest,
    token: true,
    artifacts: { there: 0 },
  });
  expect(restored.artifacts.lost).toBeGreaterThanOrEqual(2);
  expect(restored).not.toHaveProperty('keptAs');
  expect((await stat(empty)).mode & 0o777).toBe(0o700);
  expect((await stat(join(empty, 'butler.db'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(empty, 'token'), 'utf8')).toBe(`${token}\n`);
  expect(titles(join(empty, 'butler.db'))).toHaveLength(2);

  await using program = new Program(['--data', empty, '--port', '0']);
  const headers = { 'X-Plex-Token': token, Accept: 'application/json' };
  const url = await program.url();
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  const ask = async (address: string): Promise<any> => (await fetch(address, { headers })).json();
  const sections = await ask(`${url}/library/sections`);
  expect(sections.MediaContainer.Directory).toHaveLength(1);
  const runs = await ask(`${url}/api/v1/runs?task=BackupDatabase`);
  expect(runs.items.map((run: { state: string }) => run.state)).toContain('interrupted');
  await fetch(`${url}/butler/GenerateMediaIndexFiles`, { method: 'POST', headers });
  await program.line(/Generate Media Index Files: succeeded/);
  const files = await readdir(join(empty, 'bundles'), { recursive: true });
  expect(files.filter(name => name.endsWith('.bif'))).toHaveLength(2);
  await program.kill('SIGTERM');
});

test('a dry run compares every row and changes nothing', async () => {
  expect(await restoreJson('latest', '--dry-run', '--data', data)).toMatchObject({
    dryRun: true,
    compared: true,
    artifacts: { lost: 0 },
  });
  expect(await findAside(data)).toBeUndefined();
  const { text, code } = await run('restore', backup, '--dry-run', '--data', empty);
  expect(text).toMatch(/Nothing was changed\..+ can be restored/);
  expect(code).toBe(0);
  await expect(stat(empty)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what was there is kept, and can be put back by the same command', async () => {
  await restoreJson(backup, '--data', empty);
  {
    using db = new DatabaseSync(join(empty, 'butler.db'));
    db.exec("update item set title = 'Renamed'");
    // It stays in the log: nobody closes this connection in good order.
    db.exec('pragma wal_checkpoint(passive)');
    db.exec("update section set title = 'Renamed too'");
  }
  const { keptAs } = await restoreJson(backup, '--data', empty);
  expect(titles(join(empty, 'butler.db'))).not.toContain('Renamed');
  expect(await restoreJson(keptAs, '--data', empty)).toMatchObject({ compared: false, sections: 1 });
  expect(titles(join(empty, 'butler.db'))).toEqual(['Renamed', 'Renamed']);
});

test('a damaged database is replaced, and kept as it was', async () => {
  await mkdir(empty);
  await writeFile(join(empty, 'butler.db'), Buffer.alloc(8192, 'damaged'));
  const { keptAs } = await restoreJson(backup, '--data', empty);
  expect(await readFile(keptAs, 'latin1')).toMatch(/^damageddamaged/);
  expect(titles(join(empty, 'butler.db'))).toHaveLength(2);
});

test('a backup of an older version is brought up to date', async () => {
  const old = join(folder, 'old.db');
  const db = new Kysely({ dialect: new ThreadedSqliteDialect(old) });
  const provider = { getMigrations: async () => ({ '0001-first-schema': firstSchema }) };
  expect((await new Migrator({ db, provider }).migrateToLatest()).error).toBeUndefined();
  await db.destroy();
  expect(await restoreJson(old, '--data', empty)).toMatchObject({
    schemaVersion: '0001-first-schema',
    schemaNow: newest,
  });
  // What only reads is refused by a database that is not up to date.
  expect((await run('plan', '--data', empty)).code).toBe(0);
});

describe('is refused, and nothing is changed:', () => {
  async function refusal(...args: string[]): Promise<string> {
    const { text, code } = await run('restore', ...args);
    // What does not exist was misspelt; all else failed.
    expect(code, text).toBe(text.includes('is no backup') ? 2 : 1);
    return text;
  }

  test('while a server holds the data folder', async () => {
    await restoreJson(backup, '--data', empty);
    await using program = new Program(['--data', empty, '--port', '0']);
    await program.url();
    expect(await refusal(backup, '--data', empty)).toMatch(/is in use by another Butler \(process \d+/);
    expect(await readdir(empty)).not.toContain('restoring');
    await program.kill('SIGTERM');
  });

  test('a backup that is not there', async () => {
    expect(await refusal('butler.db-1999-01-01', '--data', data)).toMatch(/is no backup, neither as a path/);
    expect(await refusal('latest', '--data', empty)).toMatch(/"latest" is no backup/);
  });

  test('a damaged backup', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    const files = (await readdir(join(data, 'backups'))).filter(name =>
      name.startsWith(backup.slice(join(data, 'backups').length + 1)),
    );
    for (const name of files) await copyFile(join(data, 'backups', name), join(broken, name));
    const copy = join(broken, files[0] ?? '');
    {
      await using file = await open(copy, 'r+');
      await file.write(Buffer.from([0xff]), 0, 1, (await file.stat()).size - 50);
    }
    expect(await refusal(copy, '--data', empty)).toMatch(
      /is damaged: its checksum is not that of its manifest/,
    );
    await expect(stat(join(empty, 'butler.db'))).rejects.toMatchObject({ code: 'ENOENT' });
    await rm(`${copy}.secrets.json`);
    expect(await refusal(copy, '--data', data)).toMatch(/\.secrets\.json cannot be read/);
    expect(await findAside(data)).toBeUndefined();
  });

  test('a backup of a newer version', async () => {
    const newer = join(folder, 'newer.db');
    await copyFile(backup, newer);
    {
      using db = new DatabaseSync(newer);
      db.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '')");
    }
    expect(await refusal(newer, '--data', empty)).toMatch(/was made by a newer Butler.+9999-later/);
  });

  test('another file', async () => {
    await writeFile(join(folder, 'letter.txt'), 'Dear Sir or Madam,');
    expect(await refusal(join(folder, 'letter.txt'), '--data', empty)).toMatch(/is not a SQLite database/);
  });
});

test('backups are listed, the newest first', async () => {
  const { text } = await run('backups', '--data', data, '--json');
  const { items: listed } = JSON.parse(text);
  expect(listed[0]).toMatchObject({ folder: join(data, 'backups'), schemaVersion: newest, dataFolder: data });
  expect(join(listed[0].folder, listed[0].name)).toBe(backup);
  expect((await run('backups', join(data, 'backups'), '--data', empty)).text).toContain('verified 2');
  expect((await run('backups', '--data', empty)).text).toBe('There are no backups yet.');
});
