import { createRoute, z } from '@hono/zod-openapi';
import type { Butler, TaskView } from '../../domain/butler.ts';
import type { LookBack } from '../../domain/look-back.ts';
import { serviceDay } from './instant.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { getTask, taskParam } from './task-name.ts';

/** Tells why a task ran in the nights of a service day, or why not; in those of the last one that had begun without it. */
export type LookBackOn = (
  task: Pick<TaskView, 'name' | 'title'>,
  serviceDay: string | undefined,
) => Promise<LookBack>;

const why = createRoute({
  method: 'get',
  path: '/tasks/{task}/why',
  operationId: 'explainTask',
  tags: ['Plan'],
  summary: 'Tell why a task ran in a night, or why it did not',
  request: {
    params: z.object({ task: taskParam }),
    query: query({
      night: serviceDay.optional().openapi({
        description: 'The day on which the night began; the last one that had begun without it.',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The night, what came of it, and what was decided, in sentences for people.',
      content: {
        'application/json': {
          schema: z
            .object({
              title: z.string().openapi({ description: 'Of the task.', example: 'Backup Database' }),
              nights: z.array(z.string()).openapi({
                description: 'The windows of that day, or that it had none.',
                example: ['Sunday 28 March 2027, 02:00–05:00 (2 h, the clock changes)'],
              }),
              outcome: z.array(z.string()).openapi({
                description: 'What came of it.',
                example: ['It ran and succeeded, 02:10–02:11. Copied 12 MB and compared every row.'],
              }),
              decisions: z.array(
                z.object({
                  time: z.string().openapi({ description: 'On the clock of the windows.', example: '02:00' }),
                  sentence: z
                    .string()
                    .openapi({ example: 'Starts at 02:10, placed at random in the window 02:00–05:00.' }),
                }),
              ),
            })
            .openapi('LookBack'),
        },
      },
    },
    ...problems(400, 404),
  },
});

/** What became of the plan. */
export function lookBackRoutes(butler: Butler, lookBack: LookBackOn) {
  return routes().openapi(why, async c => {
    const task = getTask(butler, c.req.valid('param').task);
    const { title, nights, outcome, decisions } = await lookBack(task, c.req.valid('query').night);
    return c.json({ title, nights: [...nights], outcome: [...outcome], decisions: [...decisions] }, 200);
  });
}
