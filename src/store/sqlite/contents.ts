import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { BackupProof } from '../../domain/ports.ts';

/** What two equal databases have in common, small enough to keep: the text of the schema, hashes of the rows. */
export interface Contents {
  /** What marks the file, then one line for each table, index, view and trigger. */
  readonly schema: readonly string[];
  readonly tables: BackupProof['tables'];
}

/** Reads all rows of all tables, one at a time. `onRow` is called for each; what it throws ends the reading. */
export function readContents(db: DatabaseSync, onRow: () => void): Contents {
  const tables: Record<string, { rows: number; sha256: string }> = {};
  for (const name of tableNames(db)) tables[name] = hashTable(db, name, onRow);
  return { schema: readSchema(db), tables };
}

/** The first difference between what was copied and the copy, in words; undefined where there is none. */
export function findDifference(original: Contents, copy: Contents): string | undefined {
  const missing = original.schema.find(line => !copy.schema.includes(line));
  if (missing !== undefined) return `its schema lacks ${missing}`;
  const added = copy.schema.find(line => !original.schema.includes(line));
  if (added !== undefined) return `its schema has ${added} in addition`;
  return findDifferentTable(original.tables, copy.tables);
}

/** The same of the rows alone. */
export function findDifferentTable(
  original: Contents['tables'],
  copy: Contents['tables'],
): string | undefined {
  for (const [name, { rows, sha256 }] of Object.entries(original)) {
    const copied = copy[name];
    if (copied?.rows !== rows) return `table ${name} has ${copied?.rows ?? 0} rows instead of ${rows}`;
    if (copied.sha256 !== sha256) return `the rows of table ${name} differ`;
  }
  return undefined;
}

/** One hash for the text of a schema. */
export function hashSchema(schema: Contents['schema']): string {
  return createHash('sha256').update(schema.join('\n')).digest('hex');
}

export function rowsOf({ tables }: Pick<Contents, 'tables'>): number {
  return Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
}

/** Rows of all tables together. */
export function countRows(db: DatabaseSync): number {
  return tableNames(db).reduce((sum, name) => {
    const row = db.prepare(`select count(*) as rows from ${quoted(name)}`).get();
    return sum + Number(row?.['rows']);
  }, 0);
}

/** Ordinary tables and the ones that hold the data of virtual tables; those have no rows of their own. */
export function tableNames(db: DatabaseSync): string[] {
  const names = db.prepare(
    `select name from pragma_table_list
     where schema = 'main' and type in ('table', 'shadow') and name <> 'sqlite_schema' order by name`,
  );
  return names.all().map(row => String(row['name']));
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function readSchema(db: DatabaseSync): string[] {
  const marks = ['application_id', 'user_version', 'encoding'].map(
    name => `${name} ${db.prepare(`pragma ${name}`).get()?.[name]}`,
  );
  const entries = db.prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name').all();
  return [
    ...marks,
    ...entries.map(row => `${row['type']} ${row['name']} on ${row['tbl_name']}: ${row['sql']}`),
  ];
}

function hashTable(db: DatabaseSync, name: string, onRow: () => void): { rows: number; sha256: string } {
  const { columns, key } = readTable(db, name);
  const statement = db.prepare(
    `select cast(${columns.map(encoded).join(' || ')} as blob) from ${quoted(name)} order by ${key.join(', ')}`,
  );
  statement.setReturnArrays(true);
  const hash = createHash('sha256');
  let rows = 0;
  for (const [row] of statement.iterate() as unknown as Iterable<[Uint8Array]>) {
    hash.update(row);
    rows++;
    onRow();
  }
  return { rows, sha256: hash.digest('hex') };
}

/** The columns to hash, and those whose order is the order of the table's own b-tree. */
function readTable(db: DatabaseSync, name: string): { columns: string[]; key: string[] } {
  const info = db.prepare('select name, pk from pragma_table_xinfo(?) order by cid').all(name);
  const columns = info.map(column => quoted(String(column['name'])));
  const { wr } =
    db.prepare(`select wr from pragma_table_list where schema = 'main' and name = ?`).get(name) ?? {};
  if (wr !== 1) return { columns: ['rowid', ...columns], key: ['rowid'] };
  const key = info
    .filter(column => Number(column['pk']) > 0)
    .sort((a, b) => Number(a['pk']) - Number(b['pk']))
    .map(column => quoted(String(column['name'])));
  return { columns, key };
}

/**
 * SQL for a value as bytes that no other value has, whatever follows: its type, and its text closed by `;` or led by
 * its length. SQLite writes integers and reals as text that reads back to the same value.
 */
function encoded(column: string): string {
  return `case typeof(${column})
    when 'integer' then 'i' || ${column} || ';'
    when 'real' then 'r' || quote(${column}) || ';'
    when 'text' then 't' || octet_length(${column}) || ':' || ${column}
    when 'blob' then 'b' || octet_length(${column}) || ':' || ${column}
    else 'n' end`;
}
