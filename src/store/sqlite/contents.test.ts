import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDifference, readContents } from './contents.ts';

type Rows = readonly (readonly [SQLInputValue, SQLInputValue])[];

/** A database that takes every value as it is. */
function made(rows: Rows, table = 'create table t (a, b)'): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(table);
  const insert = db.prepare('insert into t values (?, ?)');
  for (const row of rows) insert.run(...row);
  return db;
}

const contentsOf = (db: DatabaseSync) => readContents(db, () => {});
const hashOf = (rows: Rows) => contentsOf(made(rows)).tables['t']?.sha256;

test('values that SQLite compares as equal, or prints alike, have hashes of their own', () => {
  const alike: SQLInputValue[] = [
    1n,
    1,
    '1',
    '1.0',
    'i1;',
    Buffer.from('1'),
    null,
    '',
    Buffer.alloc(0),
    0n,
    0,
    'n',
  ];
  const hashes = alike.map(value => hashOf([[value, null]]));
  expect(new Set(hashes).size).toBe(alike.length);
});

test('text beyond a zero byte and text that is not UTF-8 count', () => {
  const hashes = ["'61006200'", "'61006300'", "'FF'", "'FE'"].map(hex => {
    const db = made([]);
    db.exec(`insert into t values (cast(x${hex} as text), null)`);
    return contentsOf(db).tables['t']?.sha256;
  });
  expect(new Set(hashes).size).toBe(4);
});

const value = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }).map(real => (real === 0 ? 0 : real)),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array().map(bytes => Buffer.from(bytes)),
  fc.constant(null),
);
const rows = fc.array(fc.tuple(value, value), { maxLength: 4 });

test('two tables hash alike exactly when their rows are alike', () => {
  const text = (given: Rows) =>
    JSON.stringify(given, (_, v) => (typeof v === 'bigint' ? `${v}n` : typeof v === 'number' ? `${v}r` : v));
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      expect(hashOf(one)).toBe(hashOf(structuredClone(one)));
      expect(hashOf(one) === hashOf(other)).toBe(text(one) === text(other));
    }),
    { numRuns: 200 },
  );
});

test('a table is read in the order of its key, whatever the order of writing', () => {
  const keyed = 'create table t (a text, b int, primary key (b, a)) without rowid';
  const one = made(
    [
      ['x', 1n],
      ['y', 1n],
      ['a', 2n],
    ],
    keyed,
  );
  const other = made(
    [
      ['a', 2n],
      ['y', 1n],
      ['x', 1n],
    ],
    keyed,
  );
  expect(contentsOf(one)).toEqual(contentsOf(other));
});

test('row numbers count, because other rows may refer to them', () => {
  const one = made([['x', 1n]]);
  const other = made([['x', 1n]]);
  other.exec('update t set rowid = 5');
  expect(findDifference(contentsOf(one), contentsOf(other))).toBe('the rows of table t differ');
});

test('the first difference is told in words', () => {
  const original = contentsOf(
    made([
      ['x', 1n],
      ['y', 2n],
    ]),
  );
  expect(
    findDifference(
      original,
      contentsOf(
        made([
          ['x', 1n],
          ['y', 2n],
        ]),
      ),
    ),
  ).toBeUndefined();
  expect(findDifference(original, contentsOf(made([['x', 1n]])))).toBe('table t has 1 rows instead of 2');
  expect(
    findDifference(
      original,
      contentsOf(
        made([
          ['x', 1n],
          ['y', 3n],
        ]),
      ),
    ),
  ).toBe('the rows of table t differ');

  const empty = new DatabaseSync(':memory:');
  expect(findDifference(original, contentsOf(empty))).toMatch(/^its schema lacks table t on t: CREATE TABLE/);
  const indexed = made([
    ['x', 1n],
    ['y', 2n],
  ]);
  indexed.exec('create index i on t (a)');
  expect(findDifference(original, contentsOf(indexed))).toMatch(/^its schema has index i .* in addition$/);
  const marked = made([
    ['x', 1n],
    ['y', 2n],
  ]);
  marked.exec('pragma user_version = 7');
  expect(findDifference(original, contentsOf(marked))).toMatch(/user_version/);
});

test('what onRow throws ends the reading', () => {
  const stop = new Error('stop');
  let rows = 0;
  const read = () =>
    readContents(
      made([
        ['x', 1n],
        ['y', 2n],
        ['z', 3n],
      ]),
      () => {
        if (++rows === 2) throw stop;
      },
    );
  expect(read).toThrow(stop);
  expect(rows).toBe(2);
});
