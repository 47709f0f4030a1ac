import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What is left of a section that was removed goes piece by piece, also after a restart.
  'alter table section add column removed_at integer',

  // The last items that went, so that those who follow the library learn of them: a thousand are enough for who listens.
  `create table gone_item (
    id integer primary key autoincrement,
    item_id integer not null,
    section_id integer not null,
    parent_id integer,
    type text not null,
    title text not null,
    at integer not null
  ) strict`,
  `create trigger gone_item_insert after delete on item begin
    insert into gone_item (item_id, section_id, parent_id, type, title, at)
      values (old.id, old.section_id, old.parent_id, old.type, old.title, cast(unixepoch('subsec') * 1000 as integer));
    delete from gone_item where id <= (select max(id) from gone_item) - 1000;
  end`,
];

export const removals: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
