import {
  CompiledQuery,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import { ThreadConnection } from './connection.ts';

/**
 * SQLite on a thread of its own, through node:sqlite. There is one connection: Kysely hands it to one query or one
 * transaction at a time. Inside a transaction use the `trx` it gives; the outer `db` would wait for itself forever.
 */
export class ThreadedSqliteDialect implements Dialect {
  readonly #file: string;
  readonly #readOnly: boolean;

  constructor(file: string, { readOnly = false } = {}) {
    this.#file = file;
    this.#readOnly = readOnly;
  }

  createDriver(): Driver {
    return new ThreadedSqliteDriver(this.#file, this.#readOnly);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }

  createIntrospector<DB>(db: Kysely<DB>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** SQLite rolls back changes of the schema like any other: a migration that is cut off leaves nothing. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ThreadedSqliteDriver implements Driver {
  readonly #file: string;
  readonly #readOnly: boolean;
  #connection: ThreadConnection | undefined;

  constructor(file: string, readOnly: boolean) {
    this.#file = file;
    this.#readOnly = readOnly;
  }

  async init(): Promise<void> {
    this.#connection = await ThreadConnection.open(this.#file, this.#readOnly);
  }

  async acquireConnection(): Promise<ThreadConnection> {
    if (!this.#connection) throw new Error('The database is not open');
    return this.#connection;
  }

  async beginTransaction(connection: ThreadConnection, settings: TransactionSettings): Promise<void> {
    await connection.ask({ kind: 'begin', readOnly: settings.accessMode === 'read only' });
  }

  async commitTransaction(connection: ThreadConnection): Promise<void> {
    await connection.ask({ kind: 'commit' });
  }

  async rollbackTransaction(connection: ThreadConnection): Promise<void> {
    await connection.ask({ kind: 'rollback' });
  }

  async savepoint(connection: ThreadConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }

  async rollbackToSavepoint(connection: ThreadConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to "${name}"`));
  }

  async releaseSavepoint(connection: ThreadConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release "${name}"`));
  }

  /** The one connection stays; Kysely's own mutex hands it on. */
  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#connection?.close();
  }
}
