import { createRoute, z } from '@hono/zod-openapi';
import type { ListedBackup } from '../../domain/backup.ts';
import type { Butler } from '../../domain/butler.ts';
import { instant } from './instant.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { trialShape } from './restore-view.ts';
import { routes } from './routes.ts';
import { getTask } from './task-name.ts';
import type { Trials } from './trials.ts';

/** What a trial of a backup showed. */
interface Verified {
  readonly bytes: number;
  readonly rows: number;
  /** Whether every row was compared with the manifest. */
  readonly compared: boolean;
}

export interface Backups {
  /** In every place where there are some, the newest first. */
  list(): Promise<readonly ListedBackup[]>;
  /** Restores one into a folder that is removed afterwards. Throws `backup-damaged`, `backup-unknown` or `disk-full`. */
  verify(name: string, signal: AbortSignal): Promise<Verified>;
  /** What whoever is at the server types to restore it, also where the dashboard cannot be reached. */
  restoreCommand(name: string): string;
}

const backupView = z
  .object({
    name: z.string().openapi({ example: 'butler-2027-03-28T020000Z.db' }),
    folder: z.string().openapi({ example: '/var/lib/butler/backups' }),
    createdAt: instant,
    verifiedAt: instant.openapi({ description: 'When it was last restored on trial, and compared.' }),
    bytes: z.int().min(0).openapi({ example: 52_000_000 }),
    rows: z.int().min(0).openapi({ description: 'Of all tables together.', example: 812_345 }),
    schemaVersion: z.string().openapi({ example: '0012-set-aside' }),
    instance: z.string().openapi({
      description: 'The installation that made it.',
      example: '7f6c2f0a-53c7-4d4e-9d2f-0c35c3a9b1de',
    }),
    dataFolder: z.string().openapi({ example: '/var/lib/butler' }),
    sound: z
      .boolean()
      .openapi({ description: 'Whether its files are those that were verified.', example: true }),
    damage: z
      .string()
      .optional()
      .openapi({ description: 'Why not.', example: 'its files are not those that were verified' }),
    command: z.string().openapi({
      description: 'Restores it too: to be typed at the server, whether or not Butler is at work.',
      example: 'butler restore butler-2027-03-28T020000Z.db --data /var/lib/butler',
    }),
  })
  .openapi('Backup');

/** The backup in the path. */
export const backupParams = z.object({
  name: z.string().openapi({ description: 'The name of a backup.', example: 'butler-2027-03-28T020000Z.db' }),
});

const list = createRoute({
  method: 'get',
  path: '/backups',
  operationId: 'getBackups',
  tags: ['Safekeeping'],
  summary: 'List the backups of the database, the newest first',
  responses: {
    200: {
      description: 'All backups, in every place where there are some.',
      content: { 'application/json': { schema: listOf(backupView) } },
    },
    ...problems(),
  },
});

const make = createRoute({
  method: 'post',
  path: '/backups',
  operationId: 'makeBackup',
  tags: ['Safekeeping'],
  summary: 'Make a backup now',
  description: 'Starts the task BackupDatabase, which verifies what it makes.',
  responses: {
    202: {
      description: 'It has begun, or was in hand.',
      content: {
        'application/json': { schema: z.object({ outcome: z.enum(['started', 'already-running']) }) },
      },
    },
    ...problems(404),
  },
});

const verify = createRoute({
  method: 'post',
  path: '/backups/{name}/verify',
  operationId: 'verifyBackup',
  tags: ['Safekeeping'],
  summary: 'Restore a backup on trial, and compare it',
  description:
    'Into a folder that is removed afterwards, beside all that goes on. One at a time; a large one takes minutes.',
  request: { params: backupParams },
  responses: {
    200: {
      description: 'It is good.',
      content: {
        'application/json': {
          schema: z.object({
            name: z.string().openapi({ example: 'butler-2027-03-28T020000Z.db' }),
            ...trialShape,
          }),
        },
      },
    },
    ...problems(404, 409),
  },
});

/** Backups of the database, and whether they are good. */
export function backupRoutes(butler: Butler, backups: Backups, trials: Trials) {
  return routes()
    .openapi(list, async c => {
      const items = (await backups.list()).map(backup =>
        viewBackup(backup, backups.restoreCommand(backup.name)),
      );
      return c.json({ items }, 200);
    })
    .openapi(make, async c => {
      const outcome = await butler.start(getTask(butler, 'BackupDatabase').name);
      return c.json({ outcome }, 202);
    })
    .openapi(verify, async c => {
      const { name } = c.req.valid('param');
      const { bytes, rows, compared } = await trials.hold(name, () => backups.verify(name, c.req.raw.signal));
      return c.json({ name, bytes, rows, compared }, 200);
    });
}

function viewBackup(backup: ListedBackup, command: string): z.infer<typeof backupView> {
  const { name, folder, createdAt, verifiedAt, bytes, rows, schemaVersion, instance, dataFolder, damage } =
    backup;
  const about = { name, folder, createdAt, verifiedAt, bytes, rows, schemaVersion, instance, dataFolder };
  return { ...about, sound: damage === undefined, damage, command };
}
