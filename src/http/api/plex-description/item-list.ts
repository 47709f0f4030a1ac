import { z } from '@hono/zod-openapi';
import { answersContainer } from './answers.ts';
import { item } from './item-schema.ts';
import { sectionMeta } from './meta-schema.ts';
import { count, libraryContainer } from './scalars.ts';

const items = z
  .object({
    ...libraryContainer,
    totalSize: count.optional().openapi({ description: 'How long the whole list is.' }),
    offset: count.optional().openapi({ description: 'How many entries were skipped.' }),
    key: z.string().optional(),
    librarySectionID: z.int().optional(),
    librarySectionTitle: z.string().optional(),
    librarySectionUUID: z.string().optional(),
    mixedParents: z.boolean().optional(),
    parentIndex: z.int().optional(),
    parentTitle: z.string().optional(),
    parentYear: z.int().optional(),
    summary: z.string().optional(),
    title1: z.string().optional(),
    title2: z.string().optional(),
    viewGroup: z.string().optional(),
    Meta: sectionMeta.optional(),
    Metadata: z.array(item).optional().openapi({ description: 'Absent where there can be nothing.' }),
  })
  .openapi('PlexItems', { xml: { name: 'MediaContainer' } });

const example = {
  size: 1,
  totalSize: 1,
  offset: 0,
  allowSync: false,
  identifier: 'com.plexapp.plugins.library',
  librarySectionID: 1,
  librarySectionTitle: 'Films',
  Metadata: [
    {
      ratingKey: '1',
      key: '/library/metadata/1',
      guid: 'local://1',
      librarySectionID: 1,
      librarySectionKey: '/library/sections/1',
      librarySectionTitle: 'Films',
      type: 'movie',
      title: 'The Clock',
      titleSort: 'Clock',
      summary: 'A keeper and a clock.',
      year: 2019,
      duration: 5400000,
      addedAt: 1772330400,
      updatedAt: 1772330400,
      Genre: [{ tag: 'Drama', filter: 'genre=Drama' }],
    },
  ],
};

/** An answer of items, as a list or alone. */
export function answersItems(description: string) {
  return answersContainer(description, items, example);
}
