import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Identities that leave the database, in addresses or in other rows without a foreign key, are never given out
 * twice: `autoincrement`. Every foreign key has an index that begins with it.
 */
const statements = [
  `create table instance (
    id integer primary key check (id = 1),
    uuid text not null,
    machine_identifier text not null,
    created_at integer not null
  ) strict`,

  `create table preference (
    id text primary key,
    value text not null
  ) strict, without rowid`,

  `create table section (
    id integer primary key autoincrement,
    uuid text not null unique,
    type text not null,
    title text not null,
    created_at integer not null,
    scanned_at integer
  ) strict`,

  `create table root (
    id integer primary key autoincrement,
    section_id integer not null references section on delete cascade,
    path text not null unique,
    device integer,
    offline_because text
  ) strict`,
  'create index root_section on root (section_id)',

  `create table folder (
    id integer primary key,
    root_id integer not null references root on delete cascade,
    path text not null,
    modified real not null,
    gone_at integer,
    unique (root_id, path)
  ) strict`,

  `create table file (
    folder_id integer not null references folder on delete cascade,
    name text not null,
    size integer not null,
    modified real not null,
    kind integer not null,
    missing_at integer,
    missed_scans integer not null default 0,
    primary key (folder_id, name)
  ) strict, without rowid`,
  'create index file_missing on file (missing_at) where missing_at is not null',

  `create table item (
    id integer primary key autoincrement,
    section_id integer not null references section on delete cascade,
    parent_id integer references item on delete cascade,
    type text not null,
    key text not null,
    title text not null,
    sort_title text not null,
    year integer,
    idx integer,
    originally_available_on text,
    taken_on text,
    added_at integer not null,
    updated_at integer not null,
    unique (section_id, key)
  ) strict`,
  'create index item_parent on item (parent_id)',

  `create table media (
    id integer primary key autoincrement,
    section_id integer not null references section on delete cascade,
    edition text
  ) strict`,
  'create index media_section on media (section_id)',

  `create table media_item (
    media_id integer not null references media on delete cascade,
    item_id integer not null references item on delete cascade,
    primary key (media_id, item_id)
  ) strict, without rowid`,
  'create index media_item_item on media_item (item_id)',

  `create table part (
    id integer primary key autoincrement,
    folder_id integer not null references folder on delete cascade,
    name text not null,
    section_id integer not null references section on delete cascade,
    media_id integer references media on delete set null,
    idx integer not null default 1,
    size integer not null,
    modified real not null,
    content_hash text,
    container text,
    duration_ms integer,
    bitrate integer,
    width integer,
    height integer,
    facts_version text,
    facts_error text,
    facts_at integer,
    unique (folder_id, name)
  ) strict`,
  'create index part_section on part (section_id)',
  'create index part_media on part (media_id)',
  'create index part_content_hash on part (content_hash)',

  `create table stream (
    part_id integer not null references part on delete cascade,
    idx integer not null,
    kind text not null,
    codec text not null,
    profile text,
    language text,
    title text,
    is_default integer not null,
    is_forced integer not null,
    bitrate integer,
    width integer,
    height integer,
    rotation integer,
    pixel_aspect real,
    frame_rate real,
    bit_depth integer,
    pixel_format text,
    color_transfer text,
    channels integer,
    channel_layout text,
    sample_rate integer,
    primary key (part_id, idx)
  ) strict, without rowid`,

  `create table chapter (
    part_id integer not null references part on delete cascade,
    idx integer not null,
    start_ms integer not null,
    end_ms integer not null,
    title text,
    primary key (part_id, idx)
  ) strict, without rowid`,

  `create table part_tags (
    part_id integer primary key references part on delete cascade,
    music text,
    photo text
  ) strict`,

  `create table artifact (
    part_id integer not null references part on delete cascade,
    kind text not null,
    version text not null,
    path text not null,
    bytes integer not null,
    created_at integer not null,
    primary key (part_id, kind)
  ) strict, without rowid`,

  `create table run (
    id integer primary key autoincrement,
    task text not null,
    "trigger" text not null,
    state text not null,
    service_day text not null,
    planned_at integer,
    created_at integer not null,
    started_at integer,
    ended_at integer,
    done integer not null default 0,
    total integer,
    failed integer not null default 0,
    bytes_done integer not null default 0,
    bytes_total integer,
    subtitle text,
    outcome text
  ) strict`,
  'create index run_task on run (task, id)',
  'create index run_state on run (state, task)',
  'create index run_started on run (task) where started_at is not null',
  // A task's occurrence in a night's window is claimed once; after a failure, a cancel or a crash it may be again.
  `create unique index run_occurrence on run (task, service_day)
    where "trigger" = 'window' and state in ('scheduled', 'queued', 'running', 'succeeded')`,
  `create unique index run_running on run (task) where state = 'running'`,

  `create table run_transition (
    id integer primary key,
    run_id integer not null references run on delete cascade,
    at integer not null,
    from_state text,
    to_state text not null,
    reason text
  ) strict`,
  'create index run_transition_run on run_transition (run_id)',

  `create table run_log (
    id integer primary key,
    run_id integer not null references run on delete cascade,
    at integer not null,
    level text not null,
    message text not null
  ) strict`,
  'create index run_log_run on run_log (run_id)',

  `create table decision (
    id integer primary key,
    task text not null,
    at integer not null,
    action text not null,
    reason text not null,
    service_day text not null,
    planned_at integer,
    sentence text not null
  ) strict`,
  'create index decision_task on decision (task)',

  `create table unit (
    task text not null,
    subject text not null,
    version text not null,
    run_id integer references run on delete set null,
    state text not null,
    attempts integer not null default 0,
    error text,
    label text not null,
    bytes integer not null,
    priority integer not null,
    updated_at integer not null,
    primary key (task, subject)
  ) strict, without rowid`,
  'create index unit_run on unit (run_id)',
  'create index unit_subject on unit (subject)',
  // The order in which units are leased.
  "create index unit_next on unit (attempts, priority, label) where state = 'queued'",
];

export const firstSchema: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
