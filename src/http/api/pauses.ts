import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import { taskNames } from '../../domain/task.ts';
import { addDuration, givenDuration, givenInstant } from './instant.ts';
import { listOf } from './page.ts';
import { pauseView, viewPause } from './pause-view.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { getTask, oneOf } from './task-name.ts';

const scopes = ['all', ...taskNames] as const;

const list = createRoute({
  method: 'get',
  path: '/pauses',
  operationId: 'getPauses',
  tags: ['Pauses'],
  summary: 'List what rests work now, and why',
  responses: {
    200: {
      description: 'All pauses in force.',
      content: { 'application/json': { schema: listOf(pauseView) } },
    },
    ...problems(),
  },
});

/** Longer than this nobody means: without an end a pause lasts until it is taken back. */
const longestMs = 366 * 24 * 3_600_000;

/** What to rest, and until when: read at the instant that `now` tells. */
function pauseRequest(now: () => number) {
  return z
    .strictObject(
      {
        scope: oneOf(scopes, 'all or the name of a task'),
        for: givenDuration.optional().openapi({ description: 'How long. A day is 24 hours.' }),
        until: givenInstant
          .optional()
          .openapi({ description: 'Until when. With neither, until the pause is taken back.' }),
      },
      'the body must be an object',
    )
    .transform(({ scope, for: duration, until: given }, context) => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message });
      if (duration && given !== undefined) refuse('until', 'cannot be given together with for');
      const at = now();
      const until = duration ? addDuration(at, duration) : given;
      if (until !== undefined && !(until > at && until - at <= longestMs)) {
        refuse(duration ? 'for' : 'until', 'must end later than now and within 366 days');
      }
      return { scope, until };
    })
    .openapi('PauseRequest', { example: { scope: 'all', for: 'PT1H' } });
}

const add = (now: () => number) =>
  createRoute({
    method: 'post',
    path: '/pauses',
    operationId: 'pause',
    tags: ['Pauses'],
    summary: 'Rest one task, or all',
    description:
      'Running work is suspended in place within two seconds, and nothing new starts, over restarts too. An earlier pause by hand of the same scope is replaced.',
    request: { body: { required: true, content: { 'application/json': { schema: pauseRequest(now) } } } },
    responses: {
      201: { description: 'The pause.', content: { 'application/json': { schema: pauseView } } },
      ...problems(400, 404, 413, 415),
    },
  });

const remove = createRoute({
  method: 'delete',
  path: '/pauses/{scope}',
  operationId: 'resume',
  tags: ['Pauses'],
  summary: 'Take a pause by hand back',
  description: 'Work goes on where it was, unless something else rests it too.',
  request: {
    params: z.object({
      scope: z
        .string()
        .openapi({ enum: [...scopes], description: '`all` or the name of a task.', example: 'all' }),
    }),
  },
  responses: { 204: { description: 'The pause is over.' }, ...problems(404) },
});

/** Resting work by hand, and what rests it now. */
export function pauseRoutes(butler: Butler, now: () => number) {
  return routes()
    .openapi(list, c => c.json({ items: butler.pauses().map(viewPause) }, 200))
    .openapi(add(now), async c => {
      const { scope, until } = c.req.valid('json');
      if (scope !== 'all') getTask(butler, scope);
      return c.json(viewPause(await butler.pause({ scope, ...(until !== undefined && { until }) })), 201);
    })
    .openapi(remove, async c => {
      const { scope: given } = c.req.valid('param');
      const scope = given === 'all' ? given : getTask(butler, given).name;
      if (!(await butler.resume(scope))) throw new ButlerError('pause-unknown', { scope });
      return c.body(null, 204);
    });
}
