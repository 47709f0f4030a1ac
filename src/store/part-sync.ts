import type { Kysely } from 'kysely';
import { type FileKind, fileKinds, type SectionType } from '../domain/library.ts';
import type { Schema } from './schema.ts';

/** Which files of a section are media of their own, and not company to one: art, subtitles, sidecars. */
const partKinds: Readonly<Record<SectionType, readonly FileKind[]>> = {
  movie: ['video'],
  show: ['video'],
  artist: ['audio'],
  photo: ['image', 'video'],
};

/** Folders whose parts are made in one statement: other queries get a turn in between. */
const foldersPerStatement = 5_000;

/**
 * Brings the parts of a section in line with its files. It compares what is there, not what a scan has just done:
 * nothing is missed when a scan was cut off, and repeating it does no harm.
 */
export async function syncParts(
  db: Kysely<Schema>,
  sectionId: number,
): Promise<{ present: number; added: number; changed: number }> {
  const { type } = await db
    .selectFrom('section')
    .select('type')
    .where('id', '=', sectionId)
    .executeTakeFirstOrThrow();
  const kinds = partKinds[type].map(kind => fileKinds.indexOf(kind));
  const { first, last } = await db
    .selectFrom('folder')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .select(({ fn }) => [fn.min('folder.id').as('first'), fn.max('folder.id').as('last')])
    .where('root.section_id', '=', sectionId)
    .executeTakeFirstOrThrow();

  const before = await countParts(db, sectionId);
  let touched = 0;
  for (let from = first ?? 1; from <= (last ?? 0); from += foldersPerStatement) {
    touched += await syncFolders(db, sectionId, kinds, from, from + foldersPerStatement - 1);
  }
  const total = await countParts(db, sectionId);
  const added = total - before;
  return { present: total - (await countMissing(db, sectionId)), added, changed: touched - added };
}

/** Returns how many parts were made or changed. */
async function syncFolders(
  db: Kysely<Schema>,
  sectionId: number,
  kinds: readonly number[],
  first: number,
  last: number,
): Promise<number> {
  const stale = db
    .selectFrom('folder')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .innerJoin('file', 'file.folder_id', 'folder.id')
    .leftJoin('part', join =>
      join.onRef('part.folder_id', '=', 'file.folder_id').onRef('part.name', '=', 'file.name'),
    )
    .select(({ lit }) => [
      'file.folder_id',
      'file.name',
      lit(sectionId).as('section_id'),
      'file.size',
      'file.modified',
    ])
    .where('root.section_id', '=', sectionId)
    .where('folder.id', '>=', first)
    .where('folder.id', '<=', last)
    .where('file.kind', 'in', kinds)
    .where('file.missing_at', 'is', null)
    .where(({ eb, or, ref }) =>
      or([
        eb('part.id', 'is', null),
        eb('part.size', '<>', ref('file.size')),
        eb('part.modified', '<>', ref('file.modified')),
      ]),
    );
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('part')
    .columns(['folder_id', 'name', 'section_id', 'size', 'modified'])
    .expression(stale)
    .onConflict(conflict =>
      conflict.columns(['folder_id', 'name']).doUpdateSet(({ ref }) => ({
        size: ref('excluded.size'),
        modified: ref('excluded.modified'),
        facts_version: null,
        facts_error: null,
      })),
    )
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** Parts of a section, also those whose file is missing. */
export async function countParts(db: Kysely<Schema>, sectionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('part')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('section_id', '=', sectionId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function countMissing(db: Kysely<Schema>, sectionId: number): Promise<number> {
  const { count } = await db
    .selectFrom('file')
    .innerJoin('part', join =>
      join.onRef('part.folder_id', '=', 'file.folder_id').onRef('part.name', '=', 'file.name'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('part.section_id', '=', sectionId)
    .where('file.missing_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return count;
}
