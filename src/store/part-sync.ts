import type { Kysely, Transaction } from 'kysely';
import { type FileKind, fileKinds, type SectionType } from '../domain/library.ts';
import { idList } from './id-list.ts';
import { parseStanding } from './part-abilities.ts';
import type { Schema } from './schema.ts';

/** Which files of a section are media of their own, and not company to one: art, subtitles, sidecars. */
const partKinds: Readonly<Record<SectionType, readonly FileKind[]>> = {
  movie: ['video'],
  show: ['video'],
  // A video file without a picture is music, which only its facts tell.
  artist: ['audio', 'video'],
  photo: ['image', 'video'],
};

/** Makes a part of every media file in the folders that has none. Returns how many. */
export async function addParts(
  trx: Transaction<Schema>,
  rootId: number,
  folderIds: readonly number[],
): Promise<number> {
  const section = await trx
    .selectFrom('root')
    .innerJoin('section', 'section.id', 'root.section_id')
    .select(['section.id', 'section.type'])
    .where('root.id', '=', rootId)
    .executeTakeFirstOrThrow();
  const files = trx
    .selectFrom('file')
    .select(({ lit }) => [
      'file.folder_id',
      'file.name',
      lit(section.id).as('section_id'),
      lit(rootId).as('root_id'),
      'file.size',
      'file.modified',
    ])
    .where('file.folder_id', 'in', idList(folderIds))
    .where(
      'file.kind',
      'in',
      partKinds[section.type].map(kind => fileKinds.indexOf(kind)),
    )
    .where('file.missing_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('part')
            .select('part.id')
            .whereRef('part.folder_id', '=', 'file.folder_id')
            .whereRef('part.name', '=', 'file.name'),
        ),
      ),
    );
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('part')
    .columns(['folder_id', 'name', 'section_id', 'root_id', 'size', 'modified'])
    .expression(files)
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** Marks the parts in the folders whose file changed as unread. Returns how many. */
export async function markChanged(trx: Transaction<Schema>, folderIds: readonly number[]): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('part')
    .from('file')
    .set(({ ref }) => ({
      size: ref('file.size'),
      modified: ref('file.modified'),
      facts_version: null,
      facts_error: null,
    }))
    .where('part.folder_id', 'in', idList(folderIds))
    .whereRef('file.folder_id', '=', 'part.folder_id')
    .whereRef('file.name', '=', 'part.name')
    .where('file.missing_at', 'is', null)
    .where(({ or, eb, ref }) =>
      or([eb('file.size', '<>', ref('part.size')), eb('file.modified', '<>', ref('part.modified'))]),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function countParts(
  db: Kysely<Schema>,
  sectionId: number,
): Promise<{ present: number; missing: number }> {
  const rows = await db
    .selectFrom('part_tally')
    .innerJoin('root', 'root.id', 'part_tally.root_id')
    .select(['standing', 'files'])
    .where('root.section_id', '=', sectionId)
    .execute();
  const counts = { present: 0, missing: 0 };
  for (const { standing, files } of rows)
    counts[parseStanding(standing, true).state === 'missing' ? 'missing' : 'present'] += files;
  return counts;
}
