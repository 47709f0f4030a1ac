import { createRoute, z } from '@hono/zod-openapi';
import type { artworkNames } from '../../plex/browse/item-element.ts';
import { answersFile } from './answers.ts';
import { failures } from './failures.ts';
import { count, id } from './scalars.ts';

const tags = ['Files'];

const pictureTypes = ['image/*', 'application/octet-stream'];
const mediaTypes = ['video/*', 'audio/*', 'image/*', 'application/octet-stream'];

const artworkWords: Record<keyof typeof artworkNames, string> = {
  thumb: 'poster',
  art: 'background',
  banner: 'banner',
  clearLogo: 'logo',
  theme: 'theme music',
};

/** Clients may add what changes with the picture, so that they can keep it until then. */
const version = z.string().openapi({
  description: 'Anything: another one is another address for the same picture.',
  example: '1772330400',
});

const side = z.int().min(1).max(8_192);
const flag = (description: string) => z.enum(['0', '1']).optional().openapi({ description, example: '1' });

const artwork = Object.entries(artworkWords).flatMap(([name, word]) => {
  const common = {
    method: 'get',
    tags,
    responses: {
      ...answersFile(
        `The ${word}.`,
        ...(name === 'theme' ? ['audio/*', 'application/octet-stream'] : pictureTypes),
      ),
      ...failures(404),
    },
  } as const;
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const path = `/library/metadata/{id}/${name}`;
  return [
    createRoute({
      ...common,
      path,
      operationId: `read${capital}`,
      summary: `Read the ${word} of an item`,
      request: { params: z.object({ id }) },
    }),
    createRoute({
      ...common,
      path: `${path}/{version}`,
      operationId: `read${capital}Version`,
      summary: `Read the ${word} of an item, as it is at some time`,
      request: { params: z.object({ id, version }) },
    }),
  ];
});

export const fileOperations = [
  createRoute({
    method: 'get',
    path: '/library/parts/{id}/indexes/sd',
    operationId: 'readIndexFile',
    tags,
    summary: 'Read the index file of a film',
    description: 'The preview pictures of the seek bar, as one BIF file.',
    request: { params: z.object({ id }) },
    responses: { ...answersFile('The BIF file.', 'application/octet-stream'), ...failures(404) },
  }),
  createRoute({
    method: 'get',
    path: '/library/parts/{id}/indexes/sd/{ms}',
    operationId: 'readIndexPicture',
    tags,
    summary: 'Read one preview picture of a film',
    request: {
      params: z.object({
        id,
        ms: count.openapi({ description: 'Milliseconds from the start of the film.', example: 60_000 }),
      }),
    },
    responses: {
      200: {
        description: 'The picture to show at that moment.',
        content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...failures(404),
    },
  }),
  createRoute({
    method: 'get',
    path: '/photo/:/transcode',
    operationId: 'transcodeImage',
    tags,
    summary: 'Read a picture of the library in another size',
    description:
      'Upright, and without what else its file says. The picture is kept in the cache. Only pictures of this server are scaled; nothing is fetched from elsewhere.',
    request: {
      query: z.object({
        url: z.string().openapi({
          description: 'Where the picture is at this server: artwork of an item, or the file of a photo.',
          example: '/library/metadata/7/thumb',
        }),
        width: side.openapi({ description: 'In pixels.', example: 240 }),
        height: side.openapi({ description: 'In pixels.', example: 360 }),
        minSize: flag(
          '1 for the smallest picture that fills the size; otherwise the largest that fits into it.',
        ),
        upscale: flag('1 to make smaller pictures larger.'),
        format: z.enum(['jpeg', 'png']).optional().openapi({ description: 'JPEG where it is absent.' }),
      }),
    },
    responses: { ...answersFile('The picture.', 'image/jpeg', 'image/png'), ...failures(400, 404) },
  }),
  createRoute({
    method: 'get',
    path: '/library/media/{id}/chapterImages/{chapter}',
    operationId: 'readChapterImage',
    tags,
    summary: 'Read the picture of a chapter',
    request: {
      params: z.object({
        id: id.openapi({ description: 'Of the version of the item: of its `Media`.' }),
        chapter: z.int().min(1).openapi({ description: 'Counted from 1.', example: 1 }),
      }),
    },
    responses: { ...answersFile('The picture.', 'image/jpeg'), ...failures(404) },
  }),
  createRoute({
    method: 'get',
    path: '/library/parts/{id}/file',
    operationId: 'readPart',
    tags,
    summary: 'Read a media file',
    request: { params: z.object({ id }) },
    responses: { ...answersFile('The file.', ...mediaTypes), ...failures(404) },
  }),
  createRoute({
    method: 'get',
    path: '/library/parts/{id}/file/{name}',
    operationId: 'readPartByName',
    tags,
    summary: 'Read a media file, by its name too',
    request: {
      params: z.object({
        id,
        name: z
          .string()
          .openapi({ description: 'Anything: for programs that go by it.', example: 'clock.mkv' }),
      }),
    },
    responses: { ...answersFile('The file.', ...mediaTypes), ...failures(404) },
  }),
  createRoute({
    method: 'get',
    path: '/library/streams/{id}',
    operationId: 'readStream',
    tags,
    summary: 'Read subtitles or lyrics that lie beside the media',
    request: { params: z.object({ id: id.openapi({ example: 1792 }) }) },
    responses: { ...answersFile('The file.', 'text/plain'), ...failures(404) },
  }),
  ...artwork,
];
