import { createRoute, z } from '@hono/zod-openapi';
import { type UpdateView, updateChannels } from '../../domain/updates.ts';
import { formatInstant, formatOptional, instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

const updateView = z
  .object({
    installed: z.string().openapi({ description: 'The version that answers.', example: '0.1.0' }),
    channel: z.enum(updateChannels),
    checkedAt: instant
      .optional()
      .openapi({ description: 'When a feed was last found good; absent where none ever was.' }),
    release: z
      .object({
        version: z.string().openapi({ example: '0.2.0' }),
        releasedAt: instant,
        notes: z
          .string()
          .openapi({ description: 'What is new, in plain text.', example: 'Scans are faster.' }),
      })
      .optional()
      .openapi({ description: 'Absent where nothing newer is known.' }),
    file: z.string().optional().openapi({
      example: '/srv/butler/updates/butler-0.2.0.tgz',
      description: 'The package on the disk of this server, where it was downloaded and verified.',
    }),
  })
  .openapi('Update');

const read = createRoute({
  method: 'get',
  path: '/updates',
  operationId: 'getUpdates',
  tags: ['About'],
  summary: 'Read whether there is a newer release',
  description: 'As the task CheckForUpdates last found out.',
  responses: {
    200: { description: 'What is known.', content: { 'application/json': { schema: updateView } } },
    ...problems(),
  },
});

/** Whether there is a newer release. */
export function updateRoutes(updates: () => Promise<UpdateView>) {
  return routes().openapi(read, async c => c.json(viewUpdate(await updates()), 200));
}

function viewUpdate({ installed, channel, checkedAt, release, file }: UpdateView) {
  return {
    installed,
    channel,
    checkedAt: formatOptional(checkedAt),
    release: release && {
      version: release.version,
      releasedAt: formatInstant(release.releasedAt),
      notes: release.notes,
    },
    file,
  };
}
