import { createRoute, z } from '@hono/zod-openapi';
import type { Butler, TaskView } from '../../domain/butler.ts';
import { decisionView, viewDecision } from './decision-view.ts';
import { listOf } from './page.ts';
import { pauseView, viewPause } from './pause-view.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { runView, viewRun } from './run-view.ts';
import { getTask, taskName, taskParam } from './task-name.ts';

const taskView = z
  .object({
    name: taskName,
    title: z.string().openapi({ example: 'Backup Database' }),
    description: z.string().openapi({ example: 'Makes a verified copy of the database.' }),
    intervalDays: z.int().openapi({ description: 'Days between its runs.' }),
    spread: z.boolean().openapi({ description: 'Placed at random within the window.' }),
    enabled: z.boolean(),
    active: runView.optional().openapi({ description: 'The run that is scheduled, queued or running.' }),
    last: runView.optional().openapi({ description: 'The last run that ended.' }),
    decision: decisionView.openapi({ description: 'What the plan says of it now.' }),
    pause: pauseView.optional().openapi({ description: 'What rests it now.' }),
  })
  .openapi('Task');

const list = createRoute({
  method: 'get',
  path: '/tasks',
  operationId: 'listTasks',
  tags: ['Tasks'],
  summary: 'List all tasks',
  description:
    'Every task with its switch, what it is doing, what it did last, and what the plan says of it.',
  responses: {
    200: {
      description: 'All tasks.',
      content: { 'application/json': { schema: listOf(taskView) } },
    },
    ...problems(),
  },
});

const start = createRoute({
  method: 'post',
  path: '/tasks/{task}/start',
  operationId: 'runTask',
  tags: ['Tasks'],
  summary: 'Start a task',
  description:
    'Starts it, whether or not it is due. Inside the window, one that is placed at random gets a moment in what is left of it.',
  request: { params: z.object({ task: taskParam }) },
  responses: {
    200: { description: 'The task as it is now.', content: outcomeContent('started', 'already-running') },
    ...problems(404),
  },
});

const stop = createRoute({
  method: 'post',
  path: '/tasks/{task}/stop',
  operationId: 'endTask',
  tags: ['Tasks'],
  summary: 'Stop a task',
  description: 'Ends its run, or takes it out of the queue. What was done is kept.',
  request: { params: z.object({ task: taskParam }) },
  responses: {
    200: { description: 'The task as it is now.', content: outcomeContent('stopped', 'not-running') },
    ...problems(404),
  },
});

/** The list of tasks, and starting and stopping them. */
export function taskRoutes(butler: Butler) {
  return routes()
    .openapi(list, c => c.json({ items: butler.tasks().map(viewTask) }, 200))
    .openapi(start, async c => {
      const { name } = getTask(butler, c.req.valid('param').task);
      const outcome = await butler.start(name);
      return c.json({ outcome, task: viewTask(getTask(butler, name)) }, 200);
    })
    .openapi(stop, async c => {
      const { name } = getTask(butler, c.req.valid('param').task);
      const outcome = await butler.stop(name);
      return c.json({ outcome, task: viewTask(getTask(butler, name)) }, 200);
    });
}

function viewTask({ active, last, decision, pause, ...task }: TaskView) {
  const { name, title, description, intervalDays, spread, enabled } = task;
  return {
    name,
    title,
    description,
    intervalDays,
    spread,
    enabled,
    active: active && viewRun(active),
    last: last && viewRun(last),
    decision: viewDecision(decision),
    pause: pause && viewPause(pause),
  };
}

function outcomeContent<const Outcome extends string>(...outcomes: readonly Outcome[]) {
  return { 'application/json': { schema: z.object({ outcome: z.enum(outcomes), task: taskView }) } };
}
