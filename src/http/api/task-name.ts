import { z } from '@hono/zod-openapi';
import type { Butler, TaskView } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import { findNearest } from '../../domain/nearest.ts';
import { taskNames } from '../../domain/task.ts';

/** A task in an answer. */
export const taskName = z.enum(taskNames).openapi('TaskName', { example: 'BackupDatabase' });

/** A task in the path: {@link getTask} says whether there is one of that name. */
export const taskParam = z
  .string()
  .openapi({ enum: [...taskNames], description: 'The name of a task.', example: 'BackupDatabase' });

/** A task to choose by, also one that is no more. */
export const givenTask = oneOf(taskNames, 'the name of a task').openapi({
  description: 'Only what concerns this task.',
});

/** One of the names; where another is given, the nearest one is suggested. */
export function oneOf<const Name extends string>(names: readonly Name[], expected: string) {
  return z.enum(names, {
    error: ({ input }) => {
      const nearest = typeof input === 'string' ? findNearest(input, names) : undefined;
      return nearest ? `must be ${expected}, such as ${nearest}` : `must be ${expected}`;
    },
  });
}

/** The task of that name, as it is now. Throws `task-unknown` with the nearest name. */
export function getTask(butler: Butler, name: string): TaskView {
  const tasks = butler.tasks();
  const found = tasks.find(task => task.name === name);
  if (found) return found;
  const nearest = findNearest(
    name,
    tasks.map(task => task.name),
  );
  throw new ButlerError('task-unknown', { name, nearest });
}
