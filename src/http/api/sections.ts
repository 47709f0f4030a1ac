import { createRoute, z } from '@hono/zod-openapi';
import { formatCount } from '../../domain/amounts.ts';
import type { Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import { type Section, sectionTypes } from '../../domain/library.ts';
import type { FindWatch } from '../plex/library.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { givenFolder, refusingPaths, sectionParams } from './section-paths.ts';
import type { SectionAdministration } from './section-services.ts';
import { sectionView, viewSection } from './section-view.ts';
import { bodyError } from './setting-changes.ts';
import { oneOf } from './task-name.ts';

const content = { 'application/json': { schema: sectionView } };
const title = z
  .string('must be a text')
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have 200 signs at most')
  .refine(text => !/[\p{Cc}\u2028\u2029]/u.test(text), 'must be one line');
const paths = z
  .array(givenFolder, 'must be a list of folders')
  .min(1, 'must name a folder')
  .max(100, 'must be 100 folders at most');

const list = createRoute({
  method: 'get',
  path: '/sections',
  operationId: 'getSections',
  tags: ['Library'],
  summary: 'List the sections of the library, and what they have',
  description:
    'Each with its folders, whether they are online, how much it holds, and the coverage of all that tasks make of its files: what is there, what is stale and why, and what is missing.',
  responses: {
    200: {
      description: 'All sections.',
      content: { 'application/json': { schema: listOf(sectionView) } },
    },
    ...problems(),
  },
});

const one = createRoute({
  method: 'get',
  path: '/sections/{id}',
  operationId: 'getSection',
  tags: ['Library'],
  summary: 'Show a section',
  request: { params: sectionParams },
  responses: { 200: { description: 'The section.', content }, ...problems(404) },
});

const add = createRoute({
  method: 'post',
  path: '/sections',
  operationId: 'addSection',
  tags: ['Library'],
  summary: 'Add a section',
  description: 'It is scanned at once. Without a type, what is in the first folder tells it.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject(
              {
                title: title.optional().openapi({ description: 'The name of the first folder without it.' }),
                type: oneOf(sectionTypes, `one of ${sectionTypes.join(', ')}`).optional(),
                paths,
              },
              bodyError,
            )
            .openapi('NewSection', { example: { title: 'Films', type: 'movie', paths: ['/media/films'] } }),
        },
      },
    },
  },
  responses: { 201: { description: 'The section.', content }, ...problems(400, 403, 413, 415) },
});

const change = createRoute({
  method: 'patch',
  path: '/sections/{id}',
  operationId: 'changeSection',
  tags: ['Library'],
  summary: 'Rename a section, or give it other folders',
  description:
    'New folders are scanned at once. What is known of files in folders that it had is forgotten; on disk no media is touched.',
  request: {
    params: sectionParams,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject(
              {
                title: title.optional(),
                paths: paths.optional().openapi({ description: 'All folders that it is to have.' }),
              },
              bodyError,
            )
            .openapi('SectionChange', { example: { title: 'Films and more' } }),
        },
      },
    },
  },
  responses: {
    200: { description: 'The section as it is now.', content },
    ...problems(400, 403, 404, 413, 415),
  },
});

const removalContent = {
  'application/json': {
    schema: z.object({
      removed: z.boolean().openapi({ description: 'False for a dry run.', example: true }),
      items: z.int().min(0).openapi({ example: 1_310 }),
      files: z.int().min(0).openapi({ example: 1_315 }),
      sentence: z.string().openapi({
        example:
          'Films is no section any more: 1,310 items with 1,315 files are forgotten. On disk no media is touched.',
      }),
    }),
  },
};

const remove = createRoute({
  method: 'delete',
  path: '/sections/{id}',
  operationId: 'removeSection',
  tags: ['Library'],
  summary: 'Remove a section',
  description:
    'From then on it is none any more. Its items are forgotten, with all that was found out about them and what people wrote about them: in a large library that goes on for a minute after the answer, also over a restart, and cannot be taken back. On disk no media is touched. Files derived from it go when bundles are cleaned; added again before that, it has them again only where tasks make them anew. With `dryRun` nothing is removed, and it is told what would be.',
  request: {
    params: sectionParams,
    query: query({
      dryRun: z
        .enum(['true', 'false'], 'must be true or false')
        .default('false')
        .openapi({ description: 'Only tell what would be removed.' }),
    }),
  },
  responses: {
    200: { description: 'What would be removed: that was a dry run.', content: removalContent },
    202: { description: 'What is removed.', content: removalContent },
    ...problems(400, 404),
  },
});

