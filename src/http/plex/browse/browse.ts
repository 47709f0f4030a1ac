import { Hono } from 'hono';
import type { Butler } from '../../../domain/butler.ts';
import type { CollectionStore } from '../../../domain/collections.ts';
import type { SectionAdministration } from '../../api/section-services.ts';
import type { Browsing } from './browsing.ts';
import { collectionRoutes } from './collection-routes.ts';
import { fileRoutes, type LibraryFiles } from './file-routes.ts';
import { hubRoutes } from './hub-routes.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { type Pictures, photoRoutes } from './photo-routes.ts';
import { refreshRoutes } from './refresh-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { sectionRoutes } from './section-routes.ts';
import { trashRoutes } from './trash-routes.ts';

/** What browsing speaks to. */
export interface BrowseServices extends Browsing {
  readonly butler: Butler;
  readonly collections: CollectionStore;
  readonly files: LibraryFiles;
  readonly pictures: Pictures;
  readonly sectionAdministration: SectionAdministration;
}

/** Looking through the library as clients of Plex do. */
export function browseRoutes(services: BrowseServices): Hono {
  return new Hono({ strict: false })
    .route('/', refreshRoutes(services))
    .route('/', trashRoutes(services))
    .route('/', collectionRoutes(services))
    .route('/', sectionRoutes(services))
    .route('/', hubRoutes(services))
    .route('/', metadataRoutes(services.catalogue))
    .route('/', searchRoutes(services.catalogue))
    .route('/', fileRoutes(services.files))
    .route('/', photoRoutes(services.files, services.pictures));
}
