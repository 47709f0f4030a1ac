import { createRoute, z } from '@hono/zod-openapi';
import type { ReportStore } from '../../domain/ports.ts';
import { serviceDay } from './instant.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { reportView, viewReport } from './report-view.ts';
import { routes } from './routes.ts';

const ofNight = createRoute({
  method: 'get',
  path: '/reports/{serviceDay}',
  operationId: 'getReports',
  tags: ['Plan'],
  summary: 'Read what a night came to',
  description:
    'What ran, what it did, what failed, what is left, and what the next night brings. There is one report for each window that opened on that day, made when it closes; there is none before, nor once the history of its runs is forgotten.',
  request: { params: z.object({ serviceDay }) },
  responses: {
    200: {
      description: 'The reports, in the order in which they were made.',
      content: { 'application/json': { schema: listOf(reportView) } },
    },
    ...problems(404),
  },
});

/** What nights came to. */
export function reportRoutes(reports: Pick<ReportStore, 'reportsOf'>) {
  return routes().openapi(ofNight, async c => {
    const { serviceDay } = c.req.valid('param');
    const kept = await reports.reportsOf(serviceDay);
    return c.json({ items: kept.map(viewReport) }, 200);
  });
}
