import { z } from '@hono/zod-openapi';
import { type TaskName, taskNames } from '../../domain/task.ts';

/** A file and the task that works on it. */
export interface UnitPlace {
  readonly task: TaskName;
  readonly partId: number;
}

/** The id of a unit in answers, and of the file that was set aside as one. */
export const unitId = z.string().openapi({ example: 'GenerateMediaIndexFiles:7' });

/** The same as a client gives it. */
export function givenUnitId(error: string) {
  return z
    .string(error)
    .transform((text, context): UnitPlace => {
      const [name, digits = '', ...rest] = text.split(':');
      const task = taskNames.find(one => one === name);
      if (task && /^\d{1,12}$/.test(digits) && rest.length === 0) return { task, partId: Number(digits) };
      context.addIssue(error);
      return z.NEVER;
    })
    .openapi({ example: 'GenerateMediaIndexFiles:7' });
}

export function formatUnitId({ task, partId }: UnitPlace): string {
  return `${task}:${partId}`;
}
