import { createRoute, z } from '@hono/zod-openapi';
import type { ActivityView, Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { runView, viewRun } from './run-view.ts';

const activityView = z
  .object({
    id: z.uuid().openapi({ example: '6f1c2f8e-2d1e-4c1b-9a57-0c7d7a5a8b01' }),
    title: z.string().openapi({ example: 'Generate Media Index Files' }),
    subtitle: z.string().openapi({ description: 'What is in hand, or why it rests.', example: 'Heat.mkv' }),
    progress: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .openapi({ description: 'How much is done, where it is known.', example: 0.37 }),
    cancellable: z.boolean(),
    run: runView,
    files: z
      .array(
        z.object({
          label: z.string().openapi({ description: 'The name of the file.', example: 'Heat.mkv' }),
          bytes: z.int().min(0),
          progress: z.number().min(0).max(1).openapi({ example: 0.5 }),
        }),
      )
      .openapi({ description: 'The files that are being read for it.' }),
  })
  .openapi('Activity');

const list = createRoute({
  method: 'get',
  path: '/activities',
  operationId: 'getRunningActivities',
  tags: ['Runs'],
  summary: 'List what runs now',
  responses: {
    200: {
      description: 'The runs that work, with the files in hand.',
      content: { 'application/json': { schema: listOf(activityView) } },
    },
    ...problems(),
  },
});

const cancel = createRoute({
  method: 'delete',
  path: '/activities/{id}',
  operationId: 'cancelRunningActivity',
  tags: ['Runs'],
  summary: 'Cancel one of them',
  description: 'What was done is kept, and this answers once it has ended.',
  request: {
    params: z.object({
      id: z.string().openapi({
        description: 'The `id` of the activity.',
        example: '00000000-0000-4000-8000-000000000008',
      }),
    }),
  },
  responses: { 204: { description: 'It has ended.' }, ...problems(404, 409) },
});

/** What runs now, and ending it. */
export function activityRoutes(butler: Butler) {
  return routes()
    .openapi(list, c => c.json({ items: butler.activities().map(viewActivity) }, 200))
    .openapi(cancel, async c => {
      const { id } = c.req.valid('param');
      const outcome = await butler.cancelActivity(id);
      if (outcome === 'unknown') throw new ButlerError('activity-unknown', { id });
      if (outcome === 'not-cancellable') throw new ButlerError('activity-fixed', { id });
      return c.body(null, 204);
    });
}

function viewActivity({ uuid: id, title, subtitle, progress, cancellable, run, files }: ActivityView) {
  return {
    id,
    title,
    subtitle,
    progress: progress < 0 ? undefined : progress / 100,
    cancellable,
    run: viewRun(run),
    files: files.map(({ label, bytes, fraction }) => ({ label, bytes, progress: fraction })),
  };
}
