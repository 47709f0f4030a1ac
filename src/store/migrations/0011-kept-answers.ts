import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table kept_answer (
    key text primary key,
    request text not null,
    status integer not null,
    content_type text,
    body text not null,
    at integer not null
  ) strict`,
  'create index kept_answer_at on kept_answer (at)',
];

/** What requests with a key were answered: asked again, they are not done again. */
export const keptAnswers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
