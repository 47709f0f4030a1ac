import { Hono } from 'hono';
import { preferredEncoding } from '../negotiation.ts';
import { encode, respond } from './response.ts';

/**
 * Lists of what Plex may have and Butler never has, since it plays nothing. Clients ask for them when they connect, and
 * take an empty list for what it is.
 */
export const emptyLists = [
  '/clients',
  '/devices',
  '/hubs/continueWatching',
  '/hubs/continueWatching/items',
  '/livetv/dvrs',
  '/livetv/sessions',
  '/playlists',
  '/status/sessions',
  '/status/sessions/background',
  '/status/sessions/history/all',
  '/transcode/sessions',
] as const;

export function emptyRoutes(): Hono {
  const routes = new Hono({ strict: false });
  for (const path of emptyLists) {
    routes.get(path, c => {
      const encoding = preferredEncoding(c.req.header('accept'));
      return respond(encoding, encode(encoding, 'MediaContainer', { size: 0 }));
    });
  }
  return routes;
}
