import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Butler } from '../domain/butler.ts';
import { ButlerError, type ErrorCode, formatError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { requireToken } from './auth.ts';
import { type Failure, respondFailure } from './failure.ts';
import { activityRoutes } from './plex/activities.ts';
import { butlerRoutes } from './plex/butler.ts';
import { type Host, identityRoutes, type ServerIdentity, serverRoutes } from './plex/identity.ts';
import { libraryRoutes, type Sections } from './plex/library.ts';
import { prefsRoutes } from './plex/prefs.ts';

/** What the routes speak to. */
export interface AppServices {
  readonly butler: Butler;
  readonly settings: Settings;
  readonly identity: ServerIdentity;
  readonly sections: Sections;
  /** From `hashToken`. */
  readonly tokenHash: string;
  /** Told of errors that nobody foresaw; the client learns only that there was one. */
  report(error: unknown): void;
}

export type App = Hono<{ Bindings: HttpBindings }>;

/**
 * All routes. What is not one of them is 404, a known path with another method too, as from Plex; without the token
 * it is 401 like everything else, so that nothing can be learned from the difference.
 */
export function createApp(services: AppServices, host: Host): App {
  const { butler, settings, identity, sections, report } = services;
  const app: App = new Hono({ strict: false });
  app
    .route('/', identityRoutes(identity))
    .use(requireToken(services.tokenHash))
    .route('/', butlerRoutes(butler))
    .route('/', activityRoutes(butler))
    .route('/', prefsRoutes(settings))
    .route('/', libraryRoutes(sections, butler))
    .route('/', serverRoutes(identity, host, settings));
  app.notFound(c => respondFailure({ status: 404 }, c.req.header('accept')));
  app.onError((error, c) => {
    const failure = foreseen(error);
    if (!failure) report(error);
    return respondFailure(failure ?? { status: 500 }, c.req.header('accept'));
  });
  return app;
}

const statuses: { readonly [C in ErrorCode]?: Failure['status'] } = {
  'preference-unknown': 400,
  'preference-value': 400,
  'preference-read-only': 403,
  'task-unknown': 404,
  'database-inaccessible': 503,
  'disk-full': 503,
  'data-folder-unwritable': 503,
};

function foreseen(error: unknown): Failure | undefined {
  if (!(error instanceof ButlerError)) return undefined;
  const { code }: ButlerError = error;
  const status = statuses[code];
  return status && { status, message: formatError(error) };
}
