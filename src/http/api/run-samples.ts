import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import type { History } from '../../domain/ports.ts';
import { givenNumber } from './given-number.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { samplesShape, viewSamples } from './sample-view.ts';

const ofRun = createRoute({
  method: 'get',
  path: '/runs/{id}/samples',
  operationId: 'getRunSamples',
  tags: ['Runs'],
  summary: 'Read how a run went: its pace, and what it used',
  description:
    'In stretches that follow each other, at most 240. Of a run in hand they are some ten seconds old; what comes is told by the events `samples`. What one reading of a file, or the server itself, used for several runs at once is shared equally among them, so that all runs together never come to more than was used.',
  request: { params: z.object({ id: givenNumber('must be the number of a run').openapi({ example: 7 }) }) },
  responses: {
    200: {
      description: 'All samples, the earliest first; none of a run that never worked.',
      content: { 'application/json': { schema: z.object(samplesShape).openapi('RunSamples') } },
    },
    ...problems(404),
  },
});

/** What runs used while they worked. */
export function runSampleRoutes(history: Pick<History, 'findRun' | 'samples'>) {
  return routes().openapi(ofRun, async c => {
    const { id } = c.req.valid('param');
    if (!(await history.findRun(id))) throw new ButlerError('run-unknown', { id });
    return c.json(viewSamples(await history.samples(id)), 200);
  });
}
