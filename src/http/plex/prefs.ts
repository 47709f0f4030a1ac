import { type Context, Hono } from 'hono';
import { type Setting, type Settings, shownValue } from '../../settings/settings.ts';
import { respondFailure } from '../failure-response.ts';
import { preferredEncoding } from '../negotiation.ts';
import { type Element, encode, respond, respondEmpty } from './response.ts';

/** `/:/prefs`: reading and changing preferences. */
export function prefsRoutes(settings: Settings): Hono {
  return new Hono({ strict: false })
    .get('/:/prefs', c => respondSettings(c, settings.list()))
    .get('/:/prefs/get', c => {
      const setting = settings.find(c.req.query('id') ?? '');
      if (setting) return respondSettings(c, [setting]);
      return respondFailure({ status: 404, message: 'There is no such preference.' }, c.req);
    })
    .put('/:/prefs', async c => {
      // Clients may say who they are in parameters of the same query.
      const given = [...new URL(c.req.url).searchParams].filter(([id]) => !id.startsWith('X-Plex-'));
      const ids = given.map(([id]) => id);
      const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
      if (repeated !== undefined) {
        const message = `${repeated} is given more than once.`;
        return respondFailure({ status: 400, message }, c.req);
      }
      await settings.set(Object.fromEntries(given));
      return respondEmpty(200);
    });
}

function respondSettings(c: Context, settings: readonly Setting[]): Response {
  const encoding = preferredEncoding(c.req.header('accept'));
  const element = { size: settings.length, Setting: settings.map(settingElement) };
  return respond(encoding, encode(encoding, 'MediaContainer', element));
}

/** A preference as it is told in lists and in notifications. */
export function settingElement(setting: Setting): Element {
  const { preference } = setting;
  return {
    id: preference.id,
    label: preference.label,
    summary: preference.summary,
    type: preference.type,
    default: preference.default,
    value: shownValue(setting),
    hidden: preference.hidden ?? preference.secret ?? false,
    advanced: preference.advanced ?? false,
    group: preference.group,
    enumValues: preference.choices?.map(([choice, label]) => `${choice}:${label}`).join('|'),
  };
}
