import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteCare } from './database-care.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { ThreadedSqliteDialect } from './sqlite/dialect.ts';

let folder: string;
let file: string;
let db: Kysely<Schema>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-migrate-'));
  file = join(folder, 'butler.db');
  db = new Kysely<Schema>({ dialect: new ThreadedSqliteDialect(file) });
});

afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const run = (...statements: string[]): Migration => ({
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

const first = { '0001-a': run('create table a (x)', 'insert into a values (1)') };
const broken = { ...first, '0002-b': run('create table b (x)', 'update a set x = 2', 'no such statement') };
const mended = { ...first, '0002-b': run('create table b (x)', 'update a set x = 2') };

const migrateTo = (migrations: Readonly<Record<string, Migration>>) =>
  migrate(db, file, new SqliteCare(file), migrations);

async function tables(): Promise<string[]> {
  const found = await sql<{ name: string }>`select name from sqlite_schema where length(name) = 1`.execute(
    db,
  );
  return found.rows.map(row => row.name).sort();
}

test('a step that fails takes back all that it did, and can be mended', async () => {
  await migrateTo(first);
  await expect(migrateTo(broken)).rejects.toThrow('syntax error');
  expect(await tables()).toEqual(['a']);
  expect((await sql`select x from a`.execute(db)).rows).toEqual([{ x: 1 }]);
  await migrateTo(mended);
  expect(await tables()).toEqual(['a', 'b']);
});

test('an existing database is kept as it was, a new one has nothing to keep', async () => {
  await migrateTo(first);
  expect((await readdir(folder)).filter(name => name.startsWith('butler-'))).toEqual([]);
  await migrateTo(mended);
  await migrateTo(mended);
  expect((await readdir(folder)).filter(name => name.startsWith('butler-'))).toEqual(['butler-0001-a.db']);
  using kept = new DatabaseSync(join(folder, 'butler-0001-a.db'), { readOnly: true });
  expect(kept.prepare('select x from a').get()).toMatchObject({ x: 1 });
});

test('a step that this Butler does not know stops it before it does anything', async () => {
  await migrateTo(mended);
  await expect(migrateTo({ ...first, '0003-c': run('create table c (x)') })).rejects.toMatchObject({
    code: 'data-folder-newer',
    message: expect.stringMatching(/0002-b.*0003-c/),
  });
  expect(await tables()).toEqual(['a', 'b']);
});
