import { createRoute, z } from '@hono/zod-openapi';
import type { Setting, Settings } from '../../settings/settings.ts';
import { formatValue } from '../../settings/value.ts';
import { RefusedRequest } from '../failure.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { bodyError, checkChanges, givenChanges, readChanges, tellRefused } from './setting-changes.ts';
import { settingValue, settingView, viewSetting } from './setting-view.ts';

const params = z.object({
  id: z.string().openapi({ description: 'The id of a preference.', example: 'ButlerStartHour' }),
});

const oneSetting = { 'application/json': { schema: settingView } };

const list = createRoute({
  method: 'get',
  path: '/settings',
  operationId: 'getSettings',
  tags: ['Settings'],
  summary: 'List every preference with its value',
  responses: {
    200: {
      description: 'All preferences, those of tasks in the order of the tasks.',
      content: { 'application/json': { schema: listOf(settingView) } },
    },
    ...problems(),
  },
});

const one = createRoute({
  method: 'get',
  path: '/settings/{id}',
  operationId: 'getSetting',
  tags: ['Settings'],
  summary: 'Show one preference',
  request: { params },
  responses: { 200: { description: 'The preference.', content: oneSetting }, ...problems(404) },
});

const put = createRoute({
  method: 'put',
  path: '/settings/{id}',
  operationId: 'setSetting',
  tags: ['Settings'],
  summary: 'Give a preference another value',
  description: 'It takes effect at once, on running work too.',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ value: settingValue.openapi({ example: 3 }) }, bodyError)
            .openapi('SettingChange', { example: { value: 3 } }),
        },
      },
    },
  },
  responses: {
    200: { description: 'The preference as it is now.', content: oneSetting },
    ...problems(400, 403, 404, 413, 415),
  },
});

const reset = createRoute({
  method: 'delete',
  path: '/settings/{id}',
  operationId: 'resetSetting',
  tags: ['Settings'],
  summary: 'Put the default of a preference back',
  request: { params },
  responses: {
    200: { description: 'The preference as it is now.', content: oneSetting },
    ...problems(403, 404),
  },
});

const patch = createRoute({
  method: 'patch',
  path: '/settings',
  operationId: 'setSettings',
  tags: ['Settings'],
  summary: 'Give several preferences other values',
  description: 'All of them or, where one cannot be, none: the problem then names each that is wrong.',
  request: { body: { required: true, content: { 'application/json': { schema: givenChanges } } } },
  responses: {
    200: {
      description: 'The preferences that were named, as they are now.',
      content: { 'application/json': { schema: listOf(settingView) } },
    },
    ...problems(400, 413, 415),
  },
});

/** Every preference: read, changed, and put back. */
export function settingRoutes(settings: Settings) {
  const get = (id: string): Setting => {
    const setting = settings.find(id);
    if (setting) return setting;
    const [unknown] = settings.refused({ [id]: null });
    throw new RefusedRequest({ status: 404, ...(unknown && { error: unknown.error }) });
  };
  const change = async (id: string, value: string | null) => {
    const { preference } = get(id);
    const [refused] = settings.refused({ [id]: value });
    if (refused) {
      const fields = [tellRefused(refused, 'value')];
      throw new RefusedRequest({ status: preference.readOnly ? 403 : 400, error: refused.error, fields });
    }
    await settings.set({ [id]: value });
    return viewSetting(get(id));
  };
  return routes()
    .openapi(list, c => c.json({ items: settings.list().map(viewSetting) }, 200))
    .openapi(one, c => c.json(viewSetting(get(c.req.valid('param').id)), 200))
    .openapi(put, async c => {
      const { value } = c.req.valid('json');
      return c.json(await change(c.req.valid('param').id, formatValue(value)), 200);
    })
    .openapi(reset, async c => c.json(await change(c.req.valid('param').id, null), 200))
    .openapi(patch, async c => {
      const changes = readChanges(c.req.valid('json'));
      checkChanges(settings, changes);
      await settings.set(changes);
      return c.json({ items: Object.keys(changes).map(id => viewSetting(get(id))) }, 200);
    });
}
