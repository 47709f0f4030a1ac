import { createRoute, z } from '@hono/zod-openapi';
import { friendlyName } from '../../settings/preferences.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ServerIdentity } from '../plex/identity.ts';
import { type Capabilities, capabilitiesView } from './capabilities-view.ts';
import { formatInstant, instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

const view = z
  .object({
    name: z.string().openapi({ example: 'attic' }),
    version: z.string().openapi({ example: '0.1.0' }),
    machineIdentifier: z.string().openapi({
      description: 'Stays the same for as long as the data folder lives.',
      example: '0123456789abcdef0123456789abcdef01234567',
    }),
    zone: z.string().openapi({
      description: 'IANA name of the zone by whose clock the windows open.',
      example: 'Europe/Berlin',
    }),
    serverZone: z.string().openapi({
      description: 'IANA name of the zone of its own clock.',
      example: 'Europe/Berlin',
    }),
    startedAt: instant.openapi({
      description: 'Another one after each start: what was read before may be out of date.',
    }),
    now: instant.openapi({ description: 'What its clock says.' }),
    uptimeMs: z.int().min(0).openapi({ example: 86_400_000 }),
    dataFolder: z.string().openapi({ example: '/var/lib/butler' }),
    machine: z
      .object({
        platform: z.string().openapi({ description: 'As Node names it.', example: 'linux' }),
        release: z.string().openapi({ description: 'Of the operating system.', example: '6.1.0' }),
        architecture: z.string().openapi({ example: 'x64' }),
        processors: z.int().min(1).openapi({ description: 'That Butler may use.', example: 4 }),
        memoryBytes: z.int().min(0).openapi({ example: 8_000_000_000 }),
        node: z.string().openapi({ description: 'The version of Node.js.', example: '26.10.0' }),
      })
      .openapi('Machine'),
    capabilities: capabilitiesView,
  })
  .openapi('Server');

const read = createRoute({
  method: 'get',
  path: '/server',
  operationId: 'getServer',
  tags: ['About'],
  summary: 'Tell who this server is, by which clock it works, and what it can do',
  responses: {
    200: { description: 'The server.', content: { 'application/json': { schema: view } } },
    ...problems(),
  },
});

export interface ServerServices {
  readonly identity: ServerIdentity;
  readonly settings: Settings;
  /** IANA name of the zone by whose clock the windows open now. */
  readonly zone: () => string;
  /** IANA name of the zone of the server's clock. */
  readonly serverZone: string;
  /** When the server was started, milliseconds since 1970 UTC. */
  readonly startedAt: number;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly machine: Readonly<z.infer<typeof view>['machine']>;
  readonly capabilities: () => Capabilities;
  now(): number;
}

/** Who this server is. */
export function serverRoutes(services: ServerServices) {
  const { identity, settings, zone, serverZone, startedAt, dataFolder, machine, now } = services;
  const { version, machineIdentifier } = identity;
  return routes().openapi(read, c => {
    const name = settings.get(friendlyName) || identity.friendlyName;
    return c.json(
      {
        name,
        version,
        machineIdentifier,
        zone: zone(),
        serverZone,
        startedAt: formatInstant(startedAt),
        now: formatInstant(now()),
        uptimeMs: Math.max(0, now() - startedAt),
        dataFolder,
        machine,
        capabilities: services.capabilities(),
      },
      200,
    );
  });
}
