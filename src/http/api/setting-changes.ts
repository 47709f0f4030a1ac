import { z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import { readPhrases } from '../../domain/phrases.ts';
import type { Changes, RefusedChange, Settings } from '../../settings/settings.ts';
import { formatValue } from '../../settings/value.ts';
import { type FieldError, RefusedRequest } from '../failure.ts';
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
  const fields = settings.refused(changes).map(refused => tellRefused(refused, fieldOf(refused.id)));
  if (fields.length === 0) return;
  const problems = fields.map(({ field, message }) => `${field} ${message}`);
  throw new RefusedRequest({
    status: 400,
    error: new ButlerError('request-invalid', { problems: problems.join('; ') }),
    fields,
  });
}

/** What a field of the request must be: in a message to go after its name. */
export function tellRefused({ error }: RefusedChange, field: string): FieldError {
  const { code, parameters } = error as ButlerError;
  if (code === 'preference-value') {
    const { expected } = parameters as { expected: string };
    const said = readPhrases(expected);
    return { field, message: `must be ${expected}`, ...(said && { said }) };
  }
  if (code === 'preference-read-only') return { field, message: 'cannot be changed' };
  const { nearest } = parameters as { nearest?: string };
  const message = nearest === undefined ? 'is no preference' : `is no preference; did you mean ${nearest}?`;
  return { field, message };
}
