import { createRoute, z } from '@hono/zod-openapi';
import type { ListedBackup } from '../../domain/backup.ts';
import type { Butler } from '../../domain/butler.ts';
import { ButlerError } from '../../domain/errors.ts';
import { RefusedRequest } from '../failure.ts';
import { instant } from './instant.ts';
import { listOf } from './page.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { bodyError } from './setting-changes.ts';
import { getTask } from './task-name.ts';

/** What a trial of a backup showed. */
interface Rehearsal {
  readonly bytes: number;
  readonly rows: number;
  /** Whether every row was compared with the manifest. */
  readonly compared: boolean;
}

export interface Backups {
  /** In every place where there are some, the newest first. */
  list(): Promise<readonly ListedBackup[]>;
  /** Restores one into a folder that is removed afterwards. Throws `backup-damaged`, `backup-unknown` or `disk-full`. */
  rehearse(name: string, signal: AbortSignal): Promise<Rehearsal>;
  /** What whoever is at the server types to restore it. */
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
      description: 'Restores it: to be typed at the server, once Butler is stopped.',
      example: 'butler restore butler-2027-03-28T020000Z.db --data /var/lib/butler',
    }),
  })
  .openapi('Backup');

const rehearsalShape = {
  name: z.string().openapi({ example: 'butler-2027-03-28T020000Z.db' }),
  bytes: z.int().min(0).openapi({ example: 52_000_000 }),
  rows: z.int().min(0).openapi({ description: 'That were restored.', example: 812_345 }),
  compared: z.boolean().openapi({
    description:
      'Whether every row was compared with the manifest, or only the integrity of the file checked.',
    example: true,
  }),
};

const params = z.object({
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
  request: { params },
  responses: {
    200: {
      description: 'It is good.',
      content: { 'application/json': { schema: z.object(rehearsalShape) } },
    },
    ...problems(404, 409),
  },
});

const restore = createRoute({
  method: 'post',
  path: '/backups/{name}/restore',
  operationId: 'rehearseRestore',
  tags: ['Safekeeping'],
  summary: 'Rehearse restoring a backup',
  description:
    'Does all of it but put the result in place. For that the database must not be in use: the answer says which command does it, once Butler is stopped. What is there then is kept aside.',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject(
              {
                dryRun: z
                  .boolean('must be true or false')
                  .default(true)
                  .openapi({ description: 'False is refused, with the command that does it.' }),
              },
              bodyError,
            )
            .openapi('RestoreRequest', { example: { dryRun: true } }),
        },
      },
    },
  },
  responses: {
    200: {
      description: 'It can be restored.',
      content: {
        'application/json': {
          schema: z.object({
            ...rehearsalShape,
            command: z.string().openapi({
              description: 'To be typed at the server, once Butler is stopped.',
              example: 'butler restore butler-2027-03-28T020000Z.db --data /var/lib/butler',
            }),
          }),
        },
      },
    },
    ...problems(400, 404, 409, 413, 415),
  },
});

/** Backups of the database, and whether they are good. */
export function backupRoutes(butler: Butler, backups: Backups) {
  let isRehearsing = false;
  const rehearse = async (name: string, signal: AbortSignal) => {
    if (!(await backups.list()).some(backup => backup.name === name))
      throw new RefusedRequest({ status: 404, error: new ButlerError('backup-unlisted', { name }) });
    if (isRehearsing) throw new ButlerError('backup-busy', {});
    isRehearsing = true;
    try {
      const { bytes, rows, compared } = await backups.rehearse(name, signal);
      return { name, bytes, rows, compared };
    } finally {
      isRehearsing = false;
    }
  };
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
    .openapi(verify, async c => c.json(await rehearse(c.req.valid('param').name, c.req.raw.signal), 200))
    .openapi(restore, async c => {
      const { name } = c.req.valid('param');
      const command = backups.restoreCommand(name);
      if (!c.req.valid('json').dryRun) throw new ButlerError('restore-in-use', { command });
      return c.json({ ...(await rehearse(name, c.req.raw.signal)), command }, 200);
    });
}

function viewBackup(backup: ListedBackup, command: string): z.infer<typeof backupView> {
  const { name, folder, createdAt, verifiedAt, bytes, rows, schemaVersion, instance, dataFolder, damage } =
    backup;
  const about = { name, folder, createdAt, verifiedAt, bytes, rows, schemaVersion, instance, dataFolder };
  return { ...about, sound: damage === undefined, damage, command };
}
