import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // A collection is an item as well: so it has a title, artwork and a place in the search.
  `create table collection (
    item_id integer primary key references item on delete cascade,
    origin text not null check (origin in ('made', 'byHand')),
    recipe text check ((origin = 'made') = (recipe is not null)),
    member_type text not null
  ) strict`,

  `create table collection_member (
    collection_id integer not null references collection on delete cascade,
    item_id integer not null references item on delete cascade,
    position integer not null,
    primary key (collection_id, item_id)
  ) strict, without rowid`,
  'create index collection_member_item on collection_member (item_id)',

  // What a person does not want to be made again.
  `create table hidden_collection (
    id integer primary key autoincrement,
    section_id integer not null references section on delete cascade,
    recipe text not null,
    title text not null,
    hidden_at integer not null,
    unique (section_id, recipe)
  ) strict`,
];

/** Items that belong together, gathered by Butler or by hand. */
export const collections: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
