import { createRoute, z } from '@hono/zod-openapi';
import { choiceFields, sortFields } from '../../../domain/catalogue.ts';
import { sectionTypes } from '../../../domain/library.ts';
import { answersContainer } from './answers.ts';
import { failures } from './failures.ts';
import { answersItems } from './item-list.ts';
import { container, count, flag, id, libraryContainer, path, range, seconds } from './scalars.ts';

const tags = ['Library'];

const section = z
  .object({
    allowSync: z.boolean().openapi({ description: 'Whether its files may be downloaded: always true.' }),
    refreshing: z.boolean().openapi({ description: 'Whether it is being scanned.' }),
    key: z.string().openapi({ description: 'Its id.', example: '1' }),
    type: z.enum(sectionTypes),
    title: z.string(),
    agent: z.string(),
    scanner: z.string(),
    language: z.string().openapi({ example: 'xn' }),
    uuid: z.string(),
    updatedAt: seconds,
    createdAt: seconds,
    scannedAt: seconds.optional(),
    content: z.boolean(),
    directory: z.boolean(),
    Location: z.array(
      z.object({
        id: z.int(),
        path: z.string().openapi({ description: 'Absolute path of the folder.', example: '/media/films' }),
        offlineBecause: z
          .string()
          .optional()
          .openapi({ description: 'Why it cannot be scanned. Butler’s own.' }),
        watchedFolders: count
          .optional()
          .openapi({ description: 'Folders in it that are watched. Butler’s own.' }),
        unwatchedBecause: z
          .string()
          .optional()
          .openapi({ description: 'Why not all of them are. Butler’s own.' }),
      }),
    ),
  })
  .openapi('PlexSection');

const sections = z
  .object({ ...libraryContainer, title1: z.string(), Directory: z.array(section) })
  .openapi('PlexSections', { xml: { name: 'MediaContainer' } });

/** A list of links in a section. */
export const directories = z
  .object({
    ...libraryContainer,
    content: z.string().optional(),
    librarySectionID: z.int(),
    title1: z.string().optional(),
    viewGroup: z.string().optional(),
    Directory: z.array(
      z.object({
        fastKey: path.optional().openapi({
          description: 'Where what has this value is listed.',
          example: '/library/sections/1/all?type=1&genre=1',
        }),
        key: z.string().openapi({ description: 'The value as filters want it, or where to go on.' }),
        title: z.string(),
        type: z.string().optional(),
        size: count.optional().openapi({ description: 'How many items begin with this letter.' }),
      }),
    ),
  })
  .openapi('PlexDirectories', { xml: { name: 'MediaContainer' } });

const exampleSections = {
  size: 1,
  allowSync: false,
  identifier: 'com.plexapp.plugins.library',
  title1: 'Plex Library',
  Directory: [
    {
      allowSync: true,
      refreshing: false,
      key: '1',
      type: 'movie',
      title: 'Films',
      agent: 'tv.plex.agents.movie',
      scanner: 'Plex Movie',
      language: 'xn',
      uuid: '11111111-1111-4111-8111-111111111111',
      updatedAt: 1772330460,
      createdAt: 1772330400,
      scannedAt: 1772330460,
      content: true,
      directory: true,
      Location: [{ id: 1, path: '/media/films', watchedFolders: 1204 }],
    },
  ],
};

/** An example of one. */
export const inSection = (
  shown: readonly (readonly [key: string, title: string])[],
  content = 'secondary',
) => ({
  size: shown.length,
  allowSync: false,
  content,
  identifier: 'com.plexapp.plugins.library',
  librarySectionID: 1,
  title1: 'Films',
  viewGroup: 'secondary',
  Directory: shown.map(([key, title]) => ({ key, title })),
});

/** Which of them, in which order, and which piece of the list. */
export const listQuery = {
  type: z.string().optional().openapi({
    description: 'The number or name of the type to list; the topmost of the section without it.',
    example: 'movie',
  }),
  sort: z
    .string()
    .optional()
    .openapi({
      description: `Fields with commas between them, each with \`:desc\` where it falls: ${sortFields.join(', ')}.`,
      example: 'year:desc,titleSort',
    }),
  ...range,
};

