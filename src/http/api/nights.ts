import { createRoute, z } from '@hono/zod-openapi';
import type { History } from '../../domain/ports.ts';
import { type RunState, runStates } from '../../domain/run.ts';
import { serviceDay } from './instant.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';

const dayMs = 86_400_000;
/** More than a year, so that it can be compared with the one before. */
const mostDays = 400;

const count = z.int().min(0);
const byState = Object.fromEntries(runStates.map(state => [state, count.optional()])) as Record<
  RunState,
  z.ZodOptional<typeof count>
>;

const nightSummary = z
  .object({
    serviceDay,
    runs: z.object(byState).openapi({
      description: 'How many of its runs are in each state; states without one are absent.',
      example: { succeeded: 14, failed: 1 },
    }),
    failedFiles: count.openapi({
      description: 'Files that failed in them; one that failed in two of them counts twice.',
    }),
    reports: count.openapi({
      description:
        'One for each window that opened on that day and has closed since. A night with a report and without runs had nothing to do.',
    }),
  })
  .openapi('NightSummary');

const list = createRoute({
  method: 'get',
  path: '/nights',
  operationId: 'getNights',
  tags: ['Plan'],
  summary: 'Count what nights came to, day by day',
  description: 'For a calendar: one entry for each day that left anything, the oldest first.',
  request: {
    query: query({
      from: serviceDay.openapi({ description: 'The first day.', example: '2027-03-01' }),
      to: serviceDay.openapi({
        description: `The last day; ${mostDays} days at most.`,
        example: '2027-03-31',
      }),
    }).superRefine(({ from, to }, context) => {
      const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
      // What is no date was said already.
      if (Number.isNaN(days) || (days >= 1 && days <= mostDays)) return;
      const message = days < 1 ? 'must not be before from' : `must be less than ${mostDays} days after from`;
      context.addIssue({ code: 'custom', path: ['to'], message });
    }),
  },
  responses: {
    200: {
      description: 'The days.',
      content: { 'application/json': { schema: listOf(nightSummary) } },
    },
    ...problems(400),
  },
});

/** What many nights came to, in numbers. */
export function nightRoutes(history: History) {
  return routes().openapi(list, async c => {
    const { from, to } = c.req.valid('query');
    return c.json({ items: [...(await history.nights(from, to))] }, 200);
  });
}
