import { createRoute, z } from '@hono/zod-openapi';
import { alive, metricsType, type Observation, viewHealth } from '../observation.ts';
import { openProblems, problems } from './problems.ts';
import { routes } from './routes.ts';

const status = z.enum(['pass', 'fail']);

const healthView = z
  .object({
    status: status.openapi({ description: 'Whether every check passes.' }),
    checks: z.record(z.string(), status),
  })
  .openapi('Health', {
    example: {
      status: 'fail',
      checks: { database: 'pass', folders: 'fail', workers: 'pass', clock: 'pass' },
    },
  });

const content = { 'application/json': { schema: healthView } };

const live = createRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'getLiveness',
  tags: ['Monitoring'],
  summary: 'Ask whether the server is alive',
  description: 'Also at `/health/live`. Without an answer it is to be started anew.',
  security: [],
  responses: {
    200: { description: 'It is.', content },
    ...openProblems(),
  },
});

const ready = createRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'getReadiness',
  tags: ['Monitoring'],
  summary: 'Ask whether the server can do its work',
  description:
    'Also at `/health/ready`. It can where the database answers, its folders can be written and have room, workers can be started, and the clock can be right.',
  security: [],
  responses: {
    200: { description: 'It can.', content },
    503: { description: 'It cannot: something is not as it should be.', content },
    ...openProblems(),
  },
});

const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'getMetrics',
  tags: ['Monitoring'],
  summary: 'Read what is measured',
  description:
    'Also at `/metrics`, where Prometheus looks: runs and their results, files done and failed, what waits, workers, sizes, backups, the next runs, and the process itself. The numbers that only rise begin with the start of the server. What could not be read this time is left out, and named by `butler_unreadable`.',
  responses: {
    200: {
      description: 'The text format of Prometheus.',
      content: {
        'text/plain': {
          schema: z.string(),
          example: 'butler_runs_total{task="BackupDatabase",result="succeeded"} 12\n',
        },
      },
    },
    ...problems(),
  },
});

/** Whether the server is well; needs no token. */
export function apiHealthRoutes(observation: Observation) {
  return routes()
    .openapi(live, c => c.json(alive, 200))
    .openapi(ready, async c => {
      const health = await viewHealth(observation);
      return c.json(health, health.status === 'pass' ? 200 : 503);
    });
}

/** What is measured. */
export function apiMetricsRoutes(observation: Observation) {
  return routes().openapi(metrics, async c =>
    c.text(await observation.metrics(), 200, { 'Content-Type': metricsType }),
  );
}
