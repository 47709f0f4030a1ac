import type { Kysely } from 'kysely';
import type { Pause } from '../domain/pause.ts';
import type { PauseStore } from '../domain/ports.ts';
import type { Schema } from './schema.ts';

/** The pauses by hand: those of other causes are found out anew. */
export class SqlitePauseStore implements PauseStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async pauses(): Promise<readonly Pause[]> {
    const rows = await this.#db.selectFrom('pause').selectAll().orderBy('since_at').execute();
    return rows.map(({ scope, sentence, since_at: since, until_at: until }) => ({
      cause: 'hand',
      scope,
      sentence,
      since,
      ...(until !== null && { until }),
    }));
  }

  async keepPause({ scope, sentence, since, until }: Pause): Promise<void> {
    const values = { sentence, since_at: since, until_at: until ?? null };
    await this.#db
      .insertInto('pause')
      .values({ scope, ...values })
      .onConflict(conflict => conflict.column('scope').doUpdateSet(values))
      .execute();
  }

  async dropPause(scope: Pause['scope']): Promise<void> {
    await this.#db.deleteFrom('pause').where('scope', '=', scope).execute();
  }
}
