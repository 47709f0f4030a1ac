import { createRoute, z } from '@hono/zod-openapi';
import type { Settings } from '../../../settings/settings.ts';
import { openProblems } from '../problems.ts';
import { routes } from '../routes.ts';
import { makePlexDocument } from './document.ts';

const read = createRoute({
  method: 'get',
  path: '/plex-openapi.json',
  operationId: 'getPlexOpenApi',
  tags: ['About'],
  summary: 'Read the description of what Butler answers as Plex would',
  security: [],
  responses: {
    200: {
      description: 'The description of that API, which begins at the root of the server, as OpenAPI 3.1.',
      content: {
        'application/json': { schema: z.any().openapi({ type: 'object', example: { openapi: '3.1.0' } }) },
      },
    },
    ...openProblems(),
  },
});

/** The description of what is answered elsewhere, beside that of Butler's own API. */
export function plexDescriptionRoutes(version: string, settings: Pick<Settings, 'list'>) {
  let document: ReturnType<typeof makePlexDocument> | undefined;
  return routes().openapi(read, c => {
    document ??= makePlexDocument(
      version,
      settings.list().map(({ preference }) => preference),
    );
    return c.json(document, 200);
  });
}
