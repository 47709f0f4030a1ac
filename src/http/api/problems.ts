import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ButlerError } from '../../domain/errors.ts';
import type { FieldError } from '../failure.ts';
import { respondFailure } from '../failure-response.ts';
import { saidValues, saidView } from './said-view.ts';

const problem = z
  .object({
    type: z.string().openapi({ example: 'urn:butler:problem:task-unknown' }),
    title: z.string().openapi({ example: 'Task unknown' }),
    status: z.int().min(400).max(599).openapi({ example: 404 }),
    detail: z.string().openapi({ example: 'There is no task "BackupDatabse"; did you mean BackupDatabase?' }),
    code: z
      .string()
      .openapi({ description: 'Stable: programs tell problems apart by it.', example: 'task-unknown' }),
    values: saidValues.openapi({
      description: 'What `detail` names, for programs that tell it in other words.',
      example: { name: 'BackupDatabse', nearest: 'BackupDatabase' },
    }),
    remedy: z.string().openapi({
      description: 'What to do about it.',
      example: 'GET /api/v1/tasks and GET /butler list them all.',
    }),
    errors: z
      .array(
        z.object({
          field: z.string().openapi({ example: 'limit' }),
          message: z.string().openapi({ example: 'must be a whole number from 1 to 500' }),
          said: saidView.openapi({ description: 'What it must be, where that is told in words of ours.' }),
        }),
      )
      .optional()
      .openapi({ description: 'Each field of the request that is wrong.' }),
  })
  .openapi('Problem');

const content = { 'application/problem+json': { schema: problem } };

const descriptions = {
  400: 'The request is not valid.',
  403: 'This may not be done.',
  404: 'There is no such thing.',
  409: 'As things are now, this cannot be done.',
  413: 'The body is too large.',
  415: 'The body is of another type than JSON.',
} as const;

type Foreseen = keyof typeof descriptions;

/** The responses of an operation that are problems: those named, the wrong token, and whatever else may go wrong. */
export function problems<Status extends Foreseen = never>(...statuses: readonly Status[]) {
  const foreseen = statuses.map(status => [status, { description: descriptions[status], content }]);
  return {
    ...(Object.fromEntries(foreseen) as Record<Status, { description: string; content: typeof content }>),
    401: { description: 'The token is missing or wrong.', content },
    default: { description: 'Any other problem.', content },
  };
}

/** The responses of an operation that needs no token, and cannot be asked wrongly but by the rules of HTTP. */
export function openProblems() {
  return {
    400: { description: descriptions[400], content },
    default: { description: 'Any other problem.', content },
  };
}

/** What {@link z} found wrong with one part of a request. A path that can name nothing is the path of nothing. */
export function refuseInvalid(
  result: { target: string; success: true } | { target: string; success: false; error: z.ZodError },
  c: Context,
): Response | undefined {
  if (result.success) return undefined;
  const fields = result.error.issues.flatMap(toFields);
  if (result.target === 'param') return respondFailure({ status: 404, fields }, c.req);
  const problems = fields.map(({ field, message }) => (field ? `${field} ${message}` : message));
  const error = new ButlerError('request-invalid', { problems: problems.join('; ') });
  return respondFailure({ status: 400, error, fields }, c.req);
}

function toFields(issue: z.core.$ZodIssue): readonly FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(field => ({ field, message: 'is no field of this request' }));
  }
  return [{ field: issue.path.join('.'), message: issue.message }];
}
