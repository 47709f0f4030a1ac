import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findOrMakeDashboard } from '../../scripts/dashboard.mjs';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { AppServices } from '../../src/http/app.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { SessionCodes } from '../../src/http/session-codes.ts';
import { recordedServices } from '../support/http.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The real server over services in memory: for states that a real library is seldom in, and for all of them at once. */
export async function serveRecorded(
  make: (events: EventEmitter<ButlerEvents>) => Partial<AppServices>,
  port = 0,
) {
  const events = new EventEmitter<ButlerEvents>();
  const services = recordedServices({ events, startedAt: Date.now(), now: Date.now, ...make(events) });
  const sessions = new SessionCodes(services.token, Date.now);
  const server = await createHttpServer({
    ...services,
    sessions,
    dashboard: await findOrMakeDashboard(root),
    host: '127.0.0.1',
    port,
  });
  const { url } = server.address;
  return {
    url,
    port: server.address.port,
    events,
    owner: services.token,
    /** An address that signs in, once. */
    link: () => `${url}/#code=${sessions.issue().code}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
