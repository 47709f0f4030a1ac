import { createRoute, z } from '@hono/zod-openapi';
import { formatInstant, instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

/** What Butler keeps in its data folder, by what it is. */
const storageKinds = [
  'database',
  'bundles',
  'artwork',
  'cache',
  'backups',
  'replaced',
  'quarantine',
  'updates',
] as const;
export type StorageKind = (typeof storageKinds)[number];

export interface StorageView {
  readonly folder: string;
  /** On its disk. */
  readonly totalBytes: number;
  /** That Butler may still write. */
  readonly freeBytes: number;
  readonly measuredAt: number;
  readonly kinds: readonly {
    readonly kind: StorageKind;
    readonly bytes: number;
    /** That it may take, where the owner has set that. */
    readonly budgetBytes?: number;
  }[];
}

const bytes = z.int().min(0).openapi({ example: 52_000_000 });

const read = createRoute({
  method: 'get',
  path: '/storage',
  operationId: 'getStorage',
  tags: ['Safekeeping'],
  summary: 'Tell what Butler keeps on its disk',
  description: 'Files are counted at most every few minutes. Backups in other folders are not among them.',
  responses: {
    200: {
      description: 'The bytes of each kind, and what is free.',
      content: {
        'application/json': {
          schema: z
            .object({
              folder: z.string().openapi({ description: 'The data folder.', example: '/var/lib/butler' }),
              totalBytes: bytes.openapi({ description: 'Of its disk.', example: 500_000_000_000 }),
              freeBytes: bytes.openapi({ example: 120_000_000_000 }),
              measuredAt: instant.openapi({ description: 'When the files were counted.' }),
              items: z.array(
                z.object({
                  kind: z.enum(storageKinds).openapi({
                    description: '`replaced`: the databases that restores took the place of.',
                    example: 'database',
                  }),
                  bytes,
                  budgetBytes: bytes.optional().openapi({
                    description: 'That it may take, where that is limited.',
                    example: 2_000_000_000,
                  }),
                }),
              ),
            })
            .openapi('Storage'),
        },
      },
    },
    ...problems(),
  },
});

/** What Butler keeps on its disk. */
export function storageRoutes(storage: () => Promise<StorageView>) {
  return routes().openapi(read, async c => {
    const { folder, totalBytes, freeBytes, measuredAt, kinds } = await storage();
    const about = { folder, totalBytes, freeBytes, measuredAt: formatInstant(measuredAt) };
    return c.json({ ...about, items: [...kinds] }, 200);
  });
}
