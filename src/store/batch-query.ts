import type { CompiledQuery, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import type { SqlValue } from './sqlite/protocol.ts';

/** Rows that travel in one message: few enough to hold up the sending thread for a millisecond at most. */
const rowsPerMessage = 2_000;

/** A compiled query that its connection runs once for each row of parameters. */
export class BatchQuery<Result> implements CompiledQuery<Result> {
  readonly query: CompiledQuery<Result>['query'];
  readonly queryId: CompiledQuery<Result>['queryId'];
  readonly sql: string;
  readonly parameters: readonly unknown[] = [];
  readonly rows: readonly (readonly SqlValue[])[];

  constructor(template: CompiledQuery<Result>, rows: readonly (readonly SqlValue[])[]) {
    this.query = template.query;
    this.queryId = template.queryId;
    this.sql = template.sql;
    this.rows = rows;
  }
}

/** Stands in a query for the value that each row has under this name. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * Runs one query for many rows: it is compiled and prepared once, and its parameters travel in bulk. `of` stands
 * for the value that each row has under a name; everything else in the query is the same for all rows.
 *
 * ```ts
 * await executeMany(trx, files, of =>
 *   trx.insertInto('file').values({ folder_id, name: of('name'), size: of('size') }),
 * );
 * ```
 *
 * Returns the rows of `returning`, in the order of `rows`.
 */
export async function executeMany<Row extends object, Result>(
  trx: Transaction<Schema>,
  rows: readonly Row[],
  build: (of: <K extends keyof Row>(name: K) => Row[K]) => { compile(): CompiledQuery<Result> },
): Promise<Result[]> {
  const template = build(<K extends keyof Row>(name: K) => new Placeholder(name) as Row[K]).compile();
  const results: Result[] = [];
  for (let start = 0; start < rows.length; start += rowsPerMessage) {
    const batch = rows.slice(start, start + rowsPerMessage);
    const parameters = batch.map(row => template.parameters.map(parameter => valueFor(row, parameter)));
    const { rows: returned } = await trx.executeQuery<Result>(new BatchQuery(template, parameters));
    results.push(...returned);
  }
  return results;
}

function valueFor(row: object, parameter: unknown): SqlValue {
  if (!(parameter instanceof Placeholder)) return parameter as SqlValue;
  return (row as Record<PropertyKey, SqlValue | undefined>)[parameter.name] ?? null;
}
