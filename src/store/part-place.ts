import { sql } from 'kysely';

/** Where a part lies, as {@link placeColumns} read it. */
export interface PlaceRow {
  readonly sectionId: number;
  readonly root: string;
  readonly folder: string;
  readonly name: string;
  readonly itemId: number | null;
}

/** Columns of `part` and of its `folder` and `root`, with the first of the items that it is a file of. */
export const placeColumns = sql`part.section_id as "sectionId", root.path as root, folder.path as folder, part.name,
  (select min(item_id) from media_item where media_item.media_id = part.media_id) as "itemId"`;

/** The path is absolute; the item is absent where the part is not filed. */
export function toPlace({ sectionId, root, folder, name, itemId }: PlaceRow) {
  const path = [root, folder, name].filter(Boolean).join('/');
  return { sectionId, path, ...(itemId !== null && { itemId }) };
}
