import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import type { SetAsideFile, SetAsideFiles } from '../../domain/set-aside.ts';
import { type TaskName, taskNames } from '../../domain/task.ts';
import { givenNumber } from './given-number.ts';
import { formatInstant, instant } from './instant.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { saidView, viewSaid } from './said-view.ts';
import { bodyError } from './setting-changes.ts';
import { givenTask, oneOf, taskName } from './task-name.ts';
import { formatUnitId, givenUnitId, type UnitPlace, unitId } from './unit-id.ts';

const failureView = z
  .object({
    id: unitId.openapi({ description: 'Also that of its unit.' }),
    task: taskName,
    sectionId: z.int().openapi({ example: 1 }),
    itemId: z.int().optional().openapi({ description: 'An item that it is a file of.', example: 7 }),
    path: z.string().openapi({ example: '/media/films/Night Train to Meridian (2022).mp4' }),
    error: z.string().openapi({ example: 'The file ends too early.' }),
    said: saidView,
    attempts: z.int().min(1).openapi({ example: 3 }),
    at: instant.openapi({ description: 'When it last failed.' }),
  })
  .openapi('SetAsideFile');

const sectionError = 'must be the number of a section';

const list = createRoute({
  method: 'get',
  path: '/failures',
  operationId: 'getFailures',
  tags: ['Runs'],
  summary: 'List all files that tasks have set aside',
  description:
    'A file that failed three times rests until it changes, or a person has it tried again. By task, each with its last error.',
  request: {
    query: query({
      task: givenTask.optional(),
      section: givenNumber(sectionError)
        .optional()
        .openapi({ description: 'Only files of this section.', example: 1 }),
      ...pageQuery('set-aside'),
    }),
  },
  responses: {
    200: {
      description: 'A page of files.',
      content: { 'application/json': { schema: pageOf(failureView) } },
    },
    ...problems(400),
  },
});

const givenId = givenUnitId('must be the id of a file that is set aside, such as GenerateMediaIndexFiles:7');

const retry = createRoute({
  method: 'post',
  path: '/failures/retry',
  operationId: 'retryFailures',
  tags: ['Runs'],
  summary: 'Try files anew that were set aside',
  description:
    'Those that are named, or all, or all of one task: they go back into the queue with no failure to their name, and their tasks are started.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject(
              {
                ids: z
                  .array(givenId, 'must be a list of ids')
                  .min(1, 'must name a file; all of them without the field')
                  .max(10_000, 'must name 10000 files at most; all of them without the field')
                  .optional(),
                task: oneOf(taskNames, 'the name of a task').optional(),
              },
              bodyError,
            )
            .superRefine(({ ids, task }, context) => {
              if (!ids || task === undefined) return;
              context.addIssue({
                code: 'custom',
                path: ['task'],
                message: 'cannot be given together with ids',
              });
            })
            .openapi('RetryRequest', { example: { task: 'GenerateMediaIndexFiles' } }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'How many files are tried anew, and what became of their tasks.',
      content: {
        'application/json': {
          schema: z.object({
            files: z.int().min(0).openapi({ example: 3 }),
            tasks: z.array(
              z.object({
                task: taskName,
                files: z.int().min(0).openapi({ example: 3 }),
                outcome: z.enum(['started', 'already-running']),
              }),
            ),
          }),
        },
      },
    },
    ...problems(400, 413, 415),
  },
});

/** Files that one look brings. */
const atOnce = 500;

/** Files that rest, as they failed, and waking them. */
export function failureRoutes(butler: Butler, setAside: SetAsideFiles) {
  const listed = async (task: TaskName | undefined) => {
    const found: SetAsideFile[] = [];
    for (let after: SetAsideFile | undefined; ; after = found.at(-1)) {
      const page = await setAside.list({ task }, { limit: atOnce, after });
      found.push(...page);
      if (page.length < atOnce) return found;
    }
  };
  return routes()
    .openapi(list, async c => {
      const { task, section: sectionId, limit, cursor } = c.req.valid('query');
      const after = cursor === undefined ? undefined : placeOf(cursor);
      const read = async (limit: number) =>
        (await setAside.list({ task, sectionId }, { limit, after })).map(file => ({
          ...file,
          id: orderOf(file),
        }));
      return c.json(await readPage('set-aside', limit, read, viewFailure), 200);
    })
    .openapi(retry, async c => {
      const { ids, task } = c.req.valid('json');
      const wanted = ids && new Set(ids.map(formatUnitId));
      const files = (await listed(task)).filter(file => wanted?.has(formatUnitId(file)) ?? true);
      const served = new Set(butler.tasks().map(({ name }) => name));
      const tasks: { task: TaskName; files: number; outcome: 'started' | 'already-running' }[] = [];
      for (const [task, ofTask] of Map.groupBy(files, file => file.task)) {
        if (!served.has(task)) continue;
        const outcome = await butler.retryFiles(
          task,
          ofTask.map(({ partId }) => partId),
        );
        tasks.push({ task, files: ofTask.length, outcome });
      }
      return c.json({ files: tasks.reduce((sum, { files }) => sum + files, 0), tasks }, 200);
    });
}

function viewFailure(file: SetAsideFile): z.infer<typeof failureView> {
  const { task, sectionId, itemId, path, error, attempts, at } = file;
  const id = formatUnitId(file);
  return { id, task, sectionId, itemId, path, error, said: viewSaid(error), attempts, at: formatInstant(at) };
}

/** More than there are parts. */
const parts = 10 ** 12;

/** A number for the place of a file in the list; tasks are listed in the order of their names, which the names have too. */
function orderOf({ task, partId }: UnitPlace): number {
  return taskNames.indexOf(task) * parts + partId;
}

/** The inverse of {@link orderOf}; beyond the last task it is the end. */
function placeOf(order: number): UnitPlace {
  return { task: taskNames[Math.floor(order / parts)] ?? ('~' as TaskName), partId: order % parts };
}
