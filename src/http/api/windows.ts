import { createRoute } from '@hono/zod-openapi';
import type { Settings } from '../../settings/settings.ts';
import { readWindows, type WantedWindows, windowChanges, windowPreferences } from '../../settings/windows.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { checkChanges } from './setting-changes.ts';
import { givenWindows, readWantedWindows, viewWindows, windowsView } from './window-view.ts';

const content = { 'application/json': { schema: windowsView } };

const read = createRoute({
  method: 'get',
  path: '/windows',
  operationId: 'getWindows',
  tags: ['Plan'],
  summary: 'Read when Butler works by itself',
  description:
    'The windows as they are in force: one that is still open when the next one opens has handed over to it.',
  responses: { 200: { description: 'The windows, and what holds for all of them.', content }, ...problems() },
});

const write = createRoute({
  method: 'put',
  path: '/windows',
  operationId: 'setWindows',
  tags: ['Plan'],
  summary: 'Choose when Butler works by itself',
  description:
    'Takes effect at once, on running work too. Windows that would be open together to the same tasks are refused, unless one can hand over to the other. They are kept in the preferences ButlerWindows, ButlerBlackoutDays, ButlerTimeZone, ButlerCutoffMinutes and ButlerAsapOutsideWindow; one of full hours, every day and for all tasks, in ButlerStartHour and ButlerEndHour.',
  request: { body: { required: true, content: { 'application/json': { schema: givenWindows } } } },
  responses: { 200: { description: 'The windows as they are now.', content }, ...problems(400, 413, 415) },
});

/** The field of the request that a preference is kept for. */
const fields = new Map(Object.entries(windowPreferences).map(([field, id]) => [id, field]));

/** The changes of preferences by which windows become as they are wanted. Throws the refusal that names each field. */
export function changesFor(wanted: WantedWindows, settings: Settings, within = '') {
  const changes = windowChanges(wanted, settings);
  checkChanges(settings, changes, id => within + (fields.get(id) ?? id));
  return changes;
}

/** When Butler works by itself. `zone` is that of the server. */
export function windowRoutes(settings: Settings, zone: string) {
  return routes()
    .openapi(read, c => c.json(viewWindows(readWindows(settings, zone), zone), 200))
    .openapi(write, async c => {
      await settings.set(changesFor(readWantedWindows(c.req.valid('json')), settings));
      return c.json(viewWindows(readWindows(settings, zone), zone), 200);
    });
}
