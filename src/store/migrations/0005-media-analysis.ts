import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What was found out about a part, by kind: JSON. With rowid, as the values are long: keys are then looked up apart from them.
  `create table analysis (
    part_id integer not null references part on delete cascade,
    kind text not null,
    version text not null,
    value text not null,
    created_at integer not null,
    primary key (part_id, kind)
  ) strict`,

  // What is asked of all parts is answered from here alone.
  'create index analysis_by_kind on analysis (kind, part_id, version, created_at)',

  `create table marker (
    part_id integer not null references part on delete cascade,
    kind text not null,
    idx integer not null,
    start_ms integer not null,
    end_ms integer not null,
    is_final integer not null,
    primary key (part_id, kind, idx)
  ) strict, without rowid`,
];

export const mediaAnalysis: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