const filterable = {
  ...listQuery,
  limit: count.optional().openapi({ description: 'How many are told in all.' }),
  includeMeta: flag
    .optional()
    .openapi({ description: 'Tells what the section can be filtered and sorted by.' }),
};

const howToFilter =
  'Any field that `includeMeta=1` tells can be given too: `year>>=1990&genre=Drama,Comedy`. Values with a comma between them are alternatives; `push`, `or`, `and` and `pop` put conditions into brackets. What is neither is left alone.';

const list = (operationId: string, path: string, summary: string, description?: string, query = {}) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    summary,
    ...(description !== undefined && { description }),
    request: {
      ...(path.includes('{section}') && { params: z.object({ section: id }) }),
      query: z.object(query),
    },
    responses: {
      200: answersItems('The list, or the piece of it that was asked for.'),
      ...(path.includes('{section}') ? failures(404) : failures()),
    },
  });

const listSections = (operationId: string, path: string, summary: string) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags,
    summary,
    responses: { 200: answersContainer('All sections.', sections, exampleSections), ...failures() },
  });

const at = (path: string) => `/library/sections/{section}/${path}`;

export const sectionOperations = [
  listSections('browseLibrary', '/library', 'Get all sections, at an older address'),
  listSections('browseSections', '/library/sections', 'Get all sections'),
  listSections('browseAllSections', '/library/sections/all', 'Get all sections, at a newer address'),
  createRoute({
    method: 'get',
    path: '/library/sections/{section}',
    operationId: 'browseSection',
    tags,
    summary: 'Get the ways into a section',
    request: { params: z.object({ section: id }) },
    responses: {
      200: answersContainer(
        'Where to go on.',
        directories,
        inSection([
          ['all', 'All Movies'],
          ['recentlyAdded', 'Recently Added'],
        ]),
      ),
      ...failures(404),
    },
  }),
  list('browseSectionItems', at('all'), 'Get the items of a section', howToFilter, filterable),
  list('browseRecentOfSection', at('recentlyAdded'), 'Get what a section got last', undefined, {
    type: listQuery.type,
    ...range,
  }),
  list('browseNewestOfSection', at('newest'), 'Get what was released last', undefined, filterable),
  list('browseAlbumsOfSection', at('albums'), 'Get the albums of a section', undefined, filterable),
  list(
    'browseOnDeckOfSection',
    at('onDeck'),
    'Get what to watch next',
    'Butler knows nobody who watches: nothing.',
  ),
  list(
    'browseCollectionsOfSection',
    at('collections'),
    'Get the collections of a section',
    undefined,
    filterable,
  ),
  list('searchSection', at('search'), 'Search the titles of a section', howToFilter, {
    query: z
      .string()
      .optional()
      .openapi({ description: 'Every word begins a word of the title.', example: 'clock' }),
    ...filterable,
  }),
  createRoute({
    method: 'get',
    path: at('prefs'),
    operationId: 'getSectionPreferences',
    tags,
    summary: 'Get the preferences of a section',
    description: 'There are none: those of the server hold for all sections. The list is always empty.',
    request: { params: z.object({ section: id }) },
    responses: {
      200: answersContainer(
        'Nothing.',
        z
          .object({ ...container, Setting: z.array(z.object({})) })
          .openapi('PlexSectionPreferences', { xml: { name: 'MediaContainer' } }),
        { size: 0, Setting: [] },
      ),
      ...failures(404),
    },
  }),
  createRoute({
    method: 'get',
    path: at('{field}'),
    operationId: 'browseChoicesOfSection',
    tags,
    summary: 'Get the values of a field',
    description: 'Those that items of the section have, to filter by.',
    request: {
      params: z.object({
        section: id,
        field: z.string().openapi({ enum: [...choiceFields], example: 'genre' }),
      }),
      query: z.object({ type: listQuery.type }),
    },
    responses: {
      200: answersContainer('The values.', directories, inSection([['1', 'Drama']])),
      ...failures(404),
    },
  }),
  list(
    'browseOnDeck',
    '/library/onDeck',
    'Get what to watch next',
    'Butler knows nobody who watches: nothing.',
  ),
  list('browseRecent', '/library/recentlyAdded', 'Get what came last', undefined, {
    type: listQuery.type,
    ...range,
  }),
  list('browseAllItems', '/library/all', 'Get the items of all sections', howToFilter, filterable),
];
