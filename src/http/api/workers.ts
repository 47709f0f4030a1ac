import { createRoute, z } from '@hono/zod-openapi';
import { type WorkerView, workerOrders } from '../../domain/worker.ts';
import { formatOptional, instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

const workerView = z
  .object({
    pid: z.int().optional().openapi({ description: 'Absent where it could not be started.', example: 4711 }),
    order: z.enum(workerOrders).optional().openapi({ description: 'What it does; absent while it is idle.' }),
    path: z
      .string()
      .optional()
      .openapi({ description: 'What it reads.', example: '/media/films/Night Train to Meridian (2022).mp4' }),
    since: instant.optional().openapi({ description: 'Since when.' }),
    resting: z.boolean().openapi({ description: 'Whether a pause holds it.', example: false }),
    memoryBytes: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: 'Where the system tells.', example: 182_000_000 }),
  })
  .openapi('Worker');

const list = createRoute({
  method: 'get',
  path: '/workers',
  operationId: 'getWorkers',
  tags: ['Runs'],
  summary: 'List the processes that read files',
  description: 'They are started when there is work, and ended soon after.',
  responses: {
    200: {
      description: 'All workers.',
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(workerView),
            limit: z.int().openapi({ description: 'How many may work at once now.', example: 2 }),
            started: z.int().openapi({ description: 'Since Butler started.', example: 5 }),
            lost: z
              .int()
              .openapi({ description: 'Of these, how many died, hung, or grew too large.', example: 1 }),
          }),
        },
      },
    },
    ...problems(),
  },
});

export interface Workers {
  readonly items: readonly WorkerView[];
  readonly limit: number;
  readonly started: number;
  readonly lost: number;
}

/** The processes that read files. */
export function workerRoutes(workers: () => Promise<Workers>) {
  return routes().openapi(list, async c => {
    const { items, limit, started, lost } = await workers();
    return c.json({ items: items.map(viewWorker), limit, started, lost }, 200);
  });
}

function viewWorker({ pid, order, path, since, isResting, memoryBytes }: WorkerView) {
  return { pid, order, path, since: formatOptional(since), resting: isResting, memoryBytes };
}
