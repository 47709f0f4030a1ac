import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { Section } from '../domain/library.ts';
import type { MediaFacts, StreamFacts } from '../domain/media.ts';
import { tallies } from './migrations/0016-tallies.ts';
import type { Schema } from './schema.ts';
import { SqliteSectionStore } from './section-store.ts';

/** Few, so that much happens to each. */
const names = ['a.mkv', 'b.mkv'];
const types = ['movie', 'artist'] as const;

const stream = { isDefault: true, isForced: false, codec: 'any' };
const sets: readonly (readonly StreamFacts['kind'][])[] = [
  ['video', 'audio'],
  ['audio', 'audio'],
  ['image', 'audio'],
  [],
];

/** What can happen to a library, with numbers that choose to what. */
const happening = fc.record({
  what: fc.constantFrom(
    ...([
      'take',
      'take',
      'read',
      'read',
      'read',
      'read',
      'artifact',
      'artifact',
      'analysis',
      'analysis',
    ] as const),
    ...(['bad', 'offline', 'forget', 'remove', 'put back', 'drop root', 'drop section'] as const),
  ),
  place: fc.nat(1_000),
  other: fc.nat(1_000),
});
type Happening = (typeof happening)['generate'] extends (...given: never[]) => { value: infer Value }
  ? Value
  : never;

test('whatever happens to a library, its counts are those of its rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 30, maxLength: 60 }), async happenings => {
      await using library = await TestLibrary.open();
      let at = 100;
      for (const one of happenings) {
        await happen(library, one, ++at);
        expect(await kept(library.store.db)).toEqual(await counted(library.store.db));
      }
    }),
    { numRuns: 8, interruptAfterTimeLimit: 30_000 },
  );
}, 60_000);

test('a library that was there before its counts is counted', async () => {
  await using library = await TestLibrary.open();
  const { db } = library.store;
  const seeds = fc.sample(happening, { numRuns: 90, seed: 3 });
  for (const [index, one] of seeds.entries())
    if (!one.what.startsWith('drop')) await happen(library, one, 100 + index);
  const before = await kept(db);
  expect(before.made.length).toBeGreaterThan(0);
  const { rows } = await sql<{ name: string; type: string }>`select name, type from sqlite_schema
    where name like '%\\_tally%' escape '\\' or name like 'part\\_standing%' escape '\\'
    order by type = 'table'`.execute(db);
  for (const { name, type } of rows) await sql.raw(`drop ${type} ${name}`).execute(db);
  for (const column of ['root_id', 'standing'])
    await sql.raw(`alter table part drop column ${column}`).execute(db);
  await tallies.up(db);
  expect(await kept(db)).toEqual(before);
});

async function happen(library: TestLibrary, { what, place, other }: Happening, at: number): Promise<void> {
  const { store, library: known } = library;
  const sections = await sectionsOf(library);
  const section = sections[place % sections.length] as Section;
  const parts = await store.db.selectFrom('part').select('id').orderBy('id').execute();
  const partId = parts[place % Math.max(1, parts.length)]?.id;
  const part = partId === undefined ? undefined : await known.findPart(partId);
  switch (what) {
    case 'take': {
      const chosen = names.filter((_, index) => (other >> index) & 1);
      const sizes = Object.fromEntries(chosen.map(name => [name, 10 + (other % 3)]));
      await library.take(section, [listing('', sizes, other % 5 === 0 ? 'audio' : 'video')], [], at);
      return;
    }
    case 'read': {
      if (!part) return;
      const kinds = sets[other % sets.length] ?? [];
      const facts: MediaFacts = {
        ...{ container: 'any', chapters: [], contentHash: `${other % 4}`.padEnd(40, '0') },
        ...(other % 3 > 0 && { durationMs: other }),
        streams: kinds.map((kind, index) => ({ ...stream, index, kind })),
      };
      const title = `Film ${other % 3}`;
      const identity =
        other % 7 === 0
          ? ({ kind: 'ignored', because: 'It is small.' } as const)
          : ({ kind: 'movie', title } as const);
      await known.keepFacts(part, `${other % 2}`, facts, identity, at);
      return;
    }
    case 'bad':
      if (part) await known.keepUnreadable(part, '1', 'It is bad.', at);
      return;
    case 'forget':
      if (part) await known.forgetUnreadable([part.id]);
      return;
    case 'artifact': {
      const kind = (['indexFile', 'tiles', 'edlBeside'] as const)[other % 3] ?? 'tiles';
      if (part)
        await known.keepArtifact(
          { partId: part.id, kind, version: `${other % 2}`, path: 'x', bytes: other },
          at,
        );
      return;
    }
    case 'analysis': {
      const kind = (['breaks', 'blurHashes', 'chapterThumbs'] as const)[other % 3] ?? 'breaks';
      const value = {} as never;
      if (part) await store.analyses.keep({ partId: part.id, kind, version: `${other % 2}`, value }, at);
      return;
    }
    case 'offline':
      await known.noteRoot(section.roots[0]?.id ?? 0, { offlineBecause: other % 2 ? 'It is away.' : null });
      return;
    case 'remove':
      await library.take(section, [listing('', {})], [], at);
      for (let scan = 0; scan < 2; scan++) await known.removeMissing(section.id, at + 10, 0, true);
      return;
    case 'put back': {
      const [removal] = await known.garbage.removals();
      if (removal) await known.garbage.putBack(removal.id).catch(() => {});
      return;
    }
    case 'drop root':
      await new SqliteSectionStore(store.db).removeRoot(section.roots[0]?.id ?? 0);
      await new SqliteSectionStore(store.db).addRoot(section.id, `/media/${at}`);
      return;
    case 'drop section':
      // As a cascade too, which nothing of Butler's does with so many rows.
      if (other % 2) await removeSection(store, section.id);
      else await store.db.deleteFrom('section').where('id', '=', section.id).execute();
  }
}

