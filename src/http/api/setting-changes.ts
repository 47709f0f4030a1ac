import { z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import type { Changes, RefusedChange, Settings } from '../../settings/settings.ts';
import { formatValue } from '../../settings/value.ts';
import { RefusedRequest } from '../failure.ts';
import { settingValue } from './setting-view.ts';

export const bodyError = 'the body must be an object';

/** Several changes at once. */
export const givenChanges = z
  .record(z.string(), settingValue.nullable(), bodyError)
  .openapi('SettingChanges', {
    description: 'Values by the id of their preference; null puts its default back.',
    example: { ButlerStartHour: 1, ButlerEndHour: null },
  });

export function readChanges(given: z.infer<typeof givenChanges>): Changes {
  return Object.fromEntries(
    Object.entries(given).map(([id, value]) => [id, value === null ? null : formatValue(value)]),
  );
}

/** Throws the refusal that names every change which cannot be made, each by its id unless its field has another name. */
export function checkChanges(
  settings: Settings,
  changes: Changes,
  fieldOf: (id: string) => string = id => id,
): void {
  const fields = settings.refused(changes).map(refused => ({
    field: fieldOf(refused.id),
    message: tellRefused(refused),
  }));
  if (fields.length === 0) return;
  const problems = fields.map(({ field, message }) => `${field} ${message}`);
  throw new RefusedRequest({
    status: 400,
    error: new ButlerError('request-invalid', { problems: problems.join('; ') }),
    fields,
  });
}

/** What a field of the request must be, to go after its name. */
export function tellRefused({ error }: RefusedChange): string {
  const { code, parameters } = error as ButlerError;
  if (code === 'preference-value') return `must be ${(parameters as { expected: string }).expected}`;
  if (code === 'preference-read-only') return 'cannot be changed';
  const { nearest } = parameters as { nearest?: string };
  return nearest === undefined ? 'is no preference' : `is no preference; did you mean ${nearest}?`;
}
