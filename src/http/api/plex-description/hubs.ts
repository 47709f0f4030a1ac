import { createRoute, z } from '@hono/zod-openapi';
import { itemTypes } from '../../../domain/library.ts';
import { answersContainer } from './answers.ts';
import { failures } from './failures.ts';
import { answersItems } from './item-list.ts';
import { item } from './item-schema.ts';
import { container, count, id, libraryContainer, path, range } from './scalars.ts';
import { listQuery } from './sections.ts';

const tags = ['Library'];

const hub = z
  .object({
    hubKey: path.openapi({ description: 'Where just these items are told.' }),
    key: path.openapi({ description: 'Where all of them are listed.' }),
    title: z.string(),
    type: z.enum(itemTypes),
    hubIdentifier: z.string().openapi({ example: 'movie.recentlyadded.1' }),
    context: z.string(),
    size: count,
    more: z.boolean().openapi({ description: 'Whether there are more of them.' }),
    style: z.string(),
    promoted: z.boolean(),
    librarySectionID: z.int(),
    Metadata: z.array(item),
  })
  .openapi('PlexSectionHub');

const hubs = z
  .object({ ...libraryContainer, Hub: z.array(hub) })
  .openapi('PlexSectionHubs', { xml: { name: 'MediaContainer' } });

const managed = z
  .object({ ...container, Hub: z.array(z.object({})) })
  .openapi('PlexManagedHubs', { xml: { name: 'MediaContainer' } });

const example = {
  size: 1,
  allowSync: false,
  identifier: 'com.plexapp.plugins.library',
  Hub: [
    {
      hubKey: '/library/metadata/1',
      key: '/library/sections/1/recentlyAdded',
      title: 'Recently Added in Films',
      type: 'movie',
      hubIdentifier: 'movie.recentlyadded.1',
      context: 'hub.movie.recentlyadded',
      size: 1,
      more: false,
      style: 'shelf',
      promoted: true,
      librarySectionID: 1,
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
          summary: 'A keeper and a clock.',
          addedAt: 1772330400,
          updatedAt: 1772330400,
        },
      ],
    },
  ],
};

const list = (operationId: string, path: string, summary: string) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    summary,
    request: {
      ...(path.includes('{section}') && { params: z.object({ section: id }) }),
      query: z.object({
        count: count.optional().openapi({ description: 'How many items each shows; ten without it.' }),
      }),
    },
    responses: {
      200: answersContainer('What came last, section by section.', hubs, example),
      ...(path.includes('{section}') ? failures(404) : failures()),
    },
  });

export const hubOperations = [
  list('getAllHubs', '/hubs', 'Get what clients show at first'),
  list('getPromotedHubs', '/hubs/promoted', 'Get what clients show at home'),
  list('getSectionHubs', '/hubs/sections/{section}', 'Get what clients show of a section at first'),
  createRoute({
    method: 'get',
    path: '/hubs/home/recentlyAdded',
    operationId: 'browseRecentOfType',
    tags,
    summary: 'Get what came last, of one type',
    request: { query: z.object({ type: listQuery.type, ...range }) },
    responses: { 200: answersItems('The list, or the piece of it that was asked for.'), ...failures() },
  }),
  createRoute({
    method: 'get',
    path: '/hubs/sections/{section}/manage',
    operationId: 'listManagedHubs',
    tags,
    summary: 'Get which hubs of a section were arranged by hand',
    description: 'None can be: the list is always empty.',
    request: { params: z.object({ section: id }) },
    responses: {
      200: answersContainer('Nothing.', managed, { size: 0, Hub: [] }),
      ...failures(404),
    },
  }),
];
