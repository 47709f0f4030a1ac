import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listing, rootOf, TestLibrary } from '../../test/support/library.ts';
import { garbageKinds } from '../domain/garbage.ts';
import type { Section } from '../domain/library.ts';

const dayMs = 86_400_000;
let library: TestLibrary;
let section: Section;

beforeEach(async () => {
  library = await TestLibrary.open();
  section = await library.add('movie');
});
afterEach(() => library[Symbol.asyncDispose]());

const garbage = () => library.library.garbage;
const removal = { task: 'GarbageCollectLibraryMedia', at: 1_000, what: 'a test' } as const;

/** All rows of the library, as text, by table. The trash itself is none of it, nor is the record of what went. */
async function dump(): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite_%' and name not in ('removal', 'removed_row', 'gone_item')`.execute(
    library.store.db,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(library.store.db);
    all[name] = rows.map(row => JSON.stringify(row)).sort();
  }
  return all;
}

async function takeFilms(titles: readonly string[]): Promise<void> {
  const names = titles.map(title => `${title}.mkv`);
  const sizes = Object.fromEntries(names.map(name => [name, 10]));
  await library.take(section, [listing('', sizes)]);
  await library.read(
    Object.fromEntries(titles.map(title => [`${title}.mkv`, { kind: 'movie', title } as const])),
  );
}

async function addTags(): Promise<void> {
  const { db } = library.store;
  const { id } = await db.selectFrom('item').select('id').limit(1).executeTakeFirstOrThrow();
  await sql`insert into tag (kind, name) values ('genre', 'Drama'), ('actor', 'O''Hara'), ('actor', 'Nobody')`.execute(
    db,
  );
  await sql`insert into item_tag (item_id, source, position, tag_id) select ${id}, 'local', id, id from tag
    where name <> 'Nobody'`.execute(db);
}

test('a removal of missing files can be put back to the last row, and is forgotten later', async () => {
  await takeFilms(['Alien', 'Brazil']);
  await addTags();
  const before = await dump();
  const none = listing('', {});
  await library.take(section, [none], [], 20);
  const missing = await dump();
  await library.library.removeMissing(section.id, 30, 0, true);
  await library.library.removeMissing(section.id, 40, 0, true);
  expect((await dump())['item']).toEqual([]);
  const [removed] = await garbage().removals();
  expect(removed).toMatchObject({ task: 'RefreshLibraries', at: 40, what: '2 files that went missing' });
  expect(removed?.rows).toBeGreaterThan(8);
  const known = await library.library.contentHashes();
  expect(known.size).toBe(2);

  await garbage().putBack(removed?.id ?? 0);
  const back = await dump();
  expect({ ...back, file: [] }).toEqual({ ...missing, file: [] });
  expect(back['item']).toEqual(before['item']);
  expect(back['item_tag']).toEqual(before['item_tag']);
  expect(await garbage().removals()).toEqual([]);
  await expect(garbage().putBack(removed?.id ?? 0)).rejects.toMatchObject({ code: 'quarantine-restore' });

  await library.library.removeMissing(section.id, 50, 0, true);
  expect(await garbage().emptyTrash(50)).toBe(0);
  expect(await garbage().emptyTrash(51)).toBeGreaterThan(8);
  expect(await library.library.contentHashes()).toEqual(new Set());
});

test('what has been taken by something else is not put back, and nothing of it is', async () => {
  await takeFilms(['Alien']);
  await library.take(section, [listing('', {})], [], 20);
  for (const at of [30, 40]) await library.library.removeMissing(section.id, at, 0, true);
  await takeFilms(['Alien']);
  const before = await dump();
  const [removed] = await garbage().removals();
  await expect(garbage().putBack(removed?.id ?? 0)).rejects.toMatchObject({
    code: 'quarantine-restore',
    message: expect.stringContaining('something has taken its place'),
  });
  expect(await dump()).toEqual(before);
  expect(await garbage().removals()).toHaveLength(1);
});

describe('garbage', () => {
  const since = 10 * dayMs;

  beforeEach(async () => {
    await takeFilms(['Alien', 'Brazil']);
    await addTags();
  });

  test('is none of what is in use', async () => {
    const survey = await garbage().survey(garbageKinds, since);
    expect(survey.map(({ kind, count, of }) => [kind, count, of])).toEqual([
      ['media', 0, 2],
      ['item', 0, 2],
      ['folder', 0, 1],
      ['unit', 0, 0],
      ['tag', 1, 3],
    ]);
    expect(survey.at(-1)?.examples).toEqual(['actor Nobody']);
  });

  test('is what nothing refers to, collected with what hangs on it, and put back', async () => {
    const { db } = library.store;
    await sql`delete from part where name = 'Alien.mkv'`.execute(db);
    await sql`insert into item (section_id, type, key, title, sort_title, added_at, updated_at)
      values (${section.id}, 'show', 's', 'Empty show', 'Empty show', 0, 0)`.execute(db);
    await sql`insert into item (section_id, parent_id, type, key, title, sort_title, added_at, updated_at)
      select ${section.id}, id, 'season', 's/1', 'Season 1', 'Season 1', 0, 0 from item where key = 's'`.execute(
      db,
    );
    await sql`insert into item (section_id, parent_id, type, key, title, sort_title, added_at, updated_at)
      select ${section.id}, id, 'clip', 's/clip', 'Trailer', 'Trailer', 0, ${since} from item where key = 's'`.execute(
      db,
    );
    await sql`insert into folder (root_id, path, modified, gone_at) values (${rootOf(section)}, 'old', 0.1, 5)`.execute(
      db,
    );
    await sql`insert into unit (task, subject, version, state, label, bytes, priority, updated_at)
      values ('GenerateMediaIndexFiles', 'part:999', '1', 'quarantined', 'gone.mkv', 1, 1, 0)`.execute(db);
    const before = await dump();
    const counts = await garbage().survey(garbageKinds, since);
    expect(counts.map(({ count }) => count)).toEqual([1, 2, 1, 1, 1]);
    expect(await garbage().collect(garbageKinds, since, removal)).toBe(9);
    const { rows: left } = await sql<{ title: string; parent_id: number | null }>`
      select title, parent_id from item order by title`.execute(db);
    expect(left).toEqual([
      { title: 'Brazil', parent_id: null },
      { title: 'Trailer', parent_id: null },
    ]);
    expect((await garbage().survey(garbageKinds, since)).every(({ count }) => count <= 2)).toBe(true);
    const [removed] = await garbage().removals();
    await garbage().putBack(removed?.id ?? 0);
    expect(await dump()).toEqual(before);
  });

  test('that is young is left alone', async () => {
    await sql`delete from part`.execute(library.store.db);
    await sql`update item set updated_at = ${since}`.execute(library.store.db);
    await garbage().collect(['item'], since, removal);
    expect((await dump())['item']).toHaveLength(2);
    expect(await garbage().removals()).toEqual([]);
  });

  test('that cannot be collected stays, with the trash as it was', async () => {
    const { db } = library.store;
    await sql`create trigger refuse before delete on tag begin select raise(abort, 'no'); end`.execute(db);
    await expect(garbage().collect(['tag'], since, removal)).rejects.toThrow('no');
    expect(await garbage().removals()).toEqual([]);
    await sql`drop trigger refuse`.execute(db);
    expect(await garbage().collect(['tag'], since, removal)).toBe(1);
  });
});
