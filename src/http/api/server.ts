import { createRoute, z } from '@hono/zod-openapi';
import { friendlyName } from '../../settings/preferences.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ServerIdentity } from '../plex/identity.ts';
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
    startedAt: instant.openapi({
      description: 'Another one after each start: what was read before may be out of date.',
    }),
    now: instant.openapi({ description: 'What its clock says.' }),
  })
  .openapi('Server');

const read = createRoute({
  method: 'get',
  path: '/server',
  operationId: 'getServer',
  tags: ['About'],
  summary: 'Tell who this server is, and by which clock it works',
  responses: {
    200: { description: 'The server.', content: { 'application/json': { schema: view } } },
    ...problems(),
  },
});

/** Who this server is. */
export function serverRoutes(
  identity: ServerIdentity,
  settings: Settings,
  zone: () => string,
  startedAt: number,
  now: () => number,
) {
  const { version, machineIdentifier } = identity;
  return routes().openapi(read, c => {
    const name = settings.get(friendlyName) || identity.friendlyName;
    return c.json(
      {
        name,
        version,
        machineIdentifier,
        zone: zone(),
        startedAt: formatInstant(startedAt),
        now: formatInstant(now()),
      },
      200,
    );
  });
}
