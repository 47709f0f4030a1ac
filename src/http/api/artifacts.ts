import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createRoute, z } from '@hono/zod-openapi';
import {
  type ArtifactFinder,
  artifactStates,
  type RecordedArtifact,
  type WantedArtifacts,
} from '../../domain/artifact-finder.ts';
import { ButlerError } from '../../domain/errors.ts';
import { type Artifact, type ArtifactKind, artifactKinds } from '../../domain/library.ts';
import type { TaskName } from '../../domain/task.ts';
import { respondFile } from '../file-response.ts';
import {
  artifactShape,
  artifactView,
  givenArtifactId,
  orderOf,
  placeOf,
  viewArtifact,
} from './artifact-view.ts';
import { givenNumber } from './given-number.ts';
import { pageOf, pageQuery, readPage } from './page.ts';
import { answersFile } from './plex-description/answers.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { oneOf, taskName } from './task-name.ts';

const params = z.object({ id: givenArtifactId });

const list = createRoute({
  method: 'get',
  path: '/artifacts',
  operationId: 'getArtifacts',
  tags: ['Library'],
  summary: 'List derived files',
  description: 'All that tasks made of media as files, by the media, copies beside it included.',
  request: {
    query: query({
      section: givenNumber('must be the number of a section')
        .optional()
        .openapi({ description: 'Only what was made of files of this section.', example: 1 }),
      kind: oneOf(artifactKinds, 'a kind of derived file').optional(),
      state: oneOf(artifactStates, `one of ${artifactStates.join(', ')}`).optional(),
      ...pageQuery('artifacts'),
    }),
  },
  responses: {
    200: {
      description: 'A page of derived files.',
      content: { 'application/json': { schema: pageOf(artifactView) } },
    },
    ...problems(400),
  },
});

const details = z
  .object({
    ...artifactShape,
    madeBy: z
      .object({
        tasks: z.array(taskName).openapi({ description: 'Tasks that make such.' }),
        runId: z.int().optional().openapi({
          description: 'The run that was under way when it was made; absent where that is forgotten.',
          example: 7,
        }),
      })
      .openapi({ description: 'Who made it.' }),
    wantedVersion: z.string().optional().openapi({
      description: 'How it would be made now, where it matters and is wanted.',
      example: 'bif1,w320,q4,2000ms,keyframes',
    }),
    files: z
      .array(
        z.object({
          name: z.string().openapi({ example: '0.jpg' }),
          bytes: z.int().min(0).openapi({ example: 81_000 }),
        }),
      )
      .optional()
      .openapi({
        description: 'What is in it, where it is a folder; absent where it is a file, or is gone.',
      }),
    present: z.boolean().openapi({ description: 'Whether it lies there now.', example: true }),
  })
  .openapi('ArtifactDetails');

const one = createRoute({
  method: 'get',
  path: '/artifacts/{id}',
  operationId: 'getArtifact',
  tags: ['Library'],
  summary: 'Show a derived file',
  request: { params },
  responses: {
    200: { description: 'The derived file.', content: { 'application/json': { schema: details } } },
    ...problems(404),
  },
});

/** By the extension. */
const types = {
  '.bif': 'application/octet-stream',
  '.jpg': 'image/jpeg',
  '.vtt': 'text/vtt; charset=utf-8',
  '.edl': 'text/plain; charset=utf-8',
  '.xml': 'text/plain; charset=utf-8',
} as const;

const nameError = 'must be the name of a file in it';

const content = createRoute({
  method: 'get',
  path: '/artifacts/{id}/content',
  operationId: 'readArtifact',
  tags: ['Library'],
  summary: 'Read a derived file',
  description: 'The file as it is, or a range of its bytes; of a folder one file, which `name` tells.',
  request: {
    params,
    query: query({
      name: z
        .string()
        .regex(/^[\w-]+\.\w+$/, nameError)
        .optional()
        .openapi({ description: 'The name of a file, where it is a folder.', example: '0.jpg' }),
    }),
    headers: z.object({
      Range: z.string().optional().openapi({ description: 'One range of bytes.', example: 'bytes=0-63' }),
    }),
  },
  responses: {
    ...answersFile('The file.', ...new Set(Object.values(types))),
    ...problems(400, 404),
  },
});

export interface ArtifactServices {
  readonly artifacts: ArtifactFinder;
  readonly wantedArtifacts: () => WantedArtifacts;
  /** The tasks that make such files. */
  readonly makersOf: (kind: ArtifactKind) => readonly TaskName[];
  /** Where one lies: an absolute path. */
  readonly artifactPath: (artifact: Artifact) => string;
}

/** Derived files, one by one. */
export function artifactRoutes(services: ArtifactServices) {
  const { artifacts, wantedArtifacts, makersOf, artifactPath } = services;
  const view = (artifact: RecordedArtifact) => viewArtifact(artifact, artifactPath(artifact));
  const get = async (place: Pick<Artifact, 'partId' | 'kind'>) => {
    const found = await artifacts.find(place, wantedArtifacts());
    if (!found) throw new ButlerError('artifact-unknown', { ...place, part: place.partId });
    return found;
  };
  return routes()
    .openapi(list, async c => {
      const { section: sectionId, kind, state, limit, cursor } = c.req.valid('query');
      const after = cursor === undefined ? undefined : placeOf(cursor);
      const wanted = wantedArtifacts();
      const read = async (limit: number) => {
        const found = await artifacts.list({ sectionId, kind, state }, wanted, { limit, after });
        return found.map(artifact => ({ artifact, id: orderOf(artifact) }));
      };
      return c.json(await readPage('artifacts', limit, read, ({ artifact }) => view(artifact)), 200);
    })
    .openapi(one, async c => {
      const found = await get(c.req.valid('param').id);
      const tasks = makersOf(found.kind);
      const wanted = wantedArtifacts().get(found.kind);
      const path = artifactPath(found);
      const there = await stat(path).catch(() => undefined);
      return c.json(
        {
          ...view(found),
          madeBy: { tasks: [...tasks], runId: await artifacts.findRun(tasks, found.madeAt) },
          wantedVersion: wanted === 'any' ? undefined : wanted,
          present: there !== undefined,
          files: there?.isDirectory() ? await filesIn(path) : undefined,
        },
        200,
      );
    })
    .openapi(content, async c => {
      const found = await get(c.req.valid('param').id);
      const { name } = c.req.valid('query');
      const path = artifactPath(found);
      const file = name === undefined ? path : join(path, name);
      return respondFile(c.req, file, contentType(file));
    });
}

function contentType(path: string): string {
  const extension = extname(path).toLowerCase();
  return Object.hasOwn(types, extension) ? types[extension as keyof typeof types] : types['.bif'];
}

/** What lies in a folder, in the order of numbers in the names. */
async function filesIn(folder: string): Promise<{ name: string; bytes: number }[]> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async name => ({ name, found: await stat(join(folder, name)).catch(() => undefined) })),
  );
  return files
    .flatMap(({ name, found }) => (found?.isFile() ? [{ name, bytes: found.size }] : []))
    .toSorted((a, b) => numberIn(a.name) - numberIn(b.name));
}

function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}
