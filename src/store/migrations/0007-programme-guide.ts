import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table guide_import (
    id integer primary key autoincrement,
    started_at integer not null,
    channels text not null
  ) strict`,

  // No key refers to an import: it is removed row by row when nothing shows it any more.
  `create table guide_source (
    id integer primary key autoincrement,
    address text not null unique,
    import_id integer,
    version text,
    imported_at integer
  ) strict`,

  `create table guide_channel (
    id integer primary key,
    key text not null unique,
    names text not null,
    icon text,
    members text not null
  ) strict`,

  // The order of the key is that in which guides list their programmes, and in which they are read.
  `create table guide_programme (
    import_id integer not null,
    channel integer not null,
    starts_at integer not null,
    ends_at integer,
    title text not null,
    subtitle text,
    description text,
    categories text,
    season integer,
    episode integer,
    show_id integer,
    primary key (import_id, channel, starts_at)
  ) strict, without rowid`,
];

export const programmeGuide: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
