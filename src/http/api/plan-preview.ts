import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import type { DayForecast, ScheduleSettings } from '../../domain/schedule.ts';
import type { TaskName } from '../../domain/task.ts';
import type { Changes, Settings } from '../../settings/settings.ts';
import { formatInstant, instant, serviceDay } from './instant.ts';
import { mostNights, nightsError, plannedNight, viewPlannedNight } from './plan.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { bodyError, checkChanges, givenChanges, readChanges } from './setting-changes.ts';
import { taskName } from './task-name.ts';
import { readWantedWindows, someWindows } from './window-view.ts';
import { changesFor } from './windows.ts';

/** What the plan would be made from after changes of preferences, which are known to be right. */
export type SupposeSchedule = (changes: Changes) => ScheduleSettings;

const request = z
  .strictObject(
    {
      settings: givenChanges.optional(),
      windows: someWindows.optional().openapi({
        description: 'As of `PUT /windows`; fields that are absent stay as they are.',
      }),
      nights: z
        .int(nightsError)
        .min(1, nightsError)
        .max(mostNights, nightsError)
        .default(7)
        .openapi({ description: 'How many nights, by the days on which they begin.' }),
    },
    bodyError,
  )
  .openapi('PlanSupposition', {
    example: { windows: { windows: [{ opens: '01:30', closes: '06:00' }] }, nights: 2 },
  });

const start = z.object({ serviceDay, at: instant }).optional();

const preview = createRoute({
  method: 'post',
  path: '/plan/preview',
  operationId: 'previewPlan',
  tags: ['Plan'],
  summary: 'Foretell the nights with other windows or settings',
  description: 'Nothing is saved: this is how the plan would change.',
  request: { body: { required: true, content: { 'application/json': { schema: request } } } },
  responses: {
    200: {
      description: 'The nights as they would be, and what would become of whom.',
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(plannedNight),
            changes: z
              .array(
                z.object({
                  task: taskName,
                  before: start.openapi({ description: 'Its first start as things stand.' }),
                  after: start.openapi({ description: 'Its first start as it would be.' }),
                }),
              )
              .openapi({ description: 'The tasks whose first start in these nights would be another one.' }),
          }),
        },
      },
    },
    ...problems(400, 413, 415),
  },
});

/** The plan as it would be. */
export function planPreviewRoutes(butler: Butler, settings: Settings, suppose: SupposeSchedule) {
  return routes().openapi(preview, async c => {
    const { settings: given, windows, nights } = c.req.valid('json');
    const own = given ? readChanges(given) : {};
    checkChanges(settings, own, id => `settings.${id}`);
    const ofWindows = windows ? changesFor(readWantedWindows(windows), settings, 'windows.') : {};
    const before = await butler.forecast(nights);
    const after = await butler.forecast(nights, undefined, suppose({ ...own, ...ofWindows }));
    return c.json({ items: after.map(viewPlannedNight), changes: changesBetween(before, after) }, 200);
  });
}

type Start = { serviceDay: string; at: string };

function changesBetween(before: readonly DayForecast[], after: readonly DayForecast[]) {
  const [old, now] = [firstStarts(before), firstStarts(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(task => {
    const [before, after] = [old.get(task), now.get(task)];
    return before?.at === after?.at ? [] : { task, before, after };
  });
}

function firstStarts(days: readonly DayForecast[]): ReadonlyMap<TaskName, Start> {
  const starts = new Map<TaskName, Start>();
  for (const { task, action, serviceDay, plannedAt } of days.flatMap(({ decisions }) => decisions)) {
    if (action === 'skip' || plannedAt === undefined || starts.has(task)) continue;
    starts.set(task, { serviceDay, at: formatInstant(plannedAt) });
  }
  return starts;
}
