import { dirname } from 'node:path';
import { createRoute, z } from '@hono/zod-openapi';
import type { Butler } from '../../domain/butler.ts';
import type { Catalogue, CatalogueItem } from '../../domain/catalogue.ts';
import type { TaskProduct } from '../../domain/coverage.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { ItemFinder } from '../../domain/item-finder.ts';
import { itemTypes, type SectionType } from '../../domain/library.ts';
import { tagKinds } from '../../domain/metadata.ts';
import { findNearest } from '../../domain/nearest.ts';
import { RefusedRequest } from '../failure.ts';
import { givenNumber } from './given-number.ts';
import { itemShape, itemView, viewArtwork, viewItem } from './item-view.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { countChapters, partView, viewPart } from './part-view.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import type { SectionAdministration } from './section-services.ts';
import { getSection } from './sections.ts';
import { getTask, oneOf, taskParam } from './task-name.ts';

const idError = 'must be the number of an item';
const id = givenNumber(idError).openapi({ example: 7 });
const sectionError = 'must be the number of a section';

const list = createRoute({
  method: 'get',
  path: '/items',
  operationId: 'getItems',
  tags: ['Library'],
  summary: 'Look through the items of the library',
  description:
    'By section, type, parent and title. With `missing` or `stale` only those with a file that lacks what a task makes: its `kind` is in the coverage of sections.',
  request: {
    query: query({
      section: givenNumber(sectionError)
        .optional()
        .openapi({ description: 'Only what is in this section.', example: 1 }),
      type: oneOf(itemTypes, 'a type of items')
        .optional()
        .openapi({ description: 'Only items of this type.' }),
      parent: givenNumber(idError)
        .optional()
        .openapi({ description: 'Only what lies directly below this item.', example: 5 }),
      text: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(200, 'must have 200 signs at most')
        .optional()
        .openapi({ description: 'Every word of it begins a word of the title.', example: 'night train' }),
      missing: z.string().optional().openapi({
        description: 'Only items with a file of which this could be made, and is not there.',
        example: 'indexFile',
      }),
      stale: z.string().optional().openapi({
        description: 'Only items with a file of which this is there, but not as it is wanted now.',
        example: 'indexFile',
      }),
      ...pageQuery('items'),
    }),
  },
  responses: {
    200: { description: 'A page of items.', content: { 'application/json': { schema: pageOf(itemView) } } },
    ...problems(400),
  },
});

const mediaView = z
  .object({
    id: z.int().openapi({ example: 7 }),
    edition: z.string().optional().openapi({ example: 'Director’s Cut' }),
    parts: z.array(partView).openapi({ description: 'Several for a film in several files.' }),
  })
  .openapi('Media');

const itemDetails = z
  .object({
    ...itemShape,
    sortTitle: z.string().openapi({ example: 'Night Train to Meridian' }),
    originallyAvailableOn: z.string().optional().openapi({ example: '2022-09-01' }),
    takenOn: z.string().optional().openapi({ description: 'Of a photo.', example: '2024-05-01T12:30:00' }),
    summary: z.string().optional().openapi({ example: 'Two strangers share a compartment.' }),
    fields: z.record(z.string(), z.union([z.string(), z.number()])).openapi({
      description: 'What else is said of it, by Plex’s names.',
      example: { contentRating: 'PG', studio: 'Meridian Pictures' },
    }),
    tags: z.array(
      z.object({
        kind: z.enum(tagKinds),
        name: z.string().openapi({ example: 'Drama' }),
        role: z.string().optional().openapi({ description: 'Whom an actor plays.', example: 'The Guard' }),
      }),
    ),
    ids: z
      .record(z.string(), z.string())
      .openapi({ description: 'By service.', example: { imdb: 'tt0111161' } }),
    artwork: z.record(z.string(), z.string()).openapi({
      description: 'Paths of its pictures, on this server.',
      example: { thumb: '/library/metadata/7/thumb', art: '/library/metadata/7/art' },
    }),
    media: z.array(mediaView).openapi({ description: 'Its versions; none where it has items below it.' }),
  })
  .openapi('ItemDetails');

const one = createRoute({
  method: 'get',
  path: '/items/{id}',
  operationId: 'getItem',
  tags: ['Library'],
  summary: 'Show an item with its files, and all that is known of them',
  request: { params: z.object({ id }) },
  responses: {
    200: { description: 'The item.', content: { 'application/json': { schema: itemDetails } } },
    ...problems(404),
  },
});

const start = createRoute({
  method: 'post',
  path: '/items/{id}/tasks/{task}',
  operationId: 'startTaskOnItem',
  tags: ['Library'],
  summary: 'Have a task work on one item now',
  description:
    'On all files of the item, or of what lies below it, whether or not the task is due or enabled; files that it set aside are tried anew. RefreshLibraries scans their folders. Tasks that work on the whole library are refused. While a run of the task is in hand, nothing more is started: it has these files too, or leaves them to the next.',
  request: { params: z.object({ id, task: taskParam }) },
  responses: {
    202: {
      description: 'What came of it.',
      content: {
        'application/json': {
          schema: z.object({
            outcome: z.enum(['started', 'waiting', 'already-running', 'nothing-to-do']),
            files: z.int().min(0).openapi({ description: 'Files of the item.', example: 1 }),
          }),
        },
      },
    },
    ...problems(404, 409),
  },
});