async function removeSection({ db }: TestLibrary['store'], id: number): Promise<void> {
  const sections = new SqliteSectionStore(db);
  await sections.remove(id, 50);
  await sections.forgetRemoved(new AbortController().signal);
}

/** Two at least. */
async function sectionsOf(library: TestLibrary): Promise<readonly Section[]> {
  for (const type of types)
    if (!(await library.library.sections()).some(section => section.type === type)) await library.add(type);
  return await library.library.sections();
}

async function kept(db: Kysely<Schema>) {
  return {
    parts: await db
      .selectFrom('part_tally')
      .selectAll()
      .where('files', '<>', 0)
      .orderBy('root_id')
      .orderBy('standing')
      .execute(),
    made: await db
      .selectFrom('made_tally')
      .selectAll()
      .where('files', '<>', 0)
      .orderBy('root_id')
      .orderBy('standing')
      .orderBy('kind')
      .orderBy('version')
      .execute(),
    items: await db
      .selectFrom('item_tally')
      .selectAll()
      .where('items', '<>', 0)
      .orderBy('section_id')
      .orderBy('type')
      .execute(),
  };
}

/** All of it anew, from what the triggers do not keep. */
async function counted(db: Kysely<Schema>): Promise<Awaited<ReturnType<typeof kept>>> {
  const standing = sql.raw(`select part.id, folder.root_id, part.size, part.duration_ms, case
      when file.missing_at is not null then -3 when part.facts_version is null then -2
      when part.facts_error is not null then -1 when part.media_id is null then 0
      else file.kind * 16
        + case when part.duration_ms > 0 then 8 else 0 end
        + (select count(*) > 0 from stream where part_id = part.id and kind = 'video') * 1
        + (select count(*) > 0 from stream where part_id = part.id and kind = 'audio') * 2
        + (select count(*) > 0 from stream where part_id = part.id and kind = 'image') * 4
      end as standing
    from part join folder on folder.id = part.folder_id
    join file on file.folder_id = part.folder_id and file.name = part.name`);
  const { rows: parts } = await sql<Awaited<ReturnType<typeof kept>>['parts'][number]>`
    select root_id, standing, count(*) as files, sum(size) as bytes, sum(coalesce(duration_ms, 0)) as duration_ms
    from (${standing}) group by 1, 2 order by 1, 2`.execute(db);
  const { rows: made } = await sql<Awaited<ReturnType<typeof kept>>['made'][number]>`
    select root_id, standing, kind, version, count(*) as files, sum(bytes) as bytes from (${standing}) as part join (
      select part_id, kind, version, bytes from artifact where kind <> 'edlBeside'
      union all select part_id, kind, version, 0 from analysis where kind not in ('blurHashes', 'chapterThumbs')
    ) as made on made.part_id = part.id group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  const { rows: items } = await sql<Awaited<ReturnType<typeof kept>>['items'][number]>`
    select section_id, type, count(*) as items from item group by 1, 2 order by 1, 2`.execute(db);
  return { parts, made, items };
}
