import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { History } from '../../domain/ports.ts';
import type { Run } from '../../domain/run.ts';
import type { UnitFinder } from '../../domain/unit-finder.ts';
import { givenNumber } from './given-number.ts';
import { serviceDay } from './instant.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import {
  failureView,
  logLineView,
  runView,
  transitionView,
  viewFailure,
  viewLogLine,
  viewRun,
  viewTransition,
} from './run-view.ts';
import { givenTask, oneOf } from './task-name.ts';
import {
  parseUnitState,
  unitCounts,
  unitStateNames,
  unitView,
  viewUnit,
  viewUnitCounts,
} from './unit-view.ts';

const params = z.object({
  id: givenNumber('must be the number of a run').openapi({ example: 7 }),
});

const list = createRoute({
  method: 'get',
  path: '/runs',
  operationId: 'getRuns',
  tags: ['Runs'],
  summary: 'List runs, the newest first',
  request: {
    query: query({ task: givenTask.optional(), serviceDay: serviceDay.optional(), ...pageQuery('runs') }),
  },
  responses: {
    200: {
      description: 'A page of runs.',
      content: { 'application/json': { schema: pageOf(runView) } },
    },
    ...problems(400),
  },
});

const one = createRoute({
  method: 'get',
  path: '/runs/{id}',
  operationId: 'getRun',
  tags: ['Runs'],
  summary: 'Show a run with every change of its state',
  request: { params },
  responses: {
    200: {
      description: 'The run, with its progress of this moment where it is in hand.',
      content: {
        'application/json': {
          schema: z.object({
            run: runView,
            transitions: z.array(transitionView),
            units: unitCounts.openapi({
              description:
                'Those in the queue, by their state. It holds them until the next run of the task.',
            }),
          }),
        },
      },
    },
    ...problems(404),
  },
});

const log = createRoute({
  method: 'get',
  path: '/runs/{id}/log',
  operationId: 'getRunLog',
  tags: ['Runs'],
  summary: 'Read what a run said',
  request: { params, query: query(pageQuery('log')) },
  responses: {
    200: {
      description: 'A page of lines, the oldest first.',
      content: { 'application/json': { schema: pageOf(logLineView) } },
    },
    ...problems(400, 404),
  },
});

const units = createRoute({
  method: 'get',
  path: '/runs/{id}/units',
  operationId: 'getRunUnits',
  tags: ['Runs'],
  summary: 'List the units of a run: file by file, what became of it',
  description:
    'The queue holds them until the next run of the task, which takes over what is still to be done. Of earlier runs the failures are kept.',
  request: {
    params,
    query: query({
      state: oneOf(unitStateNames, `one of ${unitStateNames.join(', ')}`).optional(),
      ...pageQuery('units'),
    }),
  },
  responses: {
    200: {
      description: 'A page of units.',
      content: { 'application/json': { schema: pageOf(unitView) } },
    },
    ...problems(400, 404),
  },
});

const failures = createRoute({
  method: 'get',
  path: '/runs/{id}/failures',
  operationId: 'getRunFailures',
  tags: ['Runs'],
  summary: 'List the files that failed in a run',
  description: 'Each file once, with its last error. One that is not set aside was, or will be, tried again.',
  request: { params, query: query(pageQuery('failures')) },
  responses: {
    200: {
      description: 'A page of failures, in the order in which the files first failed.',
      content: { 'application/json': { schema: pageOf(failureView) } },
    },
    ...problems(400, 404),
  },
});

const retry = createRoute({
  method: 'post',
  path: '/runs/{id}/failures/retry',
  operationId: 'retryRunFailures',
  tags: ['Runs'],
  summary: 'Try the files anew that a run set aside',
  description:
    'They go back into the queue with no failure to their name, and the task is started. A run that is in hand takes them along where it still can; else the next one does.',
  request: { params },
  responses: {
    200: {
      description: 'What came of it.',
      content: {
        'application/json': {
          schema: z.object({
            files: z.int().min(0).openapi({
              description: 'How many the run had set aside. Some may be gone, or mended, by now.',
            }),
            outcome: z.enum(['started', 'already-running', 'nothing-to-retry']),
          }),
        },
      },
    },
    ...problems(404),
  },
});

/** What runs did and do. */
export function runRoutes(butler: Butler, history: History, finder: UnitFinder) {
  /** In hand the run is known better than on record: its progress is of this moment. */
  const current = (runs: readonly Run[]) => {
    const inHand = new Map(butler.tasks().flatMap(({ active }) => (active ? [[active.id, active]] : [])));
    return runs.map(run => inHand.get(run.id) ?? run);
  };
  const getRun = async (id: number) => {
    const found = await history.findRun(id);
    const [run] = found ? current([found]) : [];
    if (!run) throw new ButlerError('run-unknown', { id });
    return run;
  };
  return routes()
    .openapi(list, async c => {
      const { limit, cursor: before, task, serviceDay } = c.req.valid('query');
      const read = async (limit: number) => current(await history.runs({ limit, before, task, serviceDay }));
      return c.json(await readPage('runs', limit, read, viewRun), 200);
    })
    .openapi(one, async c => {
      const run = await getRun(c.req.valid('param').id);
      const transitions = await history.transitions(run.id);
      const units = viewUnitCounts(await finder.countOfRun(run.id));
      return c.json({ run: viewRun(run), transitions: transitions.map(viewTransition), units }, 200);
    })
    .openapi(units, async c => {
      const run = await getRun(c.req.valid('param').id);
      const { limit, cursor: after, state: name } = c.req.valid('query');
      const state = name && parseUnitState(name);
      const read = async (limit: number) =>
        (await finder.ofRun(run, { state }, { limit, after })).map(unit => ({ unit, id: unit.partId }));
      return c.json(await readPage('units', limit, read, ({ unit }) => viewUnit(unit)), 200);
    })
    .openapi(log, async c => {
      const { id } = await getRun(c.req.valid('param').id);
      const { limit, cursor: after } = c.req.valid('query');
      const read = (limit: number) => history.log(id, { limit, after });
      return c.json(await readPage('log', limit, read, viewLogLine), 200);
    })
    .openapi(failures, async c => {
      const { id, task } = await getRun(c.req.valid('param').id);
      const { limit, cursor: after } = c.req.valid('query');
      const read = (limit: number) => history.failures(id, { limit, after });
      return c.json(await readPage('failures', limit, read, failure => viewFailure(task, failure)), 200);
    })
    .openapi(retry, async c => {
      const run = await getRun(c.req.valid('param').id);
      return c.json(await butler.retry(run), 200);
    });
}
