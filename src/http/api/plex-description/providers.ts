import { createRoute, z } from '@hono/zod-openapi';
import { sectionTypes } from '../../../domain/library.ts';
import { answersContainer } from './answers.ts';
import { failures } from './failures.ts';
import { count, flag, milliseconds, path, seconds } from './scalars.ts';
import { exampleServer, serverShape } from './server.ts';

const pivot = z.object({
  id: z.string(),
  key: path,
  type: z.string(),
  title: z.string(),
  context: z.string(),
  symbol: z.string(),
});

const directory = z
  .object({
    agent: z.string().optional(),
    scanner: z.string().optional(),
    language: z.string().optional(),
    uuid: z.string().optional(),
    id: z.string().optional().openapi({ description: 'Of the section; the first entry is no section.' }),
    key: path.optional(),
    hubKey: path,
    type: z.enum(sectionTypes).optional(),
    title: z.string(),
    updatedAt: seconds.optional(),
    scannedAt: seconds.optional(),
    durationTotal: milliseconds.optional(),
    storageTotal: count.optional().openapi({ description: 'Bytes of all its files.' }),
    Pivot: z.array(pivot).optional().openapi({ description: 'The ways into it.' }),
  })
  .openapi('PlexProvidedSection');

const provider = z
  .object({
    identifier: z.string().openapi({ example: 'com.plexapp.plugins.library' }),
    title: z.string(),
    types: z.string().openapi({ example: 'video,audio,photo' }),
    protocols: z.string().openapi({ example: 'stream,download' }),
    Feature: z.array(z.object({ key: path, type: z.string(), Directory: z.array(directory).optional() })),
  })
  .openapi('PlexProvider');

const providers = z
  .object({ ...serverShape, MediaProvider: z.array(provider) })
  .openapi('PlexProviders', { xml: { name: 'MediaContainer' } });

export const providerOperations = [
  createRoute({
    method: 'get',
    path: '/media/providers',
    operationId: 'listProviders',
    tags: ['Server'],
    summary: 'Get what this server has to offer, and where',
    description: 'From here newer clients find everything else.',
    request: {
      query: z.object({
        includeStorage: flag.optional().openapi({
          description: 'Tells of each section how long it plays, and how many bytes it takes.',
        }),
      }),
    },
    responses: {
      200: answersContainer('The library, and the ways into it.', providers, {
        ...exampleServer,
        size: 1,
        MediaProvider: [
          {
            identifier: 'com.plexapp.plugins.library',
            title: 'Library',
            types: 'video,audio,photo',
            protocols: 'stream,download',
            Feature: [
              {
                key: '/library/sections',
                type: 'content',
                Directory: [{ hubKey: '/hubs', title: 'Home' }],
              },
              { key: '/hubs/search', type: 'search' },
            ],
          },
        ],
      }),
      ...failures(),
    },
  }),
];
