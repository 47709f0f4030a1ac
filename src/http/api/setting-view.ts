import { z } from '@hono/zod-openapi';
import { preferenceGroups } from '../../domain/preference.ts';
import { type Setting, shownValue } from '../../settings/settings.ts';

/** A value of any type that preferences have. */
export const settingValue = z.union([z.boolean(), z.number(), z.string()], {
  error: 'must be true or false, a number, or a text',
});

export const settingView = z
  .object({
    id: z.string().openapi({ example: 'ButlerStartHour' }),
    type: z.enum(['bool', 'int', 'double', 'text']).openapi({ example: 'int' }),
    value: settingValue.openapi({ description: 'In force now. Of a secret always empty.', example: 2 }),
    default: settingValue.openapi({ example: 2 }),
    changed: z.boolean().openapi({ description: 'Whether it has another value than its default.' }),
    label: z.string().openapi({ example: 'Time at which tasks start to run' }),
    summary: z.string().openapi({ example: 'The hour at which the maintenance window opens.' }),
    group: z.enum(preferenceGroups).openapi({ example: 'butler' }),
    choices: z
      .array(
        z.object({
          value: settingValue.openapi({ example: 2 }),
          label: z.string().openapi({ example: '2 am' }),
        }),
      )
      .optional()
      .openapi({ description: 'The values that it can take; any of its type without them.' }),
    range: z
      .object({ least: z.number(), most: z.number() })
      .optional()
      .openapi({ description: 'Bounds of a number, both included.' }),
    advanced: z.boolean(),
    hidden: z.boolean().openapi({ description: 'Whether clients of Plex do not show it.' }),
    readOnly: z
      .boolean()
      .openapi({ description: 'It follows from the installation, and cannot be changed.' }),
    secret: z
      .boolean()
      .openapi({ description: 'Its value is never shown; `changed` tells if there is one.' }),
  })
  .openapi('Setting');

export function viewSetting(setting: Setting) {
  const { preference, value } = setting;
  const { id, type, label, summary, group, choices, range, secret = false } = preference;
  return {
    id,
    type,
    value: shownValue(setting),
    default: preference.default,
    changed: value !== preference.default,
    label,
    summary,
    group,
    choices: choices?.map(([value, label]) => ({ value, label })),
    range: range && { least: range[0], most: range[1] },
    advanced: preference.advanced ?? false,
    hidden: preference.hidden ?? secret,
    readOnly: preference.readOnly ?? false,
    secret,
  };
}
