import type { Kysely } from 'kysely';
import type { CoverFacts } from '../domain/analysis.ts';
import type { EmbeddedTags, TaggedPart } from '../domain/local-media.ts';
import { idList } from './id-list.ts';
import { collectPages, pageRows } from './pages.ts';
import type { Schema } from './schema.ts';

/** See `LibraryStore.taggedParts`. */
export async function readTaggedParts(db: Kysely<Schema>, sectionId: number): Promise<TaggedPart[]> {
  const parts = await collectPages(after =>
    db
      .selectFrom('part')
      .leftJoin('part_tags', 'part_tags.part_id', 'part.id')
      .leftJoin('analysis', join =>
        join.onRef('analysis.part_id', '=', 'part.id').on('analysis.kind', '=', 'cover'),
      )
      .select(({ selectFrom }) => [
        'part.id',
        'part.facts_at',
        'analysis.created_at as cover_at',
        // The first item of a file that holds several: what is embedded is rarely about all.
        selectFrom('media_item')
          .select(({ fn }) => fn.min('media_item.item_id').as('item_id'))
          .whereRef('media_item.media_id', '=', 'part.media_id')
          .as('item_id'),
      ])
      .where('part.section_id', '=', sectionId)
      .where('part.media_id', 'is not', null)
      .where(({ or, eb }) =>
        or([eb('part_tags.part_id', 'is not', null), eb('analysis.part_id', 'is not', null)]),
      )
      .where('part.id', '>', after)
      .orderBy('part.id')
      .limit(pageRows)
      .execute(),
  );
  return parts.flatMap(({ id, facts_at, cover_at, item_id }) =>
    item_id === null ? [] : [{ partId: id, itemId: item_id, readAt: Math.max(facts_at ?? 0, cover_at ?? 0) }],
  );
}

/** See `LibraryStore.embeddedTags`. */
export async function readEmbeddedTags(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<Map<number, EmbeddedTags>> {
  const rows = await db
    .selectFrom('part')
    .leftJoin('part_tags', 'part_tags.part_id', 'part.id')
    .leftJoin('analysis', join =>
      join.onRef('analysis.part_id', '=', 'part.id').on('analysis.kind', '=', 'cover'),
    )
    .select(['part.id', 'part_tags.music', 'part_tags.photo', 'analysis.value as cover'])
    .where('part.id', 'in', idList(partIds))
    .orderBy('part.id')
    .execute();
  return new Map(
    rows.map(({ id, music, photo, cover }) => [
      id,
      {
        ...(cover !== null && toCover(JSON.parse(cover) as CoverFacts)),
        ...(music !== null && { tags: JSON.parse(music) as NonNullable<EmbeddedTags['tags']> }),
        ...(photo !== null && { photo: JSON.parse(photo) as NonNullable<EmbeddedTags['photo']> }),
      },
    ]),
  );
}

function toCover({ blob }: CoverFacts): Pick<EmbeddedTags, 'cover'> {
  return blob === undefined ? {} : { cover: blob };
}
