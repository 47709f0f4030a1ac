import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Settings } from '../settings/settings.ts';
import { type ApiServices, apiRoutes } from './api/api.ts';
import { requireToken } from './auth.ts';
import { findFailure } from './failure.ts';
import { respondFailure } from './failure-response.ts';
import { activityRoutes } from './plex/activities.ts';
import { type BrowseServices, browseRoutes } from './plex/browse/browse.ts';
import { butlerRoutes } from './plex/butler.ts';
import { type Host, identityRoutes, type ServerIdentity, serverRoutes } from './plex/identity.ts';
import { libraryRoutes } from './plex/library.ts';
import { prefsRoutes } from './plex/prefs.ts';

/** What the routes speak to. */
export interface AppServices extends ApiServices, BrowseServices {
  readonly settings: Settings;
  readonly identity: ServerIdentity;
  /** From `hashToken`. */
  readonly tokenHash: string;
  /** Told of errors that nobody foresaw; the client learns only that there was one. */
  report(error: unknown): void;
}

export type App = Hono<{ Bindings: HttpBindings }>;

/** Where Butler's own API is. */
export const apiUrl = '/api/v1';

/**
 * All routes. What is not one of them is 404, a known path with another method too, as from Plex; without the token
 * it is 401 like everything else, so that nothing can be learned from the difference.
 */
export function createApp(services: AppServices, host: Host): App {
  const { butler, settings, identity, sections, report } = services;
  const app: App = new Hono({ strict: false });
  const gate = requireToken(services.tokenHash);
  app
    .route('/', identityRoutes(identity))
    .route(apiUrl, apiRoutes(apiUrl, identity.version, services, gate))
    .use(gate)
    .route('/', butlerRoutes(butler))
    .route('/', activityRoutes(butler))
    .route('/', prefsRoutes(settings))
    .route('/', libraryRoutes(sections, butler))
    .route('/', browseRoutes(services))
    .route('/', serverRoutes(identity, host, settings));
  app.notFound(c => respondFailure({ status: 404 }, c.req));
  app.onError((error, c) => {
    const failure = findFailure(error);
    if (!failure) report(error);
    return respondFailure(failure ?? { status: 500 }, c.req);
  });
  return app;
}
