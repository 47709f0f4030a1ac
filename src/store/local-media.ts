import type { Kysely } from 'kysely';
import { type FileKind, fileKinds } from '../domain/library.ts';
import type { LocalFile, LocalFolder, LocalItem, LocalMedia, LocalPart } from '../domain/local-media.ts';
import { idList } from './id-list.ts';
import { collectPages, pageRows } from './pages.ts';
import type { Schema } from './schema.ts';

/** Folders whose files travel in one answer. */
const foldersAtOnce = 200;

const company: readonly FileKind[] = ['image', 'nfo', 'subtitle', 'lyrics'];

/** See `LibraryStore.localMedia`. */
export async function readLocalMedia(db: Kysely<Schema>, sectionId: number): Promise<LocalMedia> {
  return { items: await readLocalItems(db, sectionId), folders: await readFolders(db, sectionId) };
}

/** See `LibraryStore.localItems`. */
export async function readLocalItems(db: Kysely<Schema>, sectionId: number): Promise<LocalMedia['items']> {
  const items = await collectPages(after =>
    db
      .selectFrom('item')
      .select(['id', 'type', 'parent_id', 'idx'])
      .where('section_id', '=', sectionId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute(),
  );
  return new Map(items.map(item => [item.id, toItem(item)]));
}

function toItem(row: { id: number; type: LocalItem['type']; parent_id: number | null; idx: number | null }) {
  const { id, type, parent_id, idx } = row;
  return {
    id,
    type,
    ...(parent_id !== null && { parentId: parent_id }),
    ...(idx !== null && { index: idx }),
  };
}

async function readFolders(db: Kysely<Schema>, sectionId: number): Promise<LocalFolder[]> {
  const rows = await collectPages(after =>
    db
      .selectFrom('folder')
      .innerJoin('root', 'root.id', 'folder.root_id')
      .select(['folder.id', 'folder.root_id', 'folder.path'])
      .where('root.section_id', '=', sectionId)
      .where('folder.gone_at', 'is', null)
      .where('folder.id', '>', after)
      .orderBy('folder.id')
      .limit(pageRows)
      .execute(),
  );
  const folders: LocalFolder[] = [];
  for (let start = 0; start < rows.length; start += foldersAtOnce) {
    const some = rows.slice(start, start + foldersAtOnce);
    const ids = some.map(folder => folder.id);
    const files = await readFiles(db, ids);
    const parts = await readParts(db, ids);
    for (const { id, root_id, path } of some) {
      folders.push({ rootId: root_id, path, parts: parts.get(id) ?? [], files: files.get(id) ?? [] });
    }
  }
  return folders;
}

/** Files that are no media of their own: of music only what is called a theme. */
async function readFiles(
  db: Kysely<Schema>,
  folderIds: readonly number[],
): Promise<Map<number, LocalFile[]>> {
  const rows = await db
    .selectFrom('file')
    .select(['folder_id', 'name', 'size', 'modified', 'kind'])
    .where('folder_id', 'in', idList(folderIds))
    .where('missing_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        eb(
          'kind',
          'in',
          company.map(kind => fileKinds.indexOf(kind)),
        ),
        and([eb('kind', '=', fileKinds.indexOf('audio')), eb('name', 'like', 'theme.%')]),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('part')
            .select('part.id')
            .whereRef('part.folder_id', '=', 'file.folder_id')
            .whereRef('part.name', '=', 'file.name'),
        ),
      ),
    )
    .execute();
  const folders = new Map<number, LocalFile[]>();
  for (const { folder_id, name, size, modified, kind } of rows) {
    const file = { name, size, modifiedAt: modified, kind: fileKinds[kind] ?? 'other' };
    addTo(folders, folder_id, file);
  }
  return folders;
}

async function readParts(
  db: Kysely<Schema>,
  folderIds: readonly number[],
): Promise<Map<number, LocalPart[]>> {
  const rows = await db
    .selectFrom('part')
    .innerJoin('media_item', 'media_item.media_id', 'part.media_id')
    .innerJoin('file', join =>
      join.onRef('file.folder_id', '=', 'part.folder_id').onRef('file.name', '=', 'part.name'),
    )
    .select(['part.folder_id', 'part.id', 'part.name', 'media_item.item_id'])
    .where('part.folder_id', 'in', idList(folderIds))
    .where('file.missing_at', 'is', null)
    .orderBy('part.id')
    .orderBy('media_item.item_id')
    .execute();
  const folders = new Map<number, LocalPart[]>();
  for (const [id, ofPart] of Map.groupBy(rows, row => row.id)) {
    const [first] = ofPart;
    if (first)
      addTo(folders, first.folder_id, { id, name: first.name, itemIds: ofPart.map(row => row.item_id) });
  }
  return folders;
}

function addTo<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
