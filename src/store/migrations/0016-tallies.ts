import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * How a part stands, as far as it and its file tell; whether its root is online is another matter, which changes for all
 * of a root at once. Below 0 a part of which nothing is known, otherwise what can be made of it: the kind of its file × 16,
 * 8 where it lasts, 1, 2 and 4 for streams of video, audio and images.
 */
const standing = `case
  when file.missing_at is not null then -3
  when part.facts_version is null then -2
  when part.facts_error is not null then -1
  when part.media_id is null then 0
  else file.kind * 16 + (coalesce(part.duration_ms, 0) > 0) * 8 + coalesce((
    select sum(distinct case stream.kind when 'video' then 1 when 'audio' then 2 when 'image' then 4 else 0 end)
    from stream where stream.part_id = part.id), 0)
  end`;

/** Their versions are those of single files, so that counts of them would be as many as they. */
const ofSingleFiles = {
  artifact: "('indexFileBeside', 'tilesBeside', 'indexFileInPlex', 'edlBeside', 'chaptersBeside')",
  // And of the last a derived file is counted.
  analysis: "('blurHashes', 'subtitleFit', 'chapterThumbs')",
};
type Made = keyof typeof ofSingleFiles;
const bytesOf = { artifact: 'bytes', analysis: '0' } as const;

/** Statements that put a part as it is in `row` among the counts, or take it out, with all that was made of it. */
function countPart(row: 'old' | 'new', sign: 1 | -1): string {
  const made = (['artifact', 'analysis'] as const).map(
    table => `select kind, version, ${bytesOf[table]} as bytes from ${table}
      where part_id = ${row}.id and kind not in ${ofSingleFiles[table]}`,
  );
  return `insert into part_tally (root_id, standing, files, bytes, duration_ms)
      select ${row}.root_id, ${row}.standing, ${sign}, ${sign} * ${row}.size, ${sign} * coalesce(${row}.duration_ms, 0)
      where ${row}.root_id is not null
      on conflict do update set files = files + excluded.files, bytes = bytes + excluded.bytes,
        duration_ms = duration_ms + excluded.duration_ms;
    insert into made_tally (root_id, standing, kind, version, files, bytes)
      select ${row}.root_id, ${row}.standing, kind, version, ${sign}, ${sign} * bytes
      from (${made.join(' union all ')}) where ${row}.root_id is not null
      on conflict do update set files = files + excluded.files, bytes = bytes + excluded.bytes;`;
}

/** A statement that puts what was made among the counts, or takes it out. A part that goes has taken its own out itself. */
function countMade(table: Made, row: 'old' | 'new', sign: 1 | -1): string {
  const bytes = table === 'artifact' ? `${row}.bytes` : '0';
  return `insert into made_tally (root_id, standing, kind, version, files, bytes)
      select root_id, standing, ${row}.kind, ${row}.version, ${sign}, ${sign} * ${bytes} from part
      where id = ${row}.part_id and root_id is not null and ${row}.kind not in ${ofSingleFiles[table]}
      on conflict do update set files = files + excluded.files, bytes = bytes + excluded.bytes;`;
}

function countItem(row: 'old' | 'new', sign: 1 | -1): string {
  return `insert into item_tally (section_id, type, items) values (${row}.section_id, ${row}.type, ${sign})
      on conflict do update set items = items + excluded.items;`;
}

function judge(parts: string): string {
  return `update part set root_id = folder.root_id, standing = ${standing}
      from folder, file
      where ${parts} and folder.id = part.folder_id and file.folder_id = part.folder_id and file.name = part.name;`;
}

const trigger = (name: string, when: string, ...work: readonly string[]) =>
  `create trigger ${name} ${when} begin ${work.join('\n')} end`;

