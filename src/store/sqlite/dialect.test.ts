import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ThreadedSqliteDialect } from './dialect.ts';
import type { SqliteError } from './sqlite-error.ts';
import { isUniqueViolation } from './sqlite-error.ts';

interface Words {
  word: { id: number; text: string | null };
}

let folder: string;
let file: string;
let db: Kysely<Words>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-dialect-'));
  file = join(folder, 'words.db');
  db = new Kysely<Words>({ dialect: new ThreadedSqliteDialect(file) });
  await sql`create table word (id integer primary key, text text) strict`.execute(db);
});

afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const words = () => db.selectFrom('word').selectAll().orderBy('id').execute();

async function pragma(name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(db);
  return Object.values(rows[0] ?? {})[0];
}

test('a new file is durable, vacuums in steps and carries its name', async () => {
  expect({
    journal_mode: await pragma('journal_mode'),
    synchronous: await pragma('synchronous'),
    foreign_keys: await pragma('foreign_keys'),
    auto_vacuum: await pragma('auto_vacuum'),
    application_id: await pragma('application_id'),
    temp_store: await pragma('temp_store'),
    busy_timeout: await pragma('busy_timeout'),
  }).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    auto_vacuum: 2,
    application_id: 0x4275746c,
    temp_store: 2,
    busy_timeout: 10_000,
  });
});

test('rows are plain objects with the values as they were put in', async () => {
  const { insertId, numInsertedOrUpdatedRows } = await db
    .insertInto('word')
    .values({ id: 7, text: 'sieben' })
    .executeTakeFirstOrThrow();
  expect([insertId, numInsertedOrUpdatedRows]).toEqual([7n, 1n]);
  const rows = await words();
  expect(rows).toStrictEqual([{ id: 7, text: 'sieben' }]);
  expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
});

test('returning yields rows', async () => {
  const rows = await db.insertInto('word').values({ id: 1, text: 'eins' }).returning('text').execute();
  expect(rows).toEqual([{ text: 'eins' }]);
});

describe('transactions', () => {
  test('what is thrown inside rolls everything back and comes out unchanged', async () => {
    const reason = new Error('enough');
    const attempt = db.transaction().execute(async trx => {
      await trx.insertInto('word').values({ id: 1, text: 'eins' }).execute();
      throw reason;
    });
    await expect(attempt).rejects.toBe(reason);
    expect(await words()).toEqual([]);
  });

  test('wait for one another, and queries outside wait for them', async () => {
    const order: string[] = [];
    const inside = Promise.withResolvers<void>();
    const first = db.transaction().execute(async trx => {
      await trx.insertInto('word').values({ id: 1, text: 'eins' }).execute();
      inside.resolve();
      await trx.updateTable('word').set({ text: 'one' }).execute();
      order.push('first');
    });
    await inside.promise;
    const outside = words().then(rows => {
      order.push('outside');
      return rows;
    });
    const second = db.transaction().execute(async () => {
      order.push('second');
    });
    await Promise.all([first, outside, second]);
    expect(order).toEqual(['first', 'outside', 'second']);
    expect(await outside).toEqual([{ id: 1, text: 'one' }]);
  });

  test('savepoints roll back a part', async () => {
    const trx = await db.startTransaction().execute();
    await trx.insertInto('word').values({ id: 1, text: 'kept' }).execute();
    const after = await trx.savepoint('before second').execute();
    await after.insertInto('word').values({ id: 2, text: 'lost' }).execute();
    await after.rollbackToSavepoint('before second').execute();
    await trx.commit().execute();
    expect(await words()).toEqual([{ id: 1, text: 'kept' }]);
  });

  test('the outer db inside a transaction waits until it ends: the documented trap', async () => {
    const events: string[] = [];
    let stuck: Promise<unknown> | undefined;
    await db.transaction().execute(async trx => {
      stuck = words().then(() => events.push('outer query'));
      await trx.insertInto('word').values({ id: 1, text: 'eins' }).execute();
      await trx.selectFrom('word').selectAll().execute();
      events.push('transaction');
    });
    await stuck;
    expect(events).toEqual(['transaction', 'outer query']);
  });

  test('a writer waits for a writer of another connection instead of failing', async () => {
    const other = new DatabaseSync(file);
    other.exec('begin immediate; insert into word values (1, null)');
    const waiting = db
      .transaction()
      .execute(trx => trx.insertInto('word').values({ id: 2, text: null }).execute());
    // Answers from another thread keep coming while the database thread waits for the lock.
    await new Promise(resolve => setImmediate(resolve));
    other.exec('commit');
    other.close();
    await waiting;
    expect((await words()).map(row => row.id)).toEqual([1, 2]);
  });

  test('statements after SQLite gave the transaction up are refused, not committed one by one', async () => {
    const attempt = db.transaction().execute(async trx => {
      await trx.insertInto('word').values({ id: 1, text: 'eins' }).execute();
      await sql`rollback`.execute(trx); // what SQLite does by itself on a full disk
      await trx.insertInto('word').values({ id: 2, text: 'zwei' }).execute();
    });
    await expect(attempt).rejects.toThrow('rolled back by an earlier error');
    expect(await words()).toEqual([]);
  });
});

describe('errors', () => {
  test('keep the code and the message of SQLite, and the connection goes on', async () => {
    await db.insertInto('word').values({ id: 1, text: 'eins' }).execute();
    const again = db.insertInto('word').values({ id: 1, text: 'zwei' }).execute();
    await expect(again).rejects.toMatchObject({
      name: 'SqliteError',
      errcode: 1555, // SQLITE_CONSTRAINT_PRIMARYKEY
      message: 'UNIQUE constraint failed: word.id',
    } satisfies Partial<SqliteError>);
    await expect(sql`no such thing`.execute(db)).rejects.toThrow('syntax error');
    expect(await words()).toHaveLength(1);
    expect(isUniqueViolation(await again.catch(error => error))).toBe(true);
    expect(isUniqueViolation(await sql`no such thing`.execute(db).catch(error => error))).toBe(false);
  });

  test('a file that is no database is refused with its name', async () => {
    const other = new Kysely<Words>({ dialect: new ThreadedSqliteDialect(join(folder, 'missing', 'x.db')) });
    await expect(other.selectFrom('word').selectAll().execute()).rejects.toMatchObject({
      code: 'database-inaccessible',
    });
    await other.destroy();
  });

  test('a full database fails the transaction as disk-full; afterwards the connection goes on', async () => {
    await sql`${sql.raw(`pragma max_page_count = 20`)}`.execute(db);
    const attempt = db.transaction().execute(async trx => {
      for (let id = 1; id < 100; id++) {
        await trx
          .insertInto('word')
          .values({ id, text: 'x'.repeat(4000) })
          .execute();
      }
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining(folder),
    });
    expect(await words()).toEqual([]);
    await db.insertInto('word').values({ id: 1, text: 'fits' }).execute();
    expect(await words()).toHaveLength(1);
  });
});
