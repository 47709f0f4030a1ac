import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import type { DayForecast } from '../../domain/schedule.ts';
import { decisionView, viewDecision } from './decision-view.ts';
import { givenNumber } from './given-number.ts';
import { givenInstant, instant, serviceDay } from './instant.ts';
import { viewNight } from './night-view.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';

export const mostNights = 366;
export const nightsError = `must be a whole number from 1 to ${mostNights}`;

export const plannedNight = z
  .object({
    serviceDay,
    windowId: z.string().nullable().openapi({ example: 'hours' }),
    opensAt: instant.nullable().openapi({ description: 'Null where no window opens on that day.' }),
    closesAt: instant.nullable(),
    cutoffAt: instant.nullable().openapi({ description: 'From when on nothing new starts.' }),
    sentence: z.string().openapi({
      description: 'The night, for people.',
      example: 'Sunday 28 March 2027, 03:00–05:00 (2 h, the clock changes); nothing new starts after 04:45.',
    }),
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
    'What will run in the nights of the next service days, and why, if every run starts on time and succeeds. The night that is open comes first. A day on which no window opens is listed without hours.',
  request: {
    query: query({
      nights: givenNumber(nightsError, mostNights)
        .default(7)
        .openapi({ description: 'How many nights, by the days on which they begin.' }),
      from: givenInstant.optional().openapi({ description: 'From when on; from now on without it.' }),
    }),
  },
  responses: {
    200: {
      description: 'The nights, in order: several for a day on which several windows open.',
      content: { 'application/json': { schema: listOf(plannedNight) } },
    },
    ...problems(400),
  },
});

/** What the next nights bring. */
export function planRoutes(butler: Butler) {
  return routes().openapi(plan, async c => {
    const { nights, from } = c.req.valid('query');
    return c.json({ items: (await butler.forecast(nights, from)).map(viewPlannedNight) }, 200);
  });
}

export function viewPlannedNight({ serviceDay, night, sentence, decisions }: DayForecast) {
  const hours = night ? viewNight(night) : { windowId: null, opensAt: null, closesAt: null, cutoffAt: null };
  return { ...hours, serviceDay, sentence, tasks: decisions.map(viewDecision) };
}