export interface ItemServices {
  readonly butler: Butler;
  readonly sections: Pick<SectionAdministration, 'list'>;
  readonly items: ItemFinder;
  readonly catalogue: Pick<Catalogue, 'items'>;
  /** All that tasks make of files, as it is wanted now. */
  readonly products: () => readonly TaskProduct[];
}

/** What the library holds, and how it stands with it. */
export function itemRoutes(services: ItemServices) {
  const { butler, sections, items, catalogue, products } = services;
  const get = async (id: number) => {
    const [item] = await catalogue.items([id]);
    if (!item) throw new ButlerError('item-unknown', { id });
    return item;
  };
  return routes()
    .openapi(list, async c => {
      const { section, type, parent, text, missing, stale, limit, cursor: after } = c.req.valid('query');
      const lacking = findLacking(products(), { missing, stale });
      const search = { sectionId: section, type, parentId: parent, text, lacking };
      const read = (limit: number) => items.find(search, { limit, after });
      return c.json(await readPage('items', limit, read, viewItem), 200);
    })
    .openapi(one, async c => {
      const item = await get(c.req.valid('param').id);
      const { type } = await getSection(sections, item.section.id);
      return c.json(await viewDetails(item, type, services), 200);
    })
    .openapi(start, async c => {
      const item = await get(c.req.valid('param').id);
      const { name } = getTask(butler, c.req.valid('param').task);
      const partIds = await items.partsBelow(item.id);
      if (partIds.length === 0) return c.json({ outcome: 'nothing-to-do' as const, files: 0 }, 202);
      const outcome =
        name === 'RefreshLibraries' ? await scanFolders(butler, item) : await butler.startOn(name, partIds);
      return c.json({ outcome, files: partIds.length }, 202);
    });
}

/** What `missing` or `stale` name. Throws the refusal that suggests the nearest. */
function findLacking(
  products: readonly TaskProduct[],
  given: { missing?: string | undefined; stale?: string | undefined },
) {
  const [how, kind] = Object.entries(given).find(([, kind]) => kind !== undefined) ?? [];
  if (how === undefined || kind === undefined) return undefined;
  const refuse = (message: string) => {
    const error = new ButlerError('request-invalid', { problems: `${how} ${message}` });
    throw new RefusedRequest({ status: 400, error, fields: [{ field: how, message }] });
  };
  if (given.missing !== undefined && given.stale !== undefined) refuse('cannot be given together with stale');
  const product = products.find(one => one.kind === kind);
  if (product) return { product, how: how as keyof typeof given };
  const kinds = products.map(one => one.kind);
  const nearest = findNearest(kind, kinds);
  refuse(nearest ? `must be a kind of product, such as ${nearest}` : `must be one of ${kinds.join(', ')}`);
  return undefined;
}

async function viewDetails(
  item: CatalogueItem,
  sectionType: SectionType,
  { items, products }: ItemServices,
): Promise<z.infer<typeof itemDetails>> {
  const { fields, tags, ids } = item.metadata;
  const { summary, ...others } = fields;
  const details = await items.parts(item.media.flatMap(media => media.parts.map(part => part.id)));
  const wanted = products();
  return {
    ...viewItem(item),
    sortTitle: item.sortTitle,
    originallyAvailableOn: item.originallyAvailableOn,
    takenOn: item.takenOn,
    summary,
    fields: others,
    tags: tags.map(({ kind, name, role }) => ({ kind, name, role })),
    ids: { ...ids },
    artwork: viewArtwork(item),
    media: item.media.map(({ id, edition, parts }) => {
      let chaptersBefore = 0;
      return {
        id,
        edition,
        parts: parts.map(part => {
          const around = { mediaId: id, chaptersBefore, sectionType, products: wanted };
          chaptersBefore += countChapters(part);
          return viewPart(part, { ...around, details: details.get(part.id) });
        }),
      };
    }),
  };
}

/** The folders in which the files of an item lie; of one with items below it, the whole section. */
async function scanFolders(butler: Butler, item: CatalogueItem): ReturnType<Butler['scan']> {
  const folders = new Set(item.media.flatMap(({ parts }) => parts.map(({ path }) => dirname(path))));
  const sectionId = item.section.id;
  const scopes = folders.size > 0 ? [...folders].map(folder => ({ sectionId, folder })) : [{ sectionId }];
  const outcomes: ('started' | 'waiting')[] = [];
  for (const scope of scopes) outcomes.push(await butler.scan(scope));
  return outcomes.includes('started') ? 'started' : 'waiting';
}
