import { createRoute, z } from '@hono/zod-openapi';
import { answersActivity, answersNothing } from './answers.ts';
import { failures } from './failures.ts';
import { id, ids } from './scalars.ts';

const tags = ['Scans'];
const all = '/library/sections/all/refresh';
const section = '/library/sections/{section}/refresh';
const items = '/library/metadata/{id}/refresh';

const scanAll = {
  tags,
  path: all,
  summary: 'Scan all sections',
  description: 'Starts the task RefreshLibraries.',
  responses: { 200: answersActivity('The scan was started, or waits for its turn.'), ...failures() },
};

const scanSection = {
  tags,
  path: section,
  summary: 'Scan a section',
  description: 'Or, with `path`, one folder of it.',
  request: {
    params: z.object({ section: id }),
    query: z.object({
      path: z.string().optional().openapi({
        description: 'Absolute path of a folder of the section.',
        example: '/media/films/The Clock (2019)',
      }),
    }),
  },
  responses: { 200: answersActivity('The scan was started, or waits for its turn.'), ...failures(404) },
};

const scanItems = {
  tags,
  path: items,
  summary: 'Scan the folders of items',
  description: 'Those in which the files of the items lie, and of what is below them.',
  request: { params: z.object({ id: ids }) },
  responses: { 200: answersActivity('The scans were started, or wait for their turn.'), ...failures(404) },
};

export const scanOperations = [
  // The same by several methods: clients use either.
  createRoute({ ...scanAll, method: 'get', operationId: 'refreshSections' }),
  createRoute({ ...scanAll, method: 'post', operationId: 'refreshSectionsByPost' }),
  createRoute({
    ...scanAll,
    method: 'post',
    path: '/library/sections/refresh',
    operationId: 'refreshSectionsMetadata',
  }),
  createRoute({
    tags,
    method: 'delete',
    path: all,
    operationId: 'cancelRefreshSections',
    summary: 'Cancel the scan of all sections',
    responses: { 200: answersNothing('No such scan runs any more.'), ...failures() },
  }),
  createRoute({ ...scanSection, method: 'get', operationId: 'refreshSection' }),
  createRoute({ ...scanSection, method: 'post', operationId: 'refreshSectionByPost' }),
  createRoute({ ...scanSection, method: 'put', operationId: 'refreshSectionByPut' }),
  createRoute({
    tags,
    method: 'delete',
    path: section,
    operationId: 'cancelRefreshSection',
    summary: 'Cancel the scan of a section',
    request: { params: z.object({ section: id }) },
    responses: { 200: answersNothing('No scan of it runs or waits any more.'), ...failures(404) },
  }),
  createRoute({
    tags,
    method: 'put',
    path: '/library/sections/{section}/emptyTrash',
    operationId: 'emptyTrash',
    summary: 'Forget the missing files of a section',
    description:
      'With the items of which nothing is left, also where they are too many to be forgotten by themselves. For seven days they can be put back from Butler’s quarantine, which this does not empty. Files on folders that are offline are not missing.',
    request: { params: z.object({ section: id }) },
    responses: { 200: answersNothing('They are forgotten.'), ...failures(404) },
  }),
  createRoute({ ...scanItems, method: 'put', operationId: 'refreshItems' }),
  createRoute({ ...scanItems, method: 'post', operationId: 'refreshItemsByPost' }),
];