const statements = [
  // Both are kept by the triggers below; null until the part's file is known.
  'alter table part add column root_id integer',
  'alter table part add column standing integer not null default -2',
  judge('true'),

  // Rows of nothing are left in them: there are few.
  `create table part_tally (
    root_id integer not null,
    standing integer not null,
    files integer not null,
    bytes integer not null,
    duration_ms integer not null,
    primary key (root_id, standing)
  ) strict, without rowid`,
  `create table made_tally (
    root_id integer not null,
    standing integer not null,
    kind text not null,
    version text not null,
    files integer not null,
    bytes integer not null,
    primary key (root_id, standing, kind, version)
  ) strict, without rowid`,
  `create table item_tally (
    section_id integer not null,
    type text not null,
    items integer not null,
    primary key (section_id, type)
  ) strict, without rowid`,
  `insert into part_tally select root_id, standing, count(*), sum(size), sum(coalesce(duration_ms, 0)) from part
    where root_id is not null group by root_id, standing`,
  ...(['artifact', 'analysis'] as const).map(
    table => `insert into made_tally select root_id, standing, kind, version, count(*), sum(${bytesOf[table]})
      from ${table} join part on part.id = part_id
      where root_id is not null and kind not in ${ofSingleFiles[table]} group by root_id, standing, kind, version`,
  ),
  'insert into item_tally select section_id, type, count(*) from item group by section_id, type',

  // One that comes with its root comes with its standing too: a new one is unread, and one that is put back is as it was.
  trigger('part_standing_insert', 'after insert on part when new.root_id is null', judge('part.id = new.id')),
  trigger(
    'part_standing_update',
    'after update of folder_id, name, media_id, duration_ms, facts_version, facts_error on part',
    judge('part.id = new.id'),
  ),
  trigger(
    'part_standing_file',
    'after update of kind, missing_at on file when old.kind <> new.kind or (old.missing_at is null) <> (new.missing_at is null)',
    judge('part.folder_id = new.folder_id and part.name = new.name'),
  ),
  trigger('part_standing_stream_insert', 'after insert on stream', judge('part.id = new.part_id')),
  trigger('part_standing_stream_delete', 'after delete on stream', judge('part.id = old.part_id')),

  // What was made of one that is put back may have come before.
  trigger('part_tally_insert', 'after insert on part when new.root_id is not null', countPart('new', 1)),
  trigger(
    'part_tally_update',
    `after update of root_id, standing, size, duration_ms on part when old.root_id is not new.root_id
      or old.standing <> new.standing or old.size <> new.size or old.duration_ms is not new.duration_ms`,
    countPart('old', -1),
    countPart('new', 1),
  ),
  trigger('part_tally_delete', 'before delete on part', countPart('old', -1)),
  ...(['artifact', 'analysis'] as const).flatMap(table => [
    trigger(`${table}_tally_insert`, `after insert on ${table}`, countMade(table, 'new', 1)),
    trigger(
      `${table}_tally_update`,
      `after update of version${table === 'artifact' ? ', bytes' : ''} on ${table}`,
      countMade(table, 'old', -1),
      countMade(table, 'new', 1),
    ),
    trigger(`${table}_tally_delete`, `after delete on ${table}`, countMade(table, 'old', -1)),
  ]),
  trigger('item_tally_insert', 'after insert on item', countItem('new', 1)),
  trigger(
    'item_tally_update',
    'after update of section_id, type on item when old.section_id <> new.section_id or old.type <> new.type',
    countItem('old', -1),
    countItem('new', 1),
  ),
  trigger('item_tally_delete', 'after delete on item', countItem('old', -1)),
  trigger(
    'root_tally_delete',
    'after delete on root',
    'delete from part_tally where root_id = old.id;',
    'delete from made_tally where root_id = old.id;',
  ),
  trigger(
    'section_tally_delete',
    'after delete on section',
    'delete from item_tally where section_id = old.id;',
  ),

  // Of which parts something can be made is found without a look at the others.
  'create index part_standing on part (root_id, standing)',
];

/** The library is counted as it changes, so that nobody waits for its counts. */
export const tallies: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
