import { createRoute, z } from '@hono/zod-openapi';
import { failures } from './failures.ts';
import { answersItems } from './item-list.ts';
import { id, ids, range } from './scalars.ts';

const tags = ['Library'];

const one = (operationId: string, path: string, summary: string) =>
  createRoute({
    method: 'get',
    path: `${path}/{id}`,
    operationId,
    tags,
    summary,
    description: 'With their streams, chapters, markers and all tags. Those that are not there are left out.',
    request: { params: z.object({ id: ids }) },
    responses: { 200: answersItems('The items, in the order of their ids.'), ...failures(404) },
  });

const below = (operationId: string, path: string, summary: string, description?: string) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    summary,
    ...(description !== undefined && { description }),
    request: { params: z.object({ id }), query: z.object(range) },
    responses: {
      200: answersItems('The list, or the piece of it that was asked for.'),
      ...failures(404),
    },
  });

export const itemOperations = [
  one('browseItems', '/library/metadata', 'Get items with every detail'),
  below(
    'browseChildren',
    '/library/metadata/{id}/children',
    'Get what is right below an item',
    'The seasons of a show, the episodes of a season, the albums of an artist, the tracks of an album, the photos of an album, the members of a collection.',
  ),
  below(
    'browseGrandchildren',
    '/library/metadata/{id}/grandchildren',
    'Get what is two levels below an item',
  ),
  below(
    'browseLeaves',
    '/library/metadata/{id}/allLeaves',
    'Get what is at the very bottom of an item',
    'Every episode of a show or season, every track of an artist or album.',
  ),
  below('browseExtras', '/library/metadata/{id}/extras', 'Get the trailers and other extras of an item'),
  one('browseCollectionsById', '/library/collections', 'Get collections with every detail'),
  below('browseCollectionChildren', '/library/collections/{id}/children', 'Get the members of a collection'),
  below(
    'browseCollectionItems',
    '/library/collections/{id}/items',
    'Get the members of a collection, at another address',
  ),
];
