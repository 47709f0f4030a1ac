import { type Kysely, sql } from 'kysely';
import type { LogSearch, SaidLine } from '../domain/log-search.ts';
import { logLevels } from '../domain/run.ts';
import { escapeLike } from './catalogue-where.ts';
import type { Schema } from './schema.ts';

/** Looks through what runs said, from the last line back. */
export class SqliteLogSearch implements LogSearch {
  readonly #db: Kysely<Schema>;

  /** @param db a connection for reading: to look for a rare text takes a while */
  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async lines({
    limit,
    before,
    task,
    runId,
    level,
    text,
    from,
    until,
  }: Parameters<LogSearch['lines']>[0]): Promise<readonly SaidLine[]> {
    let query = this.#db
      .selectFrom('run_log')
      .innerJoin('run', 'run.id', 'run_log.run_id')
      .select([
        'run_log.id',
        'run_log.run_id as runId',
        'run.task',
        'run_log.at',
        'run_log.level',
        'run_log.message',
      ])
      .orderBy('run_log.id', 'desc')
      .limit(limit);
    if (before !== undefined) query = query.where('run_log.id', '<', before);
    if (runId !== undefined) query = query.where('run_log.run_id', '=', runId);
    if (task !== undefined) query = query.where('run.task', '=', task);
    if (level !== undefined)
      query = query.where('run_log.level', 'in', logLevels.slice(logLevels.indexOf(level)));
    if (from !== undefined) query = query.where('run_log.at', '>=', from);
    if (until !== undefined) query = query.where('run_log.at', '<', until);
    if (text) {
      const pattern = `%${escapeLike(text)}%`;
      query = query.where(sql<boolean>`run_log.message like ${pattern} escape '\\'`);
    }
    return await query.execute();
  }
}
