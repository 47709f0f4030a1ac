import type { Preference } from '../../../domain/preference.ts';
import { routes } from '../routes.ts';
import { needsToken, ownersToken } from '../security-schemes.ts';
import { activityOperations } from './activities.ts';
import { butlerOperations } from './butler.ts';
import { collectionOperations } from './collections.ts';
import { failureComponents } from './failures.ts';
import { fileOperations } from './files.ts';
import { hubOperations } from './hubs.ts';
import { itemOperations } from './items.ts';
import { maintenanceOperations } from './maintenance.ts';
import { emptyOperations } from './nothing.ts';
import { notificationOperations } from './notifications.ts';
import { preferenceOperations } from './preferences.ts';
import { providerOperations } from './providers.ts';
import { scanOperations } from './scans.ts';
import { searchOperations } from './search.ts';
import { sectionOperations } from './sections.ts';
import { serverOperations } from './server.ts';
import { updaterOperations } from './updater.ts';
import { markAttributes } from './xml.ts';

/**
 * Describes what Butler answers as Plex would. Those routes validate nothing by schemas, so that a server of which
 * nobody asks this stays small: a test holds them, and what they answer, to it.
 */
export function makePlexDocument(version: string, preferences: readonly Preference[]) {
  const api = routes();
  const { openAPIRegistry: registry } = api;
  for (const [kind, components] of Object.entries({ securitySchemes: ownersToken, ...failureComponents })) {
    for (const [name, component] of Object.entries(components)) {
      registry.registerComponent(kind as keyof typeof failureComponents, name, component);
    }
  }
  for (const operation of [
    ...butlerOperations,
    ...maintenanceOperations,
    ...activityOperations,
    ...notificationOperations,
    ...preferenceOperations(preferences),
    ...serverOperations,
    ...providerOperations,
    ...updaterOperations,
    ...emptyOperations,
    ...sectionOperations,
    ...hubOperations,
    ...itemOperations,
    ...scanOperations,
    ...collectionOperations,
    ...searchOperations,
    ...fileOperations,
  ])
    registry.registerPath(operation);
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Butler, as clients of Plex know it',
      version,
      description: [
        'The part of Plex’s API that Butler answers, so that clients of Plex drive it unchanged.',
        'Answers are XML, or JSON where the header `Accept` prefers it: scalars of the schemas are attributes in XML, with 1 and 0 for true and false, and lists are one element for each entry.',
        'Instants are seconds since 1970 UTC.',
        'Clients may say who they are with `X-Plex-Client-Identifier`, `X-Plex-Product` and the like, in headers or in the query: nothing depends on it.',
      ].join(' '),
      license: { name: 'GPL-3.0-or-later', url: 'https://www.gnu.org/licenses/gpl-3.0.html' },
    },
    servers: [{ url: '/', description: 'The server that this was read from.' }],
    security: needsToken,
    tags: [
      { name: 'Butler', description: 'The maintenance tasks: what there is, and starting and stopping it.' },
      { name: 'Activities', description: 'What is going on.' },
      { name: 'Notifications', description: 'What happens, as it happens.' },
      { name: 'Preferences', description: 'How it is to work.' },
      { name: 'Server', description: 'Who answers.' },
      { name: 'Sessions', description: 'What is played: nothing, ever.' },
      { name: 'Library', description: 'Looking through the library.' },
      { name: 'Scans', description: 'Having the library looked for what changed.' },
      { name: 'Collections', description: 'Collections of items, made by hand or by Butler.' },
      { name: 'Search', description: 'Finding items and tags by words.' },
      { name: 'Files', description: 'Media, and what was made of them.' },
    ],
  });
  markAttributes((document.components?.schemas ?? {}) as Parameters<typeof markAttributes>[0]);
  return document;
}
