import { createRoute, z } from '@hono/zod-openapi';
import { type Preference, type PreferenceType, preferenceGroups } from '../../../domain/preference.ts';
import { answersContainer, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { container } from './scalars.ts';

const types = ['bool', 'int', 'double', 'text'] as const satisfies readonly PreferenceType[];

const value = z
  .union([z.boolean(), z.number(), z.string()])
  .openapi({ description: 'Of the type that `type` names.', example: 2 });

const setting = z
  .object({
    id: z.string().openapi({ example: 'ButlerStartHour' }),
    label: z.string(),
    summary: z.string(),
    type: z.enum(types),
    default: value,
    value: value.openapi({ description: 'The value in force; empty for one that is secret.' }),
    hidden: z.boolean(),
    advanced: z.boolean(),
    group: z.enum(preferenceGroups),
    enumValues: z.string().optional().openapi({
      description: 'The values it can take, as `value:label|value:label`; any of its type where absent.',
    }),
  })
  .openapi('PlexSetting');

const settings = z
  .object({ ...container, Setting: z.array(setting) })
  .openapi('PlexSettings', { xml: { name: 'MediaContainer' } });

const example = {
  size: 1,
  Setting: [
    {
      id: 'ButlerTaskBackupDatabase',
      label: 'Backup database every three days',
      summary: 'A copy of the database is made and compared row by row.',
      type: 'bool',
      default: true,
      value: true,
      hidden: false,
      advanced: false,
      group: 'butler',
    },
  ],
};

const getPreferences = createRoute({
  method: 'get',
  path: '/:/prefs',
  operationId: 'getPreferences',
  tags: ['Preferences'],
  summary: 'Get all preferences',
  description: 'Every preference with its value in force. The values of secret ones are not told.',
  responses: { 200: answersContainer('All preferences.', settings, example), ...failures() },
});

const getPreference = (ids: readonly string[]) =>
  createRoute({
    method: 'get',
    path: '/:/prefs/get',
    operationId: 'getPreference',
    tags: ['Preferences'],
    summary: 'Get a preference',
    request: {
      query: z.object({
        id: z
          .string()
          .openapi({ enum: [...ids], description: 'Its id.', example: 'ButlerTaskBackupDatabase' }),
      }),
    },
    responses: {
      200: answersContainer('The preference, alone in a list.', settings, example),
      ...failures(404),
    },
  });

const setPreferences = (preferences: readonly Preference[]) =>
  createRoute({
    method: 'put',
    path: '/:/prefs',
    operationId: 'setPreferences',
    tags: ['Preferences'],
    summary: 'Change preferences',
    description:
      'Gives each preference that the query names the value that follows it: all of them or, where one is wrong, none. They take effect at once.',
    request: {
      query: z.object(
        Object.fromEntries(preferences.filter(({ readOnly }) => !readOnly).map(one => [one.id, given(one)])),
      ),
    },
    responses: {
      200: answersNothing('The values are in force.'),
      ...failures(400, 403),
    },
  });

function given({ type, label, choices, range, default: usual }: Preference) {
  const values = choices?.map(([choice]) => choice);
  return z
    .any()
    .optional()
    .openapi({
      description: `${label}.`,
      type: ({ bool: 'boolean', int: 'integer', double: 'number', text: 'string' } as const)[type],
      example: usual,
      ...(values && { enum: values }),
      ...(range && { minimum: range[0], maximum: range[1] }),
    });
}

/** The ids and values are those of the preferences there are. */
export function preferenceOperations(all: readonly Preference[]) {
  // Some tasks share a preference.
  const preferences = [...new Set(all)];
  return [getPreferences, getPreference(preferences.map(({ id }) => id)), setPreferences(preferences)];
}
