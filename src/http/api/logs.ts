import { createRoute, z } from '@hono/zod-openapi';
import type { LogSearch, SaidLine } from '../../domain/log-search.ts';
import { logLevels } from '../../domain/run.ts';
import { givenNumber } from './given-number.ts';
import { givenInstant } from './instant.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { logLineView, viewLogLine } from './run-view.ts';
import { givenTask, oneOf, taskName } from './task-name.ts';

const mostText = 200;
const runError = 'must be the number of a run';

const saidLineView = z
  .object({
    runId: z.int().openapi({ description: 'The run that said it.', example: 7 }),
    task: taskName,
    ...logLineView.shape,
  })
  .openapi('SaidLine');

const list = createRoute({
  method: 'get',
  path: '/logs',
  operationId: 'getLogs',
  tags: ['Runs'],
  summary: 'Look through what all runs said, the newest first',
  description:
    'The lines that fit all that is asked for. Lines are kept as long as their runs. To follow what is said from now on, follow the events of the type `log`.',
  request: {
    query: query({
      task: givenTask.optional(),
      run: givenNumber(runError).optional().openapi({ description: 'Only what this run said.' }),
      level: oneOf(logLevels, 'a level of a log')
        .optional()
        .openapi({ description: 'Only lines of this level, or worse.' }),
      text: z
        .string()
        .max(mostText, `must have at most ${mostText} characters`)
        .optional()
        .openapi({ description: 'Only lines in which this stands.', example: 'Heat.mkv' }),
      from: givenInstant.optional().openapi({ description: 'Only what was said from this instant on.' }),
      until: givenInstant.optional().openapi({ description: 'Only what was said before this instant.' }),
      ...pageQuery('logs'),
    }),
  },
  responses: {
    200: {
      description: 'A page of lines.',
      content: { 'application/json': { schema: pageOf(saidLineView) } },
    },
    ...problems(400),
  },
});

/** What all runs said. */
export function logRoutes(logs: LogSearch) {
  return routes().openapi(list, async c => {
    const { limit, cursor: before, run: runId, ...wanted } = c.req.valid('query');
    const { task, level, text, from, until } = wanted;
    const read = (limit: number) => logs.lines({ limit, before, runId, task, level, text, from, until });
    return c.json(await readPage('logs', limit, read, viewSaidLine), 200);
  });
}

function viewSaidLine({ runId, task, ...line }: SaidLine) {
  return { runId, task, ...viewLogLine(line) };
}
