import { type Kysely, sql, type Transaction } from 'kysely';
import { ButlerError } from '../domain/errors.ts';
import type { Removal } from '../domain/garbage.ts';
import type { Schema } from './schema.ts';

/** Tables from which nothing goes into the trash: what a library removal does not touch, and what triggers keep. */
const noTrash =
  /^(sqlite_|kysely_|run|decision|report|removal|removed_row|instance|preference|gone_item)|_tally$/;
/** What must not be cleaned away while a row can be put back: the bundle of a content, a picture. */
const keeps: Readonly<Record<string, string>> = { part: 'content_hash', item_artwork: 'blob' };

interface Column {
  readonly name: string;
  readonly pk: number;
}

/**
 * Keeps what `work` deletes, so that it can be put back: SQLite writes each row that goes, by cascade or otherwise, and
 * each reference that changes, into the trash as the statement that undoes it. Nothing is kept of a removal of nothing.
 */
export async function withTrash<T>(
  trx: Transaction<Schema>,
  removal: Pick<Removal, 'task' | 'at' | 'what'>,
  work: () => Promise<T>,
): Promise<T> {
  const { id } = await trx.insertInto('removal').values(removal).returning('id').executeTakeFirstOrThrow();
  const triggers = await makeTriggers(trx, id);
  const result = await work();
  for (const trigger of triggers) await sql.raw(`drop trigger temp.${trigger}`).execute(trx);
  const rows = await countRows(trx, id);
  if (rows === 0) await trx.deleteFrom('removal').where('id', '=', id).execute();
  return result;
}

async function countRows(db: Kysely<Schema>, removalId: number): Promise<number> {
  const { rows } = await db
    .selectFrom('removed_row')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('removal_id', '=', removalId)
    .executeTakeFirstOrThrow();
  return rows;
}

/** The last change is undone first; references may point nowhere until all of it is back. */
export async function putBack(db: Kysely<Schema>, removalId: number): Promise<Removal> {
  return await db.transaction().execute(async trx => {
    const found = await trx.selectFrom('removal').selectAll().where('id', '=', removalId).executeTakeFirst();
    const refuse = (cause: string, error?: unknown) =>
      new ButlerError('quarantine-restore', { id: `rows/${removalId}`, cause }, { cause: error });
    if (!found) throw refuse('it is not in the quarantine');
    const removed = await trx
      .selectFrom('removed_row')
      .select('statement')
      .where('removal_id', '=', removalId)
      .orderBy('id', 'desc')
      .execute();
    await sql`pragma defer_foreign_keys = on`.execute(trx);
    try {
      for (const { statement } of removed) await sql.raw(statement).execute(trx);
    } catch (error) {
      throw refuse('something has taken its place since', error);
    }
    await trx.deleteFrom('removal').where('id', '=', removalId).execute();
    return { ...found, rows: removed.length };
  });
}

async function makeTriggers(trx: Transaction<Schema>, id: number): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from pragma_table_list where schema = 'main' and type = 'table'`.execute(trx);
  const triggers: string[] = [];
  const make = async (name: string, when: string, table: string, statement: string) => {
    const kept = keeps[table] && when === 'delete' ? `old.${keeps[table]}` : 'null';
    await sql
      .raw(
        `create temp trigger ${name} before ${when} on main.${quoted(table)} begin
          insert into removed_row (removal_id, statement, keeps) values (${id}, ${statement}, ${kept});
        end`,
      )
      .execute(trx);
    triggers.push(name);
  };
  for (const [index, { name: table }] of tables.filter(({ name }) => !noTrash.test(name)).entries()) {
    // Columns that SQLite computes have no place in a statement that inserts.
    const { rows: columns } = await sql<Column>`
      select name, pk from pragma_table_xinfo(${table}) where hidden = 0 order by cid`.execute(trx);
    await make(`trash_delete_${index}`, 'delete', table, insertOf(table, columns));
    const { rows: references } = await sql<{ name: string }>`
      select distinct "from" as name from pragma_foreign_key_list(${table})`.execute(trx);
    const columnsToSet = references.filter(({ name }) => !columns.find(column => column.name === name)?.pk);
    if (columnsToSet.length === 0) continue;
    const names = columnsToSet.map(({ name }) => quoted(name)).join(', ');
    await make(`trash_update_${index}`, `update of ${names}`, table, updateOf(table, columns, columnsToSet));
  }
  return triggers;
}

/** SQL for the text of the statement that inserts the old row: `quote` writes every value so that it reads back. */
function insertOf(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  return `${text(`insert into ${quoted(table)} (${names}) values (`)} || ${columns.map(old).join(" || ',' || ")} || ')'`;
}

/** SQL for the text of the statement that sets the old references. */
function updateOf(table: string, columns: readonly Column[], set: readonly { name: string }[]): string {
  const key = columns.filter(({ pk }) => pk > 0);
  const assign = (all: readonly { name: string }[], between: string) =>
    all
      .map(
        (column, index) =>
          `${text(`${index > 0 ? between : ''}${quoted(column.name)} = `)} || ${old(column)}`,
      )
      .join(' || ');
  return `${text(`update ${quoted(table)} set `)} || ${assign(set, ', ')} || ' where ' || ${assign(key, ' and ')}`;
}

function old({ name }: { name: string }): string {
  return `quote(old.${quoted(name)})`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