const forget = createRoute({
  method: 'delete',
  path: '/sections/{id}/missing',
  operationId: 'forgetMissingFiles',
  tags: ['Library'],
  summary: 'Forget the missing files of a section',
  description:
    'At once, also where they are too many to be forgotten by themselves, and with the items of which nothing is left. For seven days they can be put back from the quarantine. Files on folders that are offline are not missing.',
  request: { params: sectionParams },
  responses: {
    200: {
      description: 'What was forgotten.',
      content: {
        'application/json': {
          schema: z.object({
            files: z.int().min(0).openapi({ example: 4 }),
            sentence: z.string().openapi({ example: 'Films: forgot 4 files that went missing.' }),
          }),
        },
      },
    },
    ...problems(404),
  },
});

interface Sources {
  readonly butler: Butler;
  readonly sections: SectionAdministration;
  readonly findWatch: FindWatch;
}

/** The sections of the library. */
export function sectionRoutes({ butler, sections, findWatch }: Sources) {
  const view = async (shown: readonly Section[]) => {
    const coverage = await sections.coverage(shown);
    const scans = butler.activities().filter(({ run }) => run.task === 'RefreshLibraries');
    return shown.map(section => {
      const isScanning = scans.some(({ sectionId = section.id }) => sectionId === section.id);
      return viewSection(section, coverage.get(section.id), isScanning, findWatch);
    });
  };
  const viewOne = async (section: Section) => {
    const [viewed] = await view([section]);
    if (!viewed) throw new Error('A section has no view.');
    return viewed;
  };
  const get = (id: number) => getSection(sections, id);
  return routes()
    .openapi(list, async c => c.json({ items: await view(await sections.list()) }, 200))
    .openapi(forget, async c => {
      const section = await get(c.req.valid('param').id);
      const files = await sections.forgetMissing(section);
      const what =
        files === 0 ? 'no file is missing' : `forgot ${formatCount(files, 'file')} that went missing`;
      return c.json({ files, sentence: `${section.title}: ${what}.` }, 200);
    })
    .openapi(one, async c => c.json(await viewOne(await get(c.req.valid('param').id)), 200))
    .openapi(add, async c => {
      const added = await refusingPaths(sections.add(c.req.valid('json')));
      return c.json(await viewOne(added), 201);
    })
    .openapi(change, async c => {
      const { id } = c.req.valid('param');
      await refusingPaths(sections.change(await get(id), c.req.valid('json')));
      return c.json(await viewOne(await get(id)), 200);
    })
    .openapi(remove, async c => {
      const section = await get(c.req.valid('param').id);
      const { items, files } = await viewOne(section);
      const counts = { items: sum(Object.values(items)), files: sum(Object.values(files)) };
      if (c.req.valid('query').dryRun === 'true')
        return c.json({ removed: false, ...counts, sentence: tellRemoval(section, counts, false) }, 200);
      await sections.remove(section);
      return c.json({ removed: true, ...counts, sentence: tellRemoval(section, counts, true) }, 202);
    });
}

/** Throws `section-unknown`. */
export async function getSection(
  sections: Pick<SectionAdministration, 'list'>,
  id: number,
): Promise<Section> {
  const found = (await sections.list()).find(section => section.id === id);
  if (!found) throw new ButlerError('section-unknown', { id });
  return found;
}

function tellRemoval(
  { title }: Section,
  { items, files }: { items: number; files: number },
  isDone: boolean,
) {
  const known = `${formatCount(items, 'item')} with ${formatCount(files, 'file')}`;
  return isDone
    ? `${title} is no section any more: ${known} are forgotten. On disk no media is touched.`
    : `${title} would be no section any more: ${known} would be forgotten. On disk no media would be touched.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
