import { createRoute, z } from '@hono/zod-openapi';
import { sectionTypes } from '../../domain/library.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { givenFolder, refusingPaths } from './section-paths.ts';
import type { SectionAdministration } from './section-services.ts';

const folderView = z
  .object({
    path: z.string().openapi({ example: '/media/films' }),
    name: z.string().openapi({ example: 'films' }),
    sectionId: z.int().optional().openapi({ description: 'The section in which it lies.', example: 1 }),
  })
  .openapi('Folder');

const browse = createRoute({
  method: 'get',
  path: '/folders',
  operationId: 'getFolders',
  tags: ['Library'],
  summary: 'Look through the folders of the server',
  description:
    'To choose those of a section. Only folders in the home folder of Butler, on attached disks, and of sections are shown, or those that BUTLER_BROWSE_FOLDERS names; links that lead elsewhere, and hidden folders, are not.',
  request: {
    query: query({
      path: givenFolder.optional().openapi({
        description: 'The folder to look into; without it the places to begin with.',
        example: '/media',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The folders in it, by name.',
      content: {
        'application/json': {
          schema: z.object({
            path: z.string().optional().openapi({ description: 'Without links.', example: '/media' }),
            parent: z
              .string()
              .optional()
              .openapi({ description: 'The folder above, where that may be shown.', example: '/' }),
            sectionId: z
              .int()
              .optional()
              .openapi({ description: 'The section in which it lies.', example: 1 }),
            type: z.enum(sectionTypes).optional().openapi({ description: 'What seems to be in it.' }),
            items: z.array(folderView),
            partial: z
              .boolean()
              .openapi({ description: 'Whether there are more than are listed.', example: false }),
          }),
        },
      },
    },
    ...problems(400, 403),
  },
});

/** Folders on the server to choose from. */
export function folderRoutes(sections: Pick<SectionAdministration, 'browse' | 'places'>) {
  return routes().openapi(browse, async c => {
    const { path: given } = c.req.valid('query');
    if (given === undefined) return c.json({ items: [...(await sections.places())], partial: false }, 200);
    const { path, parent, sectionId, type, folders, isPartial } = await refusingPaths(
      sections.browse(given),
      'path',
    );
    return c.json({ path, parent, sectionId, type, items: [...folders], partial: isPartial }, 200);
  });
}
