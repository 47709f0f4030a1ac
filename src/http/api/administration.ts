import type { Butler } from '../../domain/butler.ts';
import type { Settings } from '../../settings/settings.ts';
import type { FindWatch } from '../plex/library.ts';
import { folderRoutes } from './folders.ts';
import { planPreviewRoutes, type SupposeSchedule } from './plan-preview.ts';
import { routes } from './routes.ts';
import { scanRoutes } from './scans.ts';
import type { SectionAdministration } from './section-services.ts';
import { sectionRoutes } from './sections.ts';
import { settingRoutes } from './settings.ts';
import { windowRoutes } from './windows.ts';

/** What those routes speak to by which an owner looks after the library and the server. */
export interface AdministrationServices {
  readonly settings: Settings;
  /** IANA name of the zone of the server's clock. */
  readonly serverZone: string;
  readonly supposeSchedule: SupposeSchedule;
  readonly sectionAdministration: SectionAdministration;
  readonly findWatch: FindWatch;
}

/** All that an owner does beside starting and stopping. */
export function administrationRoutes(butler: Butler, services: AdministrationServices) {
  const { settings, serverZone, supposeSchedule, sectionAdministration: sections, findWatch } = services;
  const api = routes();
  api.route('/', settingRoutes(settings));
  api.route('/', windowRoutes(settings, serverZone));
  api.route('/', planPreviewRoutes(butler, settings, supposeSchedule));
  api.route('/', scanRoutes(butler, sections));
  api.route('/', sectionRoutes({ butler, sections, findWatch }));
  api.route('/', folderRoutes(sections));
  return api;
}
