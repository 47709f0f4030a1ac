import type { Transaction } from 'kysely';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';

/** Removes those of the given media that no part is left of, then the items that nothing is left of. */
export async function pruneMedia(trx: Transaction<Schema>, mediaIds: readonly number[]): Promise<void> {
  if (mediaIds.length === 0) return;
  const links = await trx
    .selectFrom('media_item')
    .select('item_id')
    .distinct()
    .where('media_id', 'in', idList(mediaIds))
    .execute();
  await trx
    .deleteFrom('media')
    .where('id', 'in', idList(mediaIds))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('part').select('part.id').whereRef('part.media_id', '=', 'media.id'))),
    )
    .execute();
  await pruneItems(
    trx,
    links.map(link => link.item_id),
  );
}

/** Removes those of the given items that have neither media nor children, and then their parents likewise. */
export async function pruneItems(trx: Transaction<Schema>, itemIds: readonly number[]): Promise<void> {
  if (itemIds.length === 0) return;
  const empty = await trx
    .selectFrom('item')
    .select(['id', 'parent_id'])
    .where('id', 'in', idList(itemIds))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('media_item').select('item_id').whereRef('item_id', '=', 'item.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('item as child')
            .select('child.id')
            .whereRef('child.parent_id', '=', 'item.id')
            .where('child.type', '<>', 'clip'),
        ),
      ),
    )
    .execute();
  if (empty.length === 0) return;
  const ids = empty.map(item => item.id);
  // Clips have media of their own: they outlive what they belong to, and join it again when it comes back.
  await trx
    .updateTable('item')
    .set({ parent_id: null })
    .where('type', '=', 'clip')
    .where('parent_id', 'in', idList(ids))
    .execute();
  await trx.deleteFrom('item').where('id', 'in', idList(ids)).execute();
  await pruneItems(trx, [...new Set(empty.flatMap(item => item.parent_id ?? []))]);
}
