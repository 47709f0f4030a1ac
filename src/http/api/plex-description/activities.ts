import { createRoute, z } from '@hono/zod-openapi';
import { taskName } from '../task-name.ts';
import { answersContainer, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { container, count } from './scalars.ts';

const activity = z
  .object({
    uuid: z.string(),
    type: z.string().openapi({ example: 'butler.GenerateMediaIndexFiles' }),
    cancellable: z.boolean(),
    userID: z.int().openapi({ description: 'In whose name it happens: always the owner’s.' }),
    title: z.string(),
    subtitle: z.string().openapi({ description: 'What is in hand: a file’s name, a phase.' }),
    progress: z.int().min(-1).max(100).openapi({ description: 'Percent; -1 while it cannot be told.' }),
    Context: z
      .object({
        librarySectionID: z.string().optional(),
        task: taskName,
        runID: z.string(),
        done: count,
        total: count.optional(),
        failed: count,
        bytesDone: count,
        bytesTotal: count.optional(),
      })
      .openapi({ description: 'The run behind it; what it counts are files, or other units of work.' }),
  })
  .openapi('PlexActivity');

const activities = z
  .object({ ...container, Activity: z.array(activity) })
  .openapi('PlexActivities', { xml: { name: 'MediaContainer' } });

const getActivities = createRoute({
  method: 'get',
  path: '/activities',
  operationId: 'getActivities',
  tags: ['Activities'],
  summary: 'Get all activities',
  description: 'The runs in hand, with their progress.',
  responses: {
    200: answersContainer('What runs or waits now.', activities, {
      size: 1,
      Activity: [
        {
          uuid: '7b1e6f0a-3a55-4d6e-9d0b-2f4f3f0c9a11',
          type: 'butler.GenerateMediaIndexFiles',
          cancellable: true,
          userID: 1,
          title: 'Generate Media Index Files',
          subtitle: 'The Clock (2019).mkv',
          progress: 37,
          Context: {
            task: 'GenerateMediaIndexFiles',
            runID: '8',
            done: 3,
            total: 8,
            failed: 0,
            bytesDone: 700,
            bytesTotal: 2000,
          },
        },
      ],
    }),
    ...failures(),
  },
});

const cancelActivity = createRoute({
  method: 'delete',
  path: '/activities/{uuid}',
  operationId: 'cancelActivity',
  tags: ['Activities'],
  summary: 'Cancel an activity',
  description: 'Stops the run behind it. What was done is kept.',
  request: {
    params: z.object({ uuid: z.string().openapi({ example: '7b1e6f0a-3a55-4d6e-9d0b-2f4f3f0c9a11' }) }),
  },
  responses: {
    200: answersNothing('The activity was cancelled.'),
    ...failures(400),
    404: answersNothing('There is no such activity.'),
  },
});

export const activityOperations = [getActivities, cancelActivity];
