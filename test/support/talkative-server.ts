import { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Preference } from '../../src/domain/preference.ts';
import type { OwnersToken } from '../../src/http/owners-token.ts';
import { createHttpServer, type HttpServer } from '../../src/http/server.ts';
import { Settings } from '../../src/settings/settings.ts';
import { recordedServices } from './http.ts';

/** So long that few of it fill what lies between two ends of a connection. */
export const longPreference: Preference = {
  id: 'Long',
  type: 'bool',
  default: true,
  label: '',
  summary: '–'.repeat(20_000),
  group: 'general',
};

/** A server whose events are the test's to tell, and that has {@link longPreference}. */
export async function startTalkativeServer(): Promise<{
  events: EventEmitter<ButlerEvents>;
  server: HttpServer;
  owner: OwnersToken;
}> {
  const events = new EventEmitter<ButlerEvents>();
  const settings = new Settings([longPreference], {}, { set: async () => {} });
  const services = recordedServices({ events, settings });
  const server = await createHttpServer({ ...services, host: '127.0.0.1', port: 0 });
  return { events, server, owner: services.token };
}
