import { Hono } from 'hono';
import { respondFailure } from '../../failure-response.ts';

/** Where websockets are: the path that every client asks for, and that of Plex's description. */
export const socketPaths = ['/:/websockets/notifications', '/:/websocket/notifications'] as const;

/** What a request gets there that asks for no websocket, or not as it should. */
export function socketRoutes(): Hono {
  const routes = new Hono({ strict: false });
  for (const path of socketPaths) {
    routes.get(path, c =>
      respondFailure(
        {
          status: 426,
          message: 'There is a websocket here, by version 13 of its protocol.',
          headers: { Upgrade: 'websocket', Connection: 'Upgrade, close' },
        },
        c.req,
      ),
    );
  }
  return routes;
}
