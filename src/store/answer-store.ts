import type { Kysely } from 'kysely';
import type { AnswerStore, KeptAnswer } from '../domain/answers.ts';
import type { Schema } from './schema.ts';

/** Answers that are kept at once. */
const most = 1_000;

/** Answers to requests with a key, for a while. */
export class SqliteAnswerStore implements AnswerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async findAnswer(key: string, since: number): Promise<KeptAnswer | undefined> {
    const row = await this.#db
      .selectFrom('kept_answer')
      .select(['request', 'status', 'content_type', 'body'])
      .where('key', '=', key)
      .where('at', '>=', since)
      .executeTakeFirst();
    if (!row) return undefined;
    const { content_type: contentType, ...answer } = row;
    return { ...answer, ...(contentType !== null && { contentType }) };
  }

  async keepAnswer(key: string, answer: KeptAnswer, at: number, since: number): Promise<void> {
    const { contentType = null, ...row } = answer;
    const values = { ...row, content_type: contentType, at };
    await this.#db.transaction().execute(async trx => {
      await trx
        .insertInto('kept_answer')
        .values({ key, ...values })
        .onConflict(conflict => conflict.column('key').doUpdateSet(values))
        .execute();
      const last = trx.selectFrom('kept_answer').select('key').orderBy('at', 'desc').limit(most);
      await trx
        .deleteFrom('kept_answer')
        .where(({ eb, or }) => or([eb('at', '<', since), eb('key', 'not in', last)]))
        .execute();
    });
  }
}
