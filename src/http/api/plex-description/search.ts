import { createRoute, z } from '@hono/zod-openapi';
import { answersContainer } from './answers.ts';
import { failures } from './failures.ts';
import { answersItems } from './item-list.ts';
import { item } from './item-schema.ts';
import { count, id, libraryContainer, path } from './scalars.ts';

const tags = ['Search'];

const tagHit = z
  .object({
    key: path.openapi({
      description: 'Where what has it is listed.',
      example: '/library/sections/1/all?genre=1',
    }),
    librarySectionID: z.int(),
    type: z.enum(['tag']),
    id: z.int(),
    filter: z.string().openapi({ example: 'genre=1' }),
    tag: z.string().openapi({ example: 'Drama' }),
    tagType: z.int().optional(),
    count: count.openapi({ description: 'How many items have it.' }),
  })
  .openapi('PlexTagHit');

const hub = z
  .object({
    type: z.string().openapi({ example: 'movie' }),
    hubIdentifier: z.string(),
    context: z.string(),
    title: z.string(),
    size: count,
    more: z.boolean(),
    style: z.string(),
    Metadata: z.array(item).optional(),
    Directory: z.array(tagHit).optional(),
  })
  .openapi('PlexHub');

const hubs = z
  .object({ ...libraryContainer, Hub: z.array(hub) })
  .openapi('PlexHubs', { xml: { name: 'MediaContainer' } });

const query = {
  query: z.string().optional().openapi({
    description: 'Every word begins a word of the title, or of the name of a tag.',
    example: 'clock',
  }),
  limit: count.optional().openapi({ description: 'How many of each kind are told.' }),
  sectionId: id.optional().openapi({ description: 'Only in this section.' }),
};

const list = (operationId: string, path: string, summary: string) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    summary,
    request: {
      query: z.object({
        ...query,
        type: z
          .string()
          .optional()
          .openapi({ description: 'The number or name of a type.', example: 'movie' }),
      }),
    },
    responses: { 200: answersItems('What was found, the best first.'), ...failures() },
  });

export const searchOperations = [
  createRoute({
    method: 'get',
    path: '/hubs/search',
    operationId: 'searchHubs',
    tags,
    summary: 'Search the library, in groups',
    request: { query: z.object(query) },
    responses: {
      200: answersContainer('What was found, by kind.', hubs, {
        size: 1,
        allowSync: false,
        identifier: 'com.plexapp.plugins.library',
        Hub: [
          {
            type: 'genre',
            hubIdentifier: 'genre',
            context: 'hub.genre',
            title: 'Genres',
            size: 1,
            more: false,
            style: 'shelf',
            Directory: [
              {
                key: '/library/sections/1/all?genre=1',
                librarySectionID: 1,
                type: 'tag',
                id: 1,
                filter: 'genre=1',
                tag: 'Drama',
                tagType: 1,
                count: 12,
              },
            ],
          },
        ],
      }),
      ...failures(),
    },
  }),
  list('searchItems', '/search', 'Search the library, in one list'),
  list('searchLibrary', '/library/search', 'Search the library, at a newer address'),
];
