import type { HttpBindings } from '@hono/node-server';
import { type Handler, Hono } from 'hono';
import type { GoneItems } from '../domain/gone-items.ts';
import type { Settings } from '../settings/settings.ts';
import type { ApiServices } from './api/api.ts';
import { type Gate, requireToken } from './auth.ts';
import { dashboardRoutes } from './dashboard.ts';
import { findFailure } from './failure.ts';
import { respondFailure } from './failure-response.ts';
import { healthRoutes, metricsRoutes } from './observation.ts';
import { accountRoutes } from './plex/accounts.ts';
import { activityRoutes } from './plex/activities.ts';
import { type BrowseServices, browseRoutes } from './plex/browse/browse.ts';
import { butlerRoutes } from './plex/butler.ts';
import { chapterImageRoutes, type FindChapterImage } from './plex/chapter-images.ts';
import { type CopyDatabase, diagnosticRoutes } from './plex/diagnostics.ts';
import {
  type Host,
  identityRoutes,
  neighbourRoutes,
  type ServerIdentity,
  serverRoutes,
} from './plex/identity.ts';
import { type FindWatch, libraryRoutes } from './plex/library.ts';
import { maintenanceRoutes } from './plex/maintenance.ts';
import { emptyRoutes } from './plex/nothing.ts';
import { eventSourceRoutes } from './plex/notifications/event-source.ts';
import { Notifier } from './plex/notifications/notifier.ts';
import { socketRoutes } from './plex/notifications/socket-routes.ts';
import { prefsRoutes } from './plex/prefs.ts';
import { providerRoutes } from './plex/providers.ts';
import { updaterRoutes } from './plex/updater.ts';
import { referenceRoutes } from './reference/reference-routes.ts';

/** What the routes speak to. */
export interface AppServices extends ApiServices, BrowseServices {
  readonly settings: Settings;
  readonly findWatch: FindWatch;
  readonly goneItems: GoneItems;
  readonly chapterImage: FindChapterImage;
  readonly copyDatabase: CopyDatabase;
  readonly identity: ServerIdentity;
  /** Where the dashboard was made; absent where it was not. */
  readonly dashboard?: string | undefined;
  /** Told of errors that nobody foresaw; the client learns only that there was one. */
  report(error: unknown): void;
}

export type App = Hono<{ Bindings: HttpBindings }>;

/** Where Butler's own API is. */
export const apiUrl = '/api/v1';

/**
 * All routes. What is not one of them is 404, a known path with another method too, as from Plex; without the token
 * it is 401 like everything else, so that nothing can be learned from the difference. What does not end by itself ends
 * when `closing` aborts.
 */
export function createApp(
  services: AppServices,
  host: Host,
  closing: AbortSignal = new AbortController().signal,
  notifier: Notifier = new Notifier(services),
): App {
  const { butler, settings, identity, sections, report } = services;
  const app: App = new Hono({ strict: false });
  const gate = requireToken(services.token);
  app
    .route('/', identityRoutes(identity))
    .route('/', dashboardRoutes(services.dashboard))
    .route('/', referenceRoutes())
    .route('/', healthRoutes(services.observation))
    .all(
      `${apiUrl}/*`,
      loadedWhenAsked(() => loadApi(services, gate, closing)),
    )
    .use(gate)
    .route('/', butlerRoutes(butler))
    .route('/', metricsRoutes(services.observation))
    .route('/', activityRoutes(butler))
    .route('/', prefsRoutes(settings))
    .route('/', socketRoutes())
    .route(
      '/',
      eventSourceRoutes(notifier, () => AbortSignal.any([closing, services.token.tenure])),
    )
    .route('/', libraryRoutes(sections, services.findWatch, butler))
    .route('/', chapterImageRoutes(services.chapterImage))
    .route('/', browseRoutes(services))
    .route('/', maintenanceRoutes(butler))
    .route('/', diagnosticRoutes(services.copyDatabase, services.now))
    .route('/', updaterRoutes(services.updates, butler))
    .route('/', accountRoutes())
    .route('/', emptyRoutes())
    .route('/', providerRoutes(services, host))
    .route('/', neighbourRoutes(identity, settings))
    .route('/', serverRoutes(identity, host, settings));
  return answeringFailures(app, report);
}

/** With its schemas Butler's own API is a third of the program, and many servers are never asked for it. */
async function loadApi(services: AppServices, gate: Gate, closing: AbortSignal): Promise<App> {
  const { apiRoutes } = await import('./api/api.ts');
  const { writeIfUnchanged } = await import('./api/if-match.ts');
  const app: App = new Hono({ strict: false });
  app.use(writeIfUnchanged((request, env) => app.fetch(request, env)));
  app.route(apiUrl, apiRoutes(apiUrl, services.identity.version, services, gate, closing));
  return answeringFailures(app, services.report);
}

function loadedWhenAsked(load: () => Promise<App>): Handler<{ Bindings: HttpBindings }> {
  let app: Promise<App> | undefined;
  return async c => {
    app ??= load();
    return (await app).fetch(c.req.raw, c.env);
  };
}

/** What is no route is 404, and what a route throws is told as the failure it is. */
function answeringFailures(app: App, report: AppServices['report']): App {
  app.notFound(c => respondFailure({ status: 404 }, c.req));
  app.onError((error, c) => {
    const failure = findFailure(error);
    if (!failure) report(error);
    return respondFailure(failure ?? { status: 500 }, c.req);
  });
  return app;
}
