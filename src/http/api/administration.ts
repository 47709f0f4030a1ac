import type { Butler } from '../../domain/butler.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { ItemFinder } from '../../domain/item-finder.ts';
import type { SetAsideFiles } from '../../domain/set-aside.ts';
import type { UnitFinder } from '../../domain/unit-finder.ts';
import type { Settings } from '../../settings/settings.ts';
import type { FindWatch } from '../plex/library.ts';
import { type ArtifactServices, artifactRoutes } from './artifacts.ts';
import { type Backups, backupRoutes } from './backups.ts';
import { failureRoutes } from './failures.ts';
import { folderRoutes } from './folders.ts';
import { type ItemServices, itemRoutes } from './items.ts';
import { planPreviewRoutes, type SupposeSchedule } from './plan-preview.ts';
import { type Quarantine, quarantineRoutes } from './quarantine.ts';
import { type Restores, restoreRoutes } from './restores.ts';
import { routes } from './routes.ts';
import { scanRoutes } from './scans.ts';
import type { SectionAdministration } from './section-services.ts';
import { sectionRoutes } from './sections.ts';
import { settingRoutes } from './settings.ts';
import { type StorageView, storageRoutes } from './storage.ts';
import { Trials } from './trials.ts';
import { unitRoutes } from './units.ts';
import { windowRoutes } from './windows.ts';
import { type Workers, workerRoutes } from './workers.ts';

/** What those routes speak to by which an owner looks after the library and the server. */
export interface AdministrationServices extends ArtifactServices {
  readonly settings: Settings;
  /** IANA name of the zone of the server's clock. */
  readonly serverZone: string;
  readonly supposeSchedule: SupposeSchedule;
  readonly sectionAdministration: SectionAdministration;
  readonly findWatch: FindWatch;
  readonly items: ItemFinder;
  readonly catalogue: Catalogue;
  readonly products: ItemServices['products'];
  readonly setAside: SetAsideFiles;
  readonly units: UnitFinder;
  readonly workers: () => Promise<Workers>;
  readonly backups: Backups;
  readonly restores: Restores;
  readonly quarantine: Quarantine;
  readonly storage: () => Promise<StorageView>;
}

/** All that an owner does beside starting and stopping. */
export function administrationRoutes(butler: Butler, services: AdministrationServices) {
  const { settings, serverZone, supposeSchedule, sectionAdministration: sections, findWatch } = services;
  const { items, catalogue, products } = services;
  const trials = new Trials(() => services.backups.list());
  const api = routes();
  api.route('/', settingRoutes(settings));
  api.route('/', windowRoutes(settings, serverZone));
  api.route('/', planPreviewRoutes(butler, settings, supposeSchedule));
  api.route('/', scanRoutes(butler, sections));
  api.route('/', itemRoutes({ butler, sections, items, catalogue, products }));
  api.route('/', sectionRoutes({ butler, sections, findWatch }));
  api.route('/', folderRoutes(sections));
  api.route('/', failureRoutes(butler, services.setAside));
  api.route('/', unitRoutes({ ...services, sections }));
  api.route('/', artifactRoutes(services));
  api.route('/', workerRoutes(services.workers));
  api.route('/', backupRoutes(butler, services.backups, trials));
  api.route('/', restoreRoutes(services.restores, trials));
  api.route('/', quarantineRoutes(services.quarantine));
  api.route('/', storageRoutes(services.storage));
  return api;
}
