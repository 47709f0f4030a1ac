import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import type { NightForecast } from '../../domain/schedule.ts';
import { decisionView, viewDecision } from './decision-view.ts';
import { givenInstant } from './instant.ts';
import { nightView, viewNight } from './night-view.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';

const mostNights = 366;
const nightsError = `must be a whole number from 1 to ${mostNights}`;

const plannedNight = z
  .object({
    ...nightView.shape,
    tasks: z.array(decisionView).openapi({ description: 'In the order of their priorities.' }),
  })
  .openapi('PlannedNight');

const plan = createRoute({
  method: 'get',
  path: '/plan',
  operationId: 'getPlan',
  tags: ['Plan'],
  summary: 'Foretell the nights to come',
  description:
    'What will run in the next nights of all windows, and why, if every run starts on time and succeeds. The night that is open comes first.',
  request: {
    query: query({
      nights: z.coerce
        .number({ error: nightsError })
        .int(nightsError)
        .min(1, nightsError)
        .max(mostNights, nightsError)
        .default(7)
        .openapi({ description: 'How many nights.' }),
      from: givenInstant.optional().openapi({ description: 'From when on; from now on without it.' }),
    }),
  },
  responses: {
    200: {
      description: 'The nights, in order: fewer than asked for where no more windows open.',
      content: { 'application/json': { schema: z.object({ items: z.array(plannedNight) }) } },
    },
    ...problems(400),
  },
});

/** What the next nights bring. */
export function planRoutes(butler: Butler) {
  return routes().openapi(plan, c => {
    const { nights, from } = c.req.valid('query');
    return c.json({ items: butler.forecast(nights, from).map(viewPlannedNight) }, 200);
  });
}

function viewPlannedNight({ night, decisions }: NightForecast) {
  return { ...viewNight(night), tasks: decisions.map(viewDecision) };
}
