import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { BatchQuery } from '../batch-query.ts';
import type { Answer, Reply, Request, SqlValue, ThreadSettings } from './protocol.ts';
import { toStoreError } from './sqlite-error.ts';

/** The near end of a connection that lives in a thread of its own. */
export class ThreadConnection implements DatabaseConnection {
  readonly #file: string;
  readonly #worker: Worker;
  /** One for each request on its way, the oldest first: the thread answers in order. */
  readonly #waiting: PromiseWithResolvers<Answer>[] = [];
  #lost: Error | undefined;

  private constructor(file: string, readOnly: boolean) {
    this.#file = file;
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { file, readOnly } satisfies ThreadSettings,
    });
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', error => this.#lose(error as Error));
    this.#worker.on('exit', code => this.#lose(new Error(`The database thread ended (${code})`)));
  }

  /** Opens the file, or creates it unless it is only to be read. Throws what {@link toStoreError} names. */
  static async open(file: string, readOnly: boolean): Promise<ThreadConnection> {
    const connection = new ThreadConnection(file, readOnly);
    try {
      await connection.#next();
      return connection;
    } catch (error) {
      await connection.#worker.terminate();
      throw error;
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { columns, rows, changes, insertId } = await this.ask(
      query instanceof BatchQuery
        ? { kind: 'batch', sql: query.sql, rows: query.rows }
        : { kind: 'query', sql: query.sql, parameters: query.parameters as readonly SqlValue[] },
    );
    return {
      rows: rows.map(row => toObject<R>(columns, row)),
      ...(changes !== undefined && { numAffectedRows: BigInt(changes) }),
      ...(insertId !== undefined && { insertId: BigInt(insertId) }),
    };
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows are not streamed: page by key instead');
  }

  ask(request: Request): Promise<Answer> {
    if (this.#lost) return Promise.reject(this.#lost);
    this.#worker.postMessage(request);
    return this.#next();
  }

  /** Waits for the requests on their way, then for the thread to end. */
  async close(): Promise<void> {
    if (this.#lost) return;
    const ended = once(this.#worker, 'exit');
    await this.ask({ kind: 'close' });
    await ended;
  }

  #next(): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.push(answer);
    return answer.promise;
  }

  #settle(reply: Reply): void {
    const request = this.#waiting.shift();
    if ('answer' in reply) request?.resolve(reply.answer);
    else request?.reject(toStoreError(this.#file, reply.failure));
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const request of this.#waiting.splice(0)) request.reject(this.#lost);
  }
}

function toObject<R>(columns: readonly string[], row: readonly SqlValue[]): R {
  const object: Record<string, SqlValue | undefined> = {};
  for (let i = 0; i < columns.length; i++) object[columns[i] as string] = row[i];
  return object as R;
}
