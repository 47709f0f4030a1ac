import { createRoute, z } from '@hono/zod-openapi';
import { answersContainer, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { container, flag, seconds } from './scalars.ts';

const tags = ['Server'];

const release = z
  .object({
    key: z.string().openapi({ description: 'The address of its package.' }),
    version: z.string().openapi({ example: '0.2.0' }),
    added: z.string().openapi({ description: 'What is new, in plain text.' }),
    fixed: z.string(),
    downloadURL: z.string(),
    state: z.enum(['notify', 'downloaded']),
  })
  .openapi('PlexRelease');

const status = z
  .object({
    ...container,
    canInstall: z.boolean().openapi({ description: 'Always false: nothing is installed from here.' }),
    checkedAt: seconds.optional().openapi({ description: 'Absent where nothing was ever found out.' }),
    status: z.int(),
    Release: z.array(release),
  })
  .openapi('PlexUpdates', { xml: { name: 'MediaContainer' } });

export const updaterOperations = [
  createRoute({
    method: 'get',
    path: '/updater/status',
    operationId: 'getUpdatesStatus',
    tags,
    summary: 'Get whether there is a newer release',
    responses: {
      200: answersContainer('What is known.', status, {
        size: 1,
        canInstall: false,
        checkedAt: 1772330400,
        status: 0,
        Release: [
          {
            key: 'https://releases.example/butler-0.2.0.tgz',
            version: '0.2.0',
            added: 'Scans are faster.',
            fixed: '',
            downloadURL: 'https://releases.example/butler-0.2.0.tgz',
            state: 'notify',
          },
        ],
      }),
      ...failures(),
    },
  }),
  createRoute({
    method: 'put',
    path: '/updater/check',
    operationId: 'checkUpdates',
    tags,
    summary: 'Look for a newer release',
    description: 'Starts the task CheckForUpdates, unless it runs already.',
    request: {
      query: z.object({
        download: flag.optional().openapi({
          description: 'Nothing depends on it: a preference says whether packages are downloaded.',
        }),
      }),
    },
    responses: { 200: answersNothing('The task was started, or ran already.'), ...failures() },
  }),
];
