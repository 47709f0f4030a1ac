import { z } from '@hono/zod-openapi';
import { artifactStates, type RecordedArtifact } from '../../domain/artifact-finder.ts';
import { type Artifact, artifactKinds } from '../../domain/library.ts';
import { formatInstant, instant } from './instant.ts';

export const artifactShape = {
  id: z.string().openapi({ example: 'indexFile:7' }),
  kind: z.enum(artifactKinds),
  state: z.enum(artifactStates).openapi({
    description:
      'Fresh is as it is wanted now, stale made with other settings or by an older Butler. An orphan has a file that went missing, or is not wanted any more.',
    example: 'fresh',
  }),
  version: z.string().openapi({
    description: 'How it was made: a revision, and the settings.',
    example: 'bif1,w320,q4,2000ms,keyframes',
  }),
  madeAt: instant,
  bytes: z.int().min(0).openapi({ example: 1_250_000 }),
  path: z.string().openapi({
    description: 'Where it lies.',
    example:
      '/var/lib/butler/bundles/0/f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c.bundle/Contents/Indexes/index-sd.bif',
  }),
  partId: z.int().openapi({ example: 7 }),
  sectionId: z.int().openapi({ example: 1 }),
  itemId: z.int().optional().openapi({ description: 'An item that the source is a file of.', example: 7 }),
  source: z.string().openapi({
    description: 'The file that it was made from.',
    example: '/media/films/Night Train to Meridian (2022).mp4',
  }),
};

export const artifactView = z.object(artifactShape).openapi('Artifact', { description: 'A derived file.' });

type Place = Pick<Artifact, 'partId' | 'kind'>;

/** @param path absolute */
export function viewArtifact(artifact: RecordedArtifact, path: string): z.infer<typeof artifactView> {
  const { kind, state, version, madeAt, bytes, partId, sectionId, itemId, source } = artifact;
  return {
    ...{ id: formatArtifactId(artifact), kind, state, version, madeAt: formatInstant(madeAt), bytes, path },
    ...{ partId, sectionId, itemId, source },
  };
}

function formatArtifactId({ kind, partId }: Place): string {
  return `${kind}:${partId}`;
}

const idError = 'must be the id of a derived file';

/** The inverse of {@link formatArtifactId}. */
export const givenArtifactId = z
  .string(idError)
  .transform((text, context): Place => {
    const [name, digits = '', ...rest] = text.split(':');
    const kind = artifactKinds.find(one => one === name);
    if (kind && /^\d{1,12}$/.test(digits) && rest.length === 0) return { kind, partId: Number(digits) };
    context.addIssue(idError);
    return z.NEVER;
  })
  .openapi({ example: 'indexFile:7' });

const inOrder = artifactKinds.toSorted();

/** A number for the place of one in the list, which is by part and by the text of the kind. */
export function orderOf({ kind, partId }: Place): number {
  return partId * inOrder.length + inOrder.indexOf(kind);
}

/** The inverse of {@link orderOf}. */
export function placeOf(order: number): Place {
  const kind = inOrder[order % inOrder.length];
  if (kind === undefined) throw new RangeError(`${order} is no place of a derived file.`);
  return { partId: Math.floor(order / inOrder.length), kind };
}
