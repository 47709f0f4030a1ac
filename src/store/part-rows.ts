import type { Kysely } from 'kysely';
import type { Analysable } from '../domain/analysis.ts';
import { type ArtifactKind, fileKinds, type Part, type SectionType } from '../domain/library.ts';
import { idList } from './id-list.ts';
import { collectPages, pageRows } from './pages.ts';
import type { Schema } from './schema.ts';

interface PartRow {
  readonly id: number;
  readonly section_id: number;
  readonly type: SectionType;
  readonly root: string;
  readonly folder: string;
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly content_hash: string | null;
  readonly duration_ms: number | null;
}

function selectParts(db: Kysely<Schema>) {
  return db
    .selectFrom('part')
    .innerJoin('section', 'section.id', 'part.section_id')
    .innerJoin('folder', 'folder.id', 'part.folder_id')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .innerJoin('file', join =>
      join.onRef('file.folder_id', '=', 'part.folder_id').onRef('file.name', '=', 'part.name'),
    )
    .select([
      'part.id',
      'part.section_id',
      'section.type',
      'root.path as root',
      'folder.path as folder',
      'part.name',
      'part.size',
      'part.modified',
      'part.content_hash',
      'part.duration_ms',
    ]);
}

/** Parts whose file can be read now. */
function selectPresent(db: Kysely<Schema>) {
  return selectParts(db).where('file.missing_at', 'is', null).where('root.offline_because', 'is', null);
}

export async function findPart(db: Kysely<Schema>, id: number): Promise<Part | undefined> {
  const row = await selectParts(db).where('part.id', '=', id).executeTakeFirst();
  return row && toPart(row);
}

export async function findParts(
  db: Kysely<Schema>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Part>> {
  const rows = await selectParts(db).where('part.id', 'in', idList(ids)).execute();
  return new Map(rows.map(row => [row.id, toPart(row)]));
}

export async function unreadParts(db: Kysely<Schema>, version: string): Promise<Part[]> {
  return collectParts(
    selectPresent(db).where(({ or, eb }) =>
      or([eb('part.facts_version', 'is', null), eb('part.facts_version', '<>', version)]),
    ),
  );
}

/** Parts whose content is known, with a stream of one sort. A picture within a film or a song is no image of its own. */
export function selectReadable(db: Kysely<Schema>, of: Analysable) {
  return selectPresent(db)
    .where('file.kind', 'in', kindsWith[of])
    .where('part.media_id', 'is not', null)
    .where('part.facts_version', 'is not', null)
    .where('part.facts_error', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('stream')
          .select('stream.idx')
          .whereRef('stream.part_id', '=', 'part.id')
          .where('stream.kind', '=', of === 'cover' ? 'image' : of),
      ),
    );
}

/** Kinds of files, as they are kept, that may have a stream of each sort. */
const kindsWith: Readonly<Record<Analysable, readonly number[]>> = {
  video: [fileKinds.indexOf('video')],
  audio: [fileKinds.indexOf('video'), fileKinds.indexOf('audio')],
  image: [fileKinds.indexOf('image')],
  cover: [fileKinds.indexOf('video'), fileKinds.indexOf('audio')],
};

export async function partsWithout(db: Kysely<Schema>, kind: ArtifactKind, version: string): Promise<Part[]> {
  return collectParts(
    selectReadable(db, 'video')
      .where('part.duration_ms', '>', 0)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('artifact')
              .select('artifact.kind')
              .whereRef('artifact.part_id', '=', 'part.id')
              .where('artifact.kind', '=', kind)
              .where('artifact.version', '=', version),
          ),
        ),
      ),
  );
}

export async function collectParts(query: ReturnType<typeof selectPresent>): Promise<Part[]> {
  const rows = await collectPages(after =>
    query.where('part.id', '>', after).orderBy('part.id').limit(pageRows).execute(),
  );
  return rows.map(toPart);
}

function toPart(row: PartRow): Part {
  const relativePath = row.folder === '' ? row.name : `${row.folder}/${row.name}`;
  return {
    id: row.id,
    sectionId: row.section_id,
    sectionType: row.type,
    path: `${row.root}/${relativePath}`,
    relativePath,
    size: row.size,
    modifiedAt: row.modified,
    ...(row.content_hash !== null && { contentHash: row.content_hash }),
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
  };
}
