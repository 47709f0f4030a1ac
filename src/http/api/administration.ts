import type { Butler } from '../../domain/butler.ts';
import type { Settings } from '../../settings/settings.ts';
import { planPreviewRoutes, type SupposeSchedule } from './plan-preview.ts';
import { routes } from './routes.ts';
import { settingRoutes } from './settings.ts';
import { windowRoutes } from './windows.ts';

/** What those routes speak to by which an owner looks after the library and the server. */
export interface AdministrationServices {
  readonly settings: Settings;
  /** IANA name of the zone of the server's clock. */
  readonly serverZone: string;
  readonly supposeSchedule: SupposeSchedule;
}

/** All that an owner does beside starting and stopping. */
export function administrationRoutes(butler: Butler, services: AdministrationServices) {
  const { settings, serverZone, supposeSchedule } = services;
  const api = routes();
  api.route('/', settingRoutes(settings));
  api.route('/', windowRoutes(settings, serverZone));
  api.route('/', planPreviewRoutes(butler, settings, supposeSchedule));
  return api;
}
