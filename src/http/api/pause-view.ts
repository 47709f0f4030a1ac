import { z } from '@hono/zod-openapi';
import { type Pause, pauseCauses } from '../../domain/pause.ts';
import { taskNames } from '../../domain/task.ts';
import { formatInstant, formatOptional, instant } from './instant.ts';
import { saidView, viewSaid } from './said-view.ts';

export const pauseView = z
  .object({
    cause: z.enum(pauseCauses),
    scope: z
      .enum(['all', ...taskNames])
      .openapi({ description: 'One task, or all that work on media; by hand, all of them.' }),
    sentence: z.string().openapi({ description: 'Why, for people.', example: 'Asked for by hand.' }),
    said: saidView,
    since: instant,
    until: instant.optional().openapi({ description: 'When it ends by itself.' }),
  })
  .openapi('Pause', {
    description:
      'Work that rests: one task or all of it, by hand or because of the machine or of people who watch.',
  });

export function viewPause({ cause, scope, sentence, since, until }: Pause) {
  const said = viewSaid(sentence);
  return { cause, scope, sentence, said, since: formatInstant(since), until: formatOptional(until) };
}
