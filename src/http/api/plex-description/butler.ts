import { createRoute, z } from '@hono/zod-openapi';
import { runStates } from '../../../domain/run.ts';
import { reasons } from '../../../domain/schedule.ts';
import { taskName, taskParam } from '../task-name.ts';
import { answersActivity, answersElement, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { seconds } from './scalars.ts';

const task = z
  .object({
    name: taskName,
    interval: z.int().min(1).openapi({ description: 'Days between its runs.' }),
    scheduleRandomized: z
      .boolean()
      .openapi({ description: 'Whether it runs at a random moment of the window.' }),
    enabled: z.boolean().openapi({ description: 'Whether it runs by itself.' }),
    title: z.string(),
    description: z.string(),
    state: z
      .enum(['idle', ...runStates])
      .optional()
      .openapi({
        description: 'What it does now. This and all that follows is Butler’s own: Plex tells none of it.',
      }),
    progress: z
      .int()
      .min(-1)
      .max(100)
      .optional()
      .openapi({ description: 'Percent of the run in hand; -1 while it cannot be told.' }),
    plannedAt: seconds.optional().openapi({ description: 'When it starts next, where that is set.' }),
    nextRunAt: seconds.optional().openapi({ description: 'When it will start by itself, as things stand.' }),
    lastRunAt: seconds.optional(),
    lastRunEndedAt: seconds.optional(),
    lastRunState: z.enum(runStates).optional(),
    lastRunOutcome: z.string().optional().openapi({ description: 'What it did, or why it failed.' }),
    decision: z
      .enum(['start', 'place', 'skip'])
      .optional()
      .openapi({ description: 'What the plan says of it now.' }),
    reason: z.enum(reasons).optional(),
    explanation: z.string().optional().openapi({ description: 'The decision in one sentence.' }),
  })
  .openapi('ButlerTask');

const tasks = z
  .object({ ButlerTask: z.array(task) })
  .openapi('ButlerTasks', { xml: { name: 'ButlerTasks' } });

const params = z.object({ task: taskParam });

const getTasks = createRoute({
  method: 'get',
  path: '/butler',
  operationId: 'getTasks',
  tags: ['Butler'],
  summary: 'Get all Butler tasks',
  description: 'Every task with how often it runs, whether it runs by itself, and what it does now.',
  responses: {
    200: answersElement('All tasks.', 'ButlerTasks', tasks, {
      ButlerTask: [
        {
          name: 'BackupDatabase',
          interval: 3,
          scheduleRandomized: false,
          enabled: true,
          title: 'Backup Database',
          description: "Create a backup copy of the server's database in the configured backup directory",
          state: 'idle',
          lastRunAt: 1772330400,
          lastRunEndedAt: 1772330461,
          lastRunState: 'succeeded',
          lastRunOutcome: 'Copied 12 MB and compared every row.',
          decision: 'skip',
          reason: 'not-due',
          explanation: 'Not before 4 March: it runs every 3 days.',
        },
      ],
    }),
    ...failures(),
  },
});

const startTasks = createRoute({
  method: 'post',
  path: '/butler',
  operationId: 'startTasks',
  tags: ['Butler'],
  summary: 'Start all Butler tasks',
  description: [
    'Starts every task that is switched on and due, by these rules:',
    '',
    '1. A task that is not due on this day is skipped.',
    '2. Outside of the window a task that is placed at random starts at once.',
    '3. Inside of it, such a task gets a random moment of what is left of the window.',
    '4. Every other task starts at once.',
  ].join('\n'),
  responses: { 200: answersNothing('What the rules allow was started or placed.'), ...failures() },
});

const stopTasks = createRoute({
  method: 'delete',
  path: '/butler',
  operationId: 'stopTasks',
  tags: ['Butler'],
  summary: 'Stop all Butler tasks',
  description:
    'Stops every task that runs, and takes those out of the queue that wait. What was done is kept.',
  responses: { 200: answersNothing('Nothing runs or waits any more.'), ...failures() },
});

const startTask = createRoute({
  method: 'post',
  path: '/butler/{task}',
  operationId: 'startTask',
  tags: ['Butler'],
  summary: 'Start a single Butler task',
  description: [
    'Starts a task by its name, whether or not it is due. Outside of the window it starts at once. Inside, a task that',
    'is placed at random gets a random moment of what is left of the window; every other one starts at once.',
  ].join(' '),
  request: { params },
  responses: {
    200: answersActivity('The task was started, or placed.'),
    202: answersActivity('The task was running already.'),
    404: answersNothing('There is no task of that name.'),
    ...failures(),
  },
});

const stopTask = createRoute({
  method: 'delete',
  path: '/butler/{task}',
  operationId: 'stopTask',
  tags: ['Butler'],
  summary: 'Stop a single Butler task',
  description: 'Stops a task that runs, or takes it out of the queue where it waits. What was done is kept.',
  request: { params },
  responses: {
    200: answersNothing('The task was stopped, or taken out of the queue.'),
    404: answersNothing('There is no task of that name, or it neither runs nor waits.'),
    ...failures(),
  },
});

export const butlerOperations = [getTasks, startTasks, stopTasks, startTask, stopTask];
