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

export const serverShape = {
  ...container,
  friendlyName: z.string(),
  ...who,
  platform: z.string().openapi({ example: 'Linux' }),
  platformVersion: z.string(),
  myPlex: z.boolean().openapi({ description: 'Always false: there is no account behind it.' }),
  diagnostics: z.string().openapi({ description: 'What there is at `/diagnostics/`.', example: 'databases' }),
  eventStream: z.boolean().openapi({ description: 'Whether it tells what happens: always true.' }),
  hubSearch: z.boolean().openapi({ description: 'Always true: see `/hubs/search`.' }),
  mediaProviders: z.boolean().openapi({ description: 'Always true: see `/media/providers`.' }),
  ownerFeatures: z.string(),
  transcoderActiveVideoSessions: z.int().openapi({ description: 'Always 0: nothing is transcoded.' }),
  updatedAt: seconds.openapi({ description: 'When the server was started.' }),
};

const server = z.object(serverShape).openapi('PlexServer', { xml: { name: 'MediaContainer' } });

const exampleWho = {
  machineIdentifier: '0123456789abcdef0123456789abcdef01234567',
  version: '0.1.0.0-butler',
};

export const exampleServer = {
  size: 0,
  friendlyName: 'attic',
  ...exampleWho,
  platform: 'Linux',
  platformVersion: '6.1.0',
  myPlex: false,
  diagnostics: 'databases',
  eventStream: true,
  hubSearch: true,
  mediaProviders: true,
  ownerFeatures: '',
  transcoderActiveVideoSessions: 0,
  updatedAt: 1772330400,
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
    200: answersContainer('The server.', server, exampleServer),
    ...failures(),
  },
});

const servers = z
  .object({
    ...container,
    Server: z.array(
      z.object({
        name: z.string(),
        host: z.string(),
        address: z.string(),
        port: z.int(),
        ...who,
      }),
    ),
  })
  .openapi('PlexServers', { xml: { name: 'MediaContainer' } });

const getServers = createRoute({
  method: 'get',
  path: '/servers',
  operationId: 'listServers',
  tags: ['Server'],
  summary: 'Get the servers nearby',
  description: 'Butler knows of none but itself.',
  responses: {
    200: answersContainer('This server, under the address by which it was asked.', servers, {
      size: 1,
      Server: [{ name: 'attic', host: '127.0.0.1', address: '127.0.0.1', port: 32500, ...exampleWho }],
    }),
    ...failures(),
  },
});

const accounts = z
  .object({
    ...container,
    identifier: z.string(),
    Account: z.array(z.object({ id: z.int(), key: z.string(), name: z.string() })),
  })
  .openapi('PlexAccounts', { xml: { name: 'MediaContainer' } });

const getAccounts = createRoute({
  method: 'get',
  path: '/accounts',
  operationId: 'listAccounts',
  tags: ['Server'],
  summary: 'Get whom the server knows',
  description: 'Its owner, in whose name everything happens.',
  responses: {
    200: answersContainer('The owner.', accounts, {
      size: 1,
      identifier: 'com.plexapp.system.accounts',
      Account: [{ id: 1, key: '/accounts/1', name: 'Owner' }],
    }),
    ...failures(),
  },
});

export const serverOperations = [getServer, getIdentity, getServers, getAccounts];
