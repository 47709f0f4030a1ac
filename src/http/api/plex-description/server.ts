import { createRoute, z } from '@hono/zod-openapi';
import { answersContainer } from './answers.ts';
import { failures, openFailures } from './failures.ts';
import { container, seconds } from './scalars.ts';

const who = {
  machineIdentifier: z.string().openapi({
    description: '40 hexadecimal digits that stay the same.',
    example: '0123456789abcdef'.repeat(3).slice(0, 40),
  }),
  version: z.string().openapi({ description: 'In the shape of Plex’s versions.', example: '0.1.0.0-butler' }),
};

const identity = z
  .object({ ...container, claimed: z.boolean(), ...who })
  .openapi('PlexIdentity', { xml: { name: 'MediaContainer' } });

const server = z
  .object({
    ...container,
    friendlyName: z.string(),
    ...who,
    platform: z.string().openapi({ example: 'Linux' }),
    platformVersion: z.string(),
    myPlex: z.boolean().openapi({ description: 'Always false: there is no account behind it.' }),
    ownerFeatures: z.string(),
    transcoderActiveVideoSessions: z.int().openapi({ description: 'Always 0: nothing is transcoded.' }),
    updatedAt: seconds.openapi({ description: 'When the server was started.' }),
  })
  .openapi('PlexServer', { xml: { name: 'MediaContainer' } });

const exampleWho = {
  machineIdentifier: '0123456789abcdef0123456789abcdef01234567',
  version: '0.1.0.0-butler',
};

const getIdentity = createRoute({
  method: 'get',
  path: '/identity',
  operationId: 'getIdentity',
  tags: ['Server'],
  summary: 'Get who this server is',
  description: 'The one answer that needs no token.',
  security: [],
  responses: {
    200: answersContainer('Who it is.', identity, { size: 0, claimed: false, ...exampleWho }),
    ...openFailures(400),
  },
});

const getServer = createRoute({
  method: 'get',
  path: '/',
  operationId: 'getServerInfo',
  tags: ['Server'],
  summary: 'Get what clients read when they connect',
  responses: {
    200: answersContainer('The server.', server, {
      size: 0,
      friendlyName: 'attic',
      ...exampleWho,
      platform: 'Linux',
      platformVersion: '6.1.0',
      myPlex: false,
      ownerFeatures: '',
      transcoderActiveVideoSessions: 0,
      updatedAt: 1772330400,
    }),
    ...failures(),
  },
});

export const serverOperations = [getServer, getIdentity];
