import { createRoute, z } from '@hono/zod-openapi';
import { answersActivity } from './answers.ts';
import { failures } from './failures.ts';
import { flag } from './scalars.ts';

const start = (operationId: string, path: string, summary: string, task: string) =>
  createRoute({
    method: 'put',
    path,
    operationId,
    tags: ['Butler'],
    summary,
    description: `Starts the task ${task}, unless it runs already.`,
    request: {
      query: z.object({
        async: flag.optional().openapi({ description: 'Nothing depends on it: the answer never waits.' }),
      }),
    },
    responses: { 200: answersActivity('The task was started, or ran already.'), ...failures() },
  });

export const maintenanceOperations = [
  start('cleanBundles', '/library/clean/bundles', 'Clean old bundles', 'CleanOldBundles'),
  start('optimizeDatabase', '/library/optimize', 'Optimize the database', 'OptimizeDatabase'),
  createRoute({
    method: 'get',
    path: '/diagnostics/databases',
    operationId: 'downloadDatabases',
    tags: ['Server'],
    summary: 'Download the database',
    description:
      'A copy as it is now, made for this answer, without anything secret: one file in an archive, to be looked into or kept. To put a server back, use a backup.',
    responses: {
      200: {
        description: 'The archive.',
        content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...failures(),
    },
  }),
];
