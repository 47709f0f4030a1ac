import { type Kysely, sql } from 'kysely';
import type { LibraryCounts, MadeCount, PartCount } from '../domain/coverage.ts';
import type { TaskName } from '../domain/task.ts';
import { parseStanding } from './part-abilities.ts';
import type { Schema } from './schema.ts';

/** Reads what triggers counted: as quick for a large library as for a small one. */
export async function countLibrary(db: Kysely<Schema>, countedAt: number): Promise<LibraryCounts> {
  return await db
    .transaction()
    .setAccessMode('read only')
    .execute(async trx => ({
      countedAt,
      items: await countItems(trx),
      parts: await countParts(trx),
      made: await countMade(trx),
      setAside: await countSetAside(trx),
    }));
}

async function countItems(db: Kysely<Schema>): Promise<LibraryCounts['items']> {
  const rows = await db.selectFrom('item_tally').selectAll().where('items', '>', 0).execute();
  return rows.map(({ section_id, type, items }) => ({ sectionId: section_id, type, count: items }));
}

async function countParts(db: Kysely<Schema>): Promise<readonly PartCount[]> {
  const rows = await db
    .selectFrom('part_tally')
    .innerJoin('root', 'root.id', 'part_tally.root_id')
    .select(['root.section_id', 'root.offline_because', 'standing', 'files', 'bytes'])
    .where('files', '>', 0)
    .execute();
  return rows.map(({ section_id, offline_because, standing, files, bytes }) => ({
    sectionId: section_id,
    ...parseStanding(standing, offline_because === null),
    count: files,
    bytes,
  }));
}

async function countMade(db: Kysely<Schema>): Promise<readonly MadeCount[]> {
  const rows = await db
    .selectFrom('made_tally')
    .innerJoin('root', 'root.id', 'made_tally.root_id')
    .select(['root.section_id', 'standing', 'kind', 'version', 'files', 'bytes'])
    .where('files', '>', 0)
    .where('root.offline_because', 'is', null)
    .where('standing', '>=', 0)
    .execute();
  return rows.map(({ section_id, standing, kind, version, files, bytes }) => ({
    sectionId: section_id,
    has: parseStanding(standing, true).has,
    ...{ kind, version, bytes },
    count: files,
  }));
}

/** There are few: what fails is set aside once. */
async function countSetAside(db: Kysely<Schema>): Promise<LibraryCounts['setAside']> {
  const { rows } = await sql<{ sectionId: number; task: TaskName; count: number }>`
    select part.section_id as "sectionId", unit.task, count(*) as count
    from unit cross join part on part.id = cast(substr(unit.subject, 6) as integer)
    where unit.state = 'quarantined' group by 1, 2`.execute(db);
  return rows;
}
