import { createRoute } from '@hono/zod-openapi';
import type { History } from '../../domain/ports.ts';
import { recordedDecisionView, viewRecordedDecision } from './decision-view.ts';
import { serviceDay } from './instant.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { givenTask } from './task-name.ts';

const list = createRoute({
  method: 'get',
  path: '/decisions',
  operationId: 'getDecisions',
  tags: ['Plan'],
  summary: 'List what was decided, the newest first',
  description: 'Why tasks ran, or did not. A decision that repeats the one before it is not recorded again.',
  request: {
    query: query({
      task: givenTask.optional(),
      serviceDay: serviceDay.optional(),
      ...pageQuery('decisions'),
    }),
  },
  responses: {
    200: {
      description: 'A page of decisions.',
      content: { 'application/json': { schema: pageOf(recordedDecisionView) } },
    },
    ...problems(400),
  },
});

/** What was decided, and why. */
export function decisionRoutes(history: History) {
  return routes().openapi(list, async c => {
    const { limit, cursor: before, task, serviceDay } = c.req.valid('query');
    const read = (limit: number) => history.decisions({ limit, before, task, serviceDay });
    return c.json(await readPage('decisions', limit, read, viewRecordedDecision), 200);
  });
}
