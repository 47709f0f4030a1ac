import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  'alter table item add column named text',

  `create table item_field (
    item_id integer not null references item on delete cascade,
    field text not null,
    source text not null,
    value any not null,
    primary key (item_id, field, source)
  ) strict, without rowid`,

  `create table item_lock (
    item_id integer not null references item on delete cascade,
    name text not null,
    primary key (item_id, name)
  ) strict, without rowid`,

  `create table tag (
    id integer primary key autoincrement,
    kind text not null,
    name text not null collate nocase,
    unique (kind, name)
  ) strict`,

  `create table item_tag (
    item_id integer not null references item on delete cascade,
    source text not null,
    position integer not null,
    tag_id integer not null references tag on delete cascade,
    role text,
    primary key (item_id, source, position)
  ) strict, without rowid`,
  'create index item_tag_tag on item_tag (tag_id, item_id)',

  `create table item_external_id (
    item_id integer not null references item on delete cascade,
    service text not null,
    source text not null,
    value text not null,
    primary key (item_id, service, source)
  ) strict, without rowid`,
  'create index item_external_id_value on item_external_id (service, value)',

  `create table item_artwork (
    item_id integer not null references item on delete cascade,
    source text not null,
    position integer not null,
    kind text not null,
    file text,
    blob text,
    primary key (item_id, source, position),
    check ((file is null) <> (blob is null))
  ) strict, without rowid`,
  'create index item_artwork_blob on item_artwork (blob) where blob is not null',

  `create table item_refresh (
    item_id integer not null references item on delete cascade,
    source text not null,
    version text not null,
    refreshed_at integer not null,
    error text,
    primary key (item_id, source)
  ) strict, without rowid`,

  `create table part_sidecar (
    part_id integer not null references part on delete cascade,
    position integer not null,
    kind text not null,
    file text not null,
    format text not null,
    language text,
    title text,
    is_forced integer not null,
    is_default integer not null,
    is_sdh integer not null,
    primary key (part_id, position)
  ) strict, without rowid`,
];

/** What sources say of items. The item's own columns hold what comes of it, and `named` what its name says. */
export const metadataOfItems: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
