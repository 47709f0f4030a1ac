import { z } from '@hono/zod-openapi';
import { partStates, type SectionCoverage } from '../../domain/coverage.ts';
import { itemTypes, type Root, type Section, sectionTypes } from '../../domain/library.ts';
import type { RootWatch } from '../../domain/root-watch.ts';
import { formatInstant, formatOptional, instant } from './instant.ts';
import { saidView, viewSaid } from './said-view.ts';
import { taskName } from './task-name.ts';

const count = z.int().min(0).openapi({ example: 1_310 });

const rootView = z
  .object({
    id: z.int().openapi({ example: 1 }),
    path: z.string().openapi({ example: '/media/films' }),
    online: z.boolean().openapi({ description: 'Whether it can be scanned now.', example: true }),
    offlineBecause: z.string().optional().openapi({
      description: 'Why not. What is known of its files stays.',
      example: 'The folder "/media/films" does not exist.',
    }),
    said: saidView,
    watchedFolders: z.int().optional().openapi({
      description: 'In how many of its folders changes are noticed as they happen.',
      example: 1_204,
    }),
    unwatchedBecause: z.string().optional().openapi({ example: 'The folder "/media/films" does not exist.' }),
  })
  .openapi('Root');

const coverageView = z
  .object({
    task: taskName,
    kind: z.string().openapi({ example: 'indexFile' }),
    title: z.string().openapi({ description: 'For people, in the plural.', example: 'index files' }),
    of: count.openapi({ description: 'Files of which it can be made.', example: 1_310 }),
    fresh: count.openapi({ example: 1_204 }),
    stale: count.openapi({ description: 'There, but not as it is wanted now.', example: 32 }),
    missing: count.openapi({ example: 74 }),
    setAside: count.openapi({
      description: 'Of those that are not fresh: files that failed, and rest until they change.',
      example: 3,
    }),
    bytes: z.int().min(0).openapi({ description: 'Of derived files.', example: 1_640_000_000 }),
    staleBecause: z.string().optional().openapi({ example: '32 files were made with w320, not w480.' }),
    said: saidView,
  })
  .openapi('Coverage');

export const sectionView = z
  .object({
    id: z.int().openapi({ example: 1 }),
    uuid: z.string().openapi({ example: '7f6c2f0a-53c7-4d4e-9d2f-0c35c3a9b1de' }),
    type: z.enum(sectionTypes),
    title: z.string().openapi({ example: 'Films' }),
    createdAt: instant,
    scannedAt: instant.optional().openapi({ description: 'When all of it was last looked through.' }),
    scanning: z.boolean().openapi({ example: false }),
    roots: z.array(rootView),
    items: z
      .partialRecord(z.enum(itemTypes), count)
      .openapi({ description: 'How many of each type there are.', example: { movie: 1_310 } }),
    files: z
      .object(
        Object.fromEntries(partStates.map(state => [state, count])) as Record<
          (typeof partStates)[number],
          typeof count
        >,
      )
      .openapi({
        description:
          'Media files by how they stand: gone since the last scan, on a folder that is offline, not read yet, unreadable, read.',
        example: { missing: 4, offline: 0, unread: 0, unreadable: 1, read: 1_310 },
      }),
    bytes: z
      .int()
      .min(0)
      .openapi({ description: 'Of the files that are there.', example: 5_200_000_000_000 }),
    coverage: z.array(coverageView).openapi({
      description: 'What there is of all that tasks make of files, in the order of the tasks.',
    }),
    countedAt: instant.openapi({
      description:
        'When it was counted. In a large library that takes some seconds, so it may lie behind a little.',
    }),
  })
  .openapi('Section');

export function viewSection(
  section: Section,
  coverage: SectionCoverage | undefined,
  isScanning: boolean,
  findWatch: (rootId: number) => RootWatch | undefined,
): z.infer<typeof sectionView> {
  if (!coverage) throw new Error(`The section ${section.id} was not counted.`);
  const { id, uuid, type, title, createdAt, scannedAt, roots } = section;
  return {
    id,
    uuid,
    type,
    title,
    createdAt: formatInstant(createdAt),
    scannedAt: formatOptional(scannedAt),
    scanning: isScanning,
    roots: roots.map(root => viewRoot(root, findWatch(root.id))),
    items: coverage.items,
    files: coverage.files,
    bytes: coverage.bytes,
    coverage: coverage.products.map(one => ({ ...one, said: viewSaid(one.staleBecause) })),
    countedAt: formatInstant(coverage.countedAt),
  };
}

function viewRoot({ id, path, offlineBecause }: Root, watch: RootWatch | undefined) {
  return {
    id,
    path,
    online: offlineBecause === undefined,
    offlineBecause,
    said: viewSaid(offlineBecause),
    watchedFolders: watch?.folders,
    unwatchedBecause: watch?.because,
  };
}
