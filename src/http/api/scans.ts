import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { Section } from '../../domain/library.ts';
import { RefusedRequest } from '../failure.ts';
import { findSectionFolder } from '../section-folder.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { sectionParams } from './section-paths.ts';
import type { SectionAdministration } from './section-services.ts';
import { getSection } from './sections.ts';
import { bodyError } from './setting-changes.ts';

const pathError = 'must be the absolute path of a folder';

const scan = createRoute({
  method: 'post',
  path: '/sections/{id}/scan',
  operationId: 'scanSection',
  tags: ['Library'],
  summary: 'Scan a section, or one folder of it',
  description:
    'As soon as no other scan is at work. A folder need not be there any more. Only a scan of the whole section can tell what it misses.',
  request: {
    params: sectionParams,
    body: {
      content: {
        'application/json': {
          schema: z
            .strictObject(
              {
                path: z
                  .string(pathError)
                  .min(1, pathError)
                  .optional()
                  .openapi({ example: '/media/films/Alien (1979)' }),
              },
              bodyError,
            )
            .openapi('ScanRequest', { example: { path: '/media/films/Alien (1979)' } }),
        },
      },
    },
  },
  responses: {
    202: {
      description: 'It has begun, or will.',
      content: {
        'application/json': { schema: z.object({ outcome: z.enum(['started', 'waiting']) }) },
      },
    },
    ...problems(400, 404, 413, 415),
  },
});

const cancel = createRoute({
  method: 'delete',
  path: '/sections/{id}/scan',
  operationId: 'cancelScan',
  tags: ['Library'],
  summary: 'End the scan of a section',
  description: 'Also one of all sections, and those that wait. What was found is kept.',
  request: { params: sectionParams },
  responses: {
    200: {
      description: 'What came of it.',
      content: {
        'application/json': { schema: z.object({ outcome: z.enum(['stopped', 'not-running']) }) },
      },
    },
    ...problems(404),
  },
});

/** Scans of sections. */
export function scanRoutes(butler: Butler, sections: Pick<SectionAdministration, 'list'>) {
  return routes()
    .openapi(scan, async c => {
      const section = await getSection(sections, c.req.valid('param').id);
      const given = c.req.header('content-type') === undefined ? undefined : c.req.valid('json').path;
      const folder = given === undefined ? undefined : getFolder(section, given);
      const outcome = await butler.scan({ sectionId: section.id, ...(folder !== undefined && { folder }) });
      return c.json({ outcome }, 202);
    })
    .openapi(cancel, async c => {
      const { id } = await getSection(sections, c.req.valid('param').id);
      return c.json({ outcome: await butler.cancelScan(id) }, 200);
    });
}

/** Throws the refusal where it lies in none of the roots. */
function getFolder(section: Section, given: string): string {
  const folder = findSectionFolder(section, given);
  if (folder !== undefined) return folder;
  const message = `must lie in a folder of the section: ${section.roots.map(({ path }) => path).join(', ')}`;
  const error = new ButlerError('request-invalid', { problems: `path ${message}` });
  throw new RefusedRequest({ status: 400, error, fields: [{ field: 'path', message }] });
}
