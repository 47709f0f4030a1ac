import { createRoute, z } from '@hono/zod-openapi';
import { answersContainer, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { answersItems } from './item-list.ts';
import { id, ids } from './scalars.ts';
import { directories, inSection } from './sections.ts';

const tags = ['Collections'];

const uri = z.string().openapi({
  description: 'Whom to take in: it ends with `/library/metadata/` and ids with commas between them.',
  example: 'server://0123/com.plexapp.plugins.library/library/metadata/1,2',
});

const remove = {
  tags,
  description: 'One that Butler made is taken out for good, until it is brought back.',
  responses: { 200: answersNothing('The collection is gone.'), ...failures(404) },
} as const;

const hidden = '/library/sections/{section}/collections/hidden';

export const collectionOperations = [
  createRoute({
    method: 'post',
    path: '/library/collections',
    operationId: 'makeCollection',
    tags,
    summary: 'Make a collection',
    request: {
      query: z.object({
        type: z
          .string()
          .openapi({ description: 'The number or name of the type of its members.', example: 'movie' }),
        title: z.string().openapi({ example: 'For rainy days' }),
        sectionId: id,
        uri,
      }),
    },
    responses: { 200: answersItems('The collection.'), ...failures(400) },
  }),
  createRoute({
    ...remove,
    method: 'delete',
    path: '/library/collections/{id}',
    operationId: 'removeCollection',
    summary: 'Take a collection out',
    request: { params: z.object({ id }) },
  }),
  createRoute({
    ...remove,
    method: 'delete',
    path: '/library/metadata/{id}',
    operationId: 'removeItem',
    summary: 'Take a collection out, at the address of an item',
    request: { params: z.object({ id: ids }) },
  }),
  createRoute({
    method: 'put',
    path: '/library/collections/{id}/items',
    operationId: 'addToCollection',
    tags,
    summary: 'Add items to a collection',
    request: { params: z.object({ id }), query: z.object({ uri }) },
    responses: { 200: answersNothing('They are in it, at its end.'), ...failures(404) },
  }),
  createRoute({
    method: 'delete',
    path: '/library/collections/{id}/items/{item}',
    operationId: 'removeFromCollection',
    tags,
    summary: 'Take an item out of a collection',
    request: { params: z.object({ id, item: id }) },
    responses: { 200: answersNothing('It is no longer in it.'), ...failures(404) },
  }),
  createRoute({
    method: 'get',
    path: hidden,
    operationId: 'browseHiddenCollections',
    tags,
    summary: 'Get the made collections that were taken out',
    description: 'Butler’s own: Plex has no such address.',
    request: { params: z.object({ section: id }) },
    responses: {
      200: answersContainer(
        'The collections that are not made again.',
        directories,
        inSection([['/library/sections/1/collections/hidden/1', 'The Bay']]),
      ),
      ...failures(),
    },
  }),
  createRoute({
    method: 'delete',
    path: `${hidden}/{id}`,
    operationId: 'bringCollectionBack',
    tags,
    summary: 'Have a collection made again',
    description: 'Butler’s own: Plex has no such address.',
    request: { params: z.object({ section: id, id }) },
    responses: { 200: answersNothing('It is made again.'), ...failures(404) },
  }),
];
